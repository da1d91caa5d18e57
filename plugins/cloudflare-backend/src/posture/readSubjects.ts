import { AuthService } from '@backstage/backend-plugin-api';
import {
  ANNOTATION_VIEW_URL,
  Entity,
  parseEntityRef,
  RELATION_DEPENDENCY_OF,
  RELATION_OWNED_BY,
  RELATION_PART_OF,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { CatalogService } from '@backstage/plugin-catalog-node';
import {
  ACCOUNT_RESOURCE_TYPE,
  ANNOTATION_CLOUDFLARE_ACCOUNT,
  ANNOTATION_CLOUDFLARE_NAME,
  CheckSubject,
  productIds,
  productOfResourceType,
  products,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import {
  CloudflareAccount,
  CloudflareService,
} from '@cloudflare-backstage/plugin-cloudflare-node';
import { isSynced, readEntities } from '../catalog/readEntities';
import { PostureSubject } from './PostureSubject';

const RESOURCE_TYPES = [
  ACCOUNT_RESOURCE_TYPE,
  ...productIds.map(id => products[id].resourceType),
];

/**
 * All that checks are about, as the catalog shows it to this plugin: the
 * accounts, the resources that the sync made, and all Components.
 *
 * @throws CloudflareApiError when the catalog cannot be read
 */
export async function readSubjects(
  {
    auth,
    catalog,
    cloudflare,
  }: {
    auth: AuthService;
    catalog: CatalogService;
    cloudflare: CloudflareService;
  },
  signal: AbortSignal,
): Promise<PostureSubject[]> {
  const accounts = new Map(
    cloudflare.accounts().map(account => [account.key, account]),
  );
  const entities = readEntities(
    catalog,
    {
      filter: [
        { kind: 'Resource', 'spec.type': RESOURCE_TYPES },
        { kind: 'Component' },
      ],
      fields: ['kind', 'metadata', 'spec', 'relations'],
    },
    await auth.getOwnServiceCredentials(),
    signal,
  );
  // By ref: a page can repeat what moved while the one before was read.
  const read = new Map<string, Entity>();
  for await (const entity of entities) {
    read.set(stringifyEntityRef(entity), entity);
  }
  return [...read]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([ref, entity]) => toSubject(ref, entity, accounts, read) ?? []);
}

function toSubject(
  entityRef: string,
  entity: Entity,
  accounts: ReadonlyMap<string, CloudflareAccount>,
  read: ReadonlyMap<string, Entity>,
): PostureSubject | undefined {
  const { name, title = name, annotations = {} } = entity.metadata;
  const owner = targetsOf(entity, RELATION_OWNED_BY)[0];
  const system = targetsOf(entity, RELATION_PART_OF).find(isOfKind('system'));
  const common = {
    entityRef,
    entity,
    title,
    ...(owner !== undefined && { owner }),
    ...(system !== undefined && { system }),
  };
  if (entity.kind.toLocaleLowerCase('en-US') === 'component') {
    return { ...common, kind: 'component', name, components: [entityRef] };
  }
  const kind = kindOf(String(entity.spec?.type));
  const account = accounts.get(
    annotations[ANNOTATION_CLOUDFLARE_ACCOUNT] ?? '',
  );
  // What someone else wrote proves nothing of Cloudflare.
  if (!kind || !account || !isSynced(entity)) {
    return undefined;
  }
  const dashboardUrl = annotations[ANNOTATION_VIEW_URL];
  return {
    ...common,
    kind,
    account,
    name: annotations[ANNOTATION_CLOUDFLARE_NAME] ?? name,
    // The catalog also tells of relations to what it does not have.
    components: targetsOf(entity, RELATION_DEPENDENCY_OF)
      .filter(isOfKind('component'))
      .filter(ref => read.has(ref)),
    ...(dashboardUrl !== undefined && { dashboardUrl }),
  };
}

function kindOf(type: string): CheckSubject | undefined {
  return type === ACCOUNT_RESOURCE_TYPE
    ? 'account'
    : productOfResourceType(type)?.id;
}

function targetsOf(entity: Entity, relation: string): string[] {
  const refs = (entity.relations ?? [])
    .filter(({ type }) => type === relation)
    .map(({ targetRef }) => targetRef);
  return [...new Set(refs)].sort();
}

function isOfKind(kind: string): (ref: string) => boolean {
  return ref => parseEntityRef(ref).kind === kind;
}
