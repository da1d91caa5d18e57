import { AuthService } from '@backstage/backend-plugin-api';
import {
  Entity,
  RELATION_DEPENDENCY_OF,
  RELATION_DEPENDS_ON,
  RELATION_OWNED_BY,
  RELATION_PART_OF,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { CatalogService } from '@backstage/plugin-catalog-node';
import {
  compareRecords,
  EvidenceRecord,
} from '@cloudflare-backstage/cloudflare-evidence';
import {
  ACCOUNT_RESOURCE_TYPE,
  ANNOTATION_CLOUDFLARE_ACCOUNT,
  ANNOTATION_CLOUDFLARE_NAME,
  cloudflareReadAccountPermission,
  LABEL_CLOUDFLARE_DATA_CLASS,
  LABEL_CLOUDFLARE_ENVIRONMENT,
  productIds,
  productOfResourceType,
  products,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { z } from 'zod';
import { CatalogModule } from '../../account/CatalogModule';
import { isSynced, readEntities } from '../../catalog/readEntities';
import { outcomeOf } from '../../reading/outcomeOf';
import { personal } from '../../redaction/marks';
import { EvidenceKindDefinition } from '../EvidenceKindDefinition';
import { inOrder, problemOfNow } from './gaps';
import { inventoryGaps } from './inventoryGaps';

const resourceRecord = z.object({
  /** Entity ref. */
  id: z.string(),
  /** `account` for the account's own entity. */
  product: z.string(),
  type: z.string(),
  /** Cloudflare's id. */
  resourceId: z.string().optional(),
  name: personal(z.string(), 'text'),
  title: personal(z.string(), 'text').optional(),
  owner: z.string().optional(),
  system: z.string().optional(),
  environment: z.string().optional(),
  dataClass: z.string().optional(),
  dependsOn: z.array(z.string()),
  dependencyOf: z.array(z.string()),
  danglingBindings: z.array(z.string()),
  /** Absent: it is not known whether something uses it, or nobody asks. */
  orphan: z.boolean().optional(),
});

const parametersSchema = z.object({
  id: z.string().optional(),
  orphan: z.boolean().optional(),
  danglingBindings: z.array(z.string()).default([]),
});

/** What the inventory is read with. */
export interface InventoryDependencies {
  auth: AuthService;
  catalog: CatalogService;
  catalogModule: CatalogModule;
}

/** All resources of the account that the catalog has, with what binds them. */
export function inventory({
  auth,
  catalog,
  catalogModule,
}: InventoryDependencies): EvidenceKindDefinition {
  return {
    nature: 'state',
    subjects: ['account'],
    permissions: () => [
      cloudflareReadAccountPermission,
      ...productIds.map(id => products[id].permission),
    ],
    async collect({ account, reading, redactor, progress }) {
      const signal = reading.signal ?? new AbortController().signal;
      const recordOf = redactor.of(resourceRecord);
      const entities = readEntities(
        catalog,
        {
          filter: {
            kind: 'Resource',
            [`metadata.annotations.${ANNOTATION_CLOUDFLARE_ACCOUNT}`]:
              account.key,
          },
          fields: ['kind', 'metadata', 'spec', 'relations'],
        },
        await auth.getOwnServiceCredentials(),
        signal,
      );
      // By ref: a page can repeat what moved while the one before was read.
      const records = new Map<string, EvidenceRecord>();
      const { problem: unreadable } = await outcomeOf(
        (async () => {
          for await (const entity of entities) {
            const found = isOf(account.key, entity) && toRecord(entity);
            if (found) {
              records.set(found.id, recordOf(found));
              progress(records.size);
            }
          }
          return true;
        })(),
      );
      const sync = await inventoryGaps(catalogModule, account.key, signal);
      return {
        subject: { account: account.accountId },
        records: [...records.values()].sort(compareRecords),
        count: records.size,
        gaps: inOrder([
          ...(unreadable ? [{ what: 'catalog', reason: unreadable.kind }] : []),
          ...sync.gaps,
        ]),
        unread:
          records.size === 0
            ? problemOfNow([unreadable, sync.problem])
            : undefined,
      };
    },
  };
}

/** The catalog compares without regard to case. */
function isOf(accountKey: string, entity: Entity): boolean {
  const { annotations } = entity.metadata;
  return (
    isSynced(entity) &&
    annotations?.[ANNOTATION_CLOUDFLARE_ACCOUNT] === accountKey
  );
}

function toRecord(entity: Entity): z.input<typeof resourceRecord> | undefined {
  const { annotations = {}, labels = {}, name, title } = entity.metadata;
  const type = String(entity.spec?.type);
  const product =
    type === ACCOUNT_RESOURCE_TYPE
      ? 'account'
      : productOfResourceType(type)?.id;
  if (!product) {
    return undefined;
  }
  const parameters = parametersSchema.safeParse(entity.spec?.parameters).data;
  const targets = (relation: string) =>
    [
      ...new Set(
        (entity.relations ?? [])
          .filter(({ type: told }) => told === relation)
          .map(({ targetRef }) => targetRef),
      ),
    ].sort();
  return {
    id: stringifyEntityRef(entity),
    product,
    type,
    resourceId: parameters?.id,
    name: annotations[ANNOTATION_CLOUDFLARE_NAME] ?? name,
    title,
    owner: targets(RELATION_OWNED_BY)[0],
    system: targets(RELATION_PART_OF)[0],
    environment: labels[LABEL_CLOUDFLARE_ENVIRONMENT],
    dataClass: labels[LABEL_CLOUDFLARE_DATA_CLASS],
    dependsOn: targets(RELATION_DEPENDS_ON),
    dependencyOf: targets(RELATION_DEPENDENCY_OF),
    danglingBindings: parameters?.danglingBindings.toSorted() ?? [],
    orphan: parameters?.orphan,
  };
}
