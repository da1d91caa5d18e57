import {
  Entity,
  parseEntityRef,
  RELATION_DEPENDENCY_OF,
  RELATION_OWNED_BY,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { ReadOptions } from '@cloudflare-backstage/cloudflare-client';
import { ProvenanceSummary } from '@cloudflare-backstage/cloudflare-provenance';
import {
  ANNOTATION_CLOUDFLARE_ACCOUNT,
  ANNOTATION_CLOUDFLARE_NAME,
  ProductId,
  CloudflareProblem,
  LABEL_CLOUDFLARE_ENVIRONMENT,
  Product,
  ProductionDeployment,
  productOfResourceType,
  products,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import {
  CloudflareAccount,
  EnvironmentRules,
} from '@cloudflare-backstage/plugin-cloudflare-node';
import { z } from 'zod';
import { isSynced, readEntities } from '../catalog/readEntities';
import { readRef } from '../catalog/readRef';
import { productBackends } from '../products';
import { filterText } from '../routing/fields';
import { Caller } from '../routing/route';
import { provenanceState } from './provenanceSummary';

const ANNOTATION_VIEW_URL = 'backstage.io/view-url';

const lastDeployment = z.object({
  id: z.string().optional(),
  gradual: z.boolean().optional(),
  version: z.string().optional(),
  deployedAt: z.string(),
  commitSha: z.string().optional(),
  commitUrl: z.string().optional(),
  ciRunUrl: z.string().optional(),
  ciRunText: z.string().optional(),
  provenance: provenanceState,
});

/** The products that are deployed; which of them a caller sees, permissions decide. */
export const deployedProducts = (Object.keys(productBackends) as ProductId[])
  .filter(id => productBackends[id].productionEnvironment)
  .map(id => products[id]);

/** Whose production deployments to read. */
export const ownershipFilters = z.object({
  component: filterText().optional(),
  owner: filterText().optional(),
});

/** Which deployments a caller asks for. */
export interface DeploymentsQuestion {
  accounts: readonly CloudflareAccount[];
  query: z.output<typeof ownershipFilters>;
  caller: Caller;
  signal: AbortSignal;
  /** How Cloudflare is read, where what is read is shared with no other caller. */
  reading?: ReadOptions;
}

/** A deployment as the catalog tells it. */
export interface CataloguedDeployment
  extends Omit<ProductionDeployment, 'auditEvents' | 'product' | 'provenance'> {
  product: ProductId;
  provenance: ProvenanceSummary;
  /** Several versions serve traffic. */
  isGradual: boolean;
  /** What Cloudflare tells the resource by, where that is not its name. */
  resourceId?: string;
}

/** What the catalog is asked with. */
export interface CatalogAsked {
  catalog: CatalogService;
  environments: EnvironmentRules;
}

/** Reads what of some products serves production, as the catalog tells the caller. */
export async function readCataloguedDeployments(
  { catalog, environments }: CatalogAsked,
  readable: readonly Product[],
  { credentials }: Pick<Caller, 'credentials'>,
  signal: AbortSignal,
): Promise<CataloguedDeployment[]> {
  const deployments: CataloguedDeployment[] = [];
  const entities = readEntities(
    catalog,
    {
      filter: {
        kind: 'Resource',
        'spec.type': readable.map(({ resourceType }) => resourceType),
      },
      fields: [
        'kind',
        'metadata',
        'spec.type',
        'spec.parameters.id',
        'spec.parameters.lastDeployment',
        'spec.parameters.notDeployed',
        'spec.parameters.detailComplete',
        'relations',
      ],
    },
    credentials,
    signal,
  );
  for await (const entity of entities) {
    const found = toCataloguedDeployment(entity, environments);
    if (found) {
      deployments.push(found);
    }
  }
  return deployments;
}

/** @throws InputError for a filter that is no entity ref */
export function isAskedFor({
  accounts,
  query,
}: Pick<DeploymentsQuestion, 'accounts' | 'query'>): (
  deployment: CataloguedDeployment,
) => boolean {
  const component = query.component && readRef('component', query.component);
  const owner = query.owner && readRef('owner', query.owner, 'group');
  const keys = new Set(accounts.map(({ key }) => key));
  return deployment =>
    keys.has(deployment.account) &&
    (!component || deployment.components.includes(component)) &&
    (!owner || deployment.owner === owner);
}

function toCataloguedDeployment(
  entity: Entity,
  environments: EnvironmentRules,
): CataloguedDeployment | undefined {
  const { annotations = {}, labels = {} } = entity.metadata;
  const account = annotations[ANNOTATION_CLOUDFLARE_ACCOUNT];
  const product = productOfResourceType(String(entity.spec?.type));
  const env =
    product &&
    productBackends[product.id].productionEnvironment?.(
      labels[LABEL_CLOUDFLARE_ENVIRONMENT],
      environments,
    );
  if (!product || !env || !account || !isSynced(entity)) {
    return undefined;
  }
  const { parameters } = entity.spec as {
    parameters?: {
      id?: unknown;
      lastDeployment?: unknown;
      notDeployed?: unknown;
      detailComplete?: unknown;
    };
  };
  // What was read before something changed may no longer be true.
  const isOutdated = parameters?.detailComplete === false;
  if (parameters?.notDeployed === true && !isOutdated) {
    return undefined;
  }
  const last = isOutdated
    ? undefined
    : lastDeployment.safeParse(parameters?.lastDeployment).data;
  const targets = (type: string) =>
    (entity.relations ?? [])
      .filter(relation => relation.type === type)
      .map(({ targetRef }) => targetRef);
  return {
    entityRef: stringifyEntityRef(entity),
    account,
    product: product.id,
    name: annotations[ANNOTATION_CLOUDFLARE_NAME] ?? entity.metadata.name,
    env,
    deploymentId: last?.id,
    deployedAt: last?.deployedAt,
    isGradual: last?.gradual ?? false,
    resourceId: typeof parameters?.id === 'string' ? parameters.id : undefined,
    version: last?.version,
    provenance: {
      state: last?.provenance ?? 'unknown',
      commitSha: last?.commitSha,
      commitUrl: last?.commitUrl,
      ciRunUrl: last?.ciRunUrl,
      ciRunText: last?.ciRunText,
      sources: {},
    },
    components: targets(RELATION_DEPENDENCY_OF)
      .filter(ref => parseEntityRef(ref).kind === 'component')
      .sort(),
    owner: targets(RELATION_OWNED_BY)[0],
    dashboardUrl: annotations[ANNOTATION_VIEW_URL],
  };
}

/** Tells of a product that the caller may not read. */
export function leftOut({ id, title, permission }: Product): CloudflareProblem {
  return {
    kind: 'incomplete',
    message: `${title} is left out: the permission '${permission.name}' is needed to see it`,
    product: id,
  };
}
