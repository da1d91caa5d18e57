import {
  Entity,
  parseEntityRef,
  RELATION_DEPENDENCY_OF,
  RELATION_OWNED_BY,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { CatalogService } from '@backstage/plugin-catalog-node';
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
  version: z.string().optional(),
  deployedAt: z.string(),
  commitSha: z.string().optional(),
  commitUrl: z.string().optional(),
  ciRunUrl: z.string().optional(),
  ciRunText: z.string().optional(),
  provenance: provenanceState,
});

const deployed = (Object.keys(productBackends) as ProductId[])
  .filter(id => productBackends[id].productionEnvironment)
  .map(id => products[id]);

/** Who may see production deployments: of the products that they may read. */
export const productionDeploymentAccess = {
  anyOf: deployed.map(({ permission }) => permission),
};

/** Whose production deployments to read. */
export const ownershipFilters = z.object({
  component: filterText().optional(),
  owner: filterText().optional(),
});

/** What serves production, as the catalog tells the caller. */
export async function readProductionDeployments(
  dependencies: { catalog: CatalogService; environments: EnvironmentRules },
  question: {
    accounts: readonly CloudflareAccount[];
    query: z.output<typeof ownershipFilters>;
    caller: Caller;
    signal: AbortSignal;
  },
): Promise<{
  deployments: ProductionDeployment[];
  /** The products that the caller may not read. */
  problems: CloudflareProblem[];
}> {
  const { catalog, environments } = dependencies;
  const { accounts, query, caller, signal } = question;
  const component = query.component && readRef('component', query.component);
  const owner = query.owner && readRef('owner', query.owner, 'group');
  const readable = deployed.filter(({ permission }) => caller.may(permission));
  const keys = new Set(accounts.map(({ key }) => key));

  const deployments: ProductionDeployment[] = [];
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
        'spec.parameters.lastDeployment',
        'spec.parameters.notDeployed',
        'relations',
      ],
    },
    caller.credentials,
    signal,
  );
  for await (const entity of entities) {
    const found = toProductionDeployment(entity, environments);
    if (
      found &&
      keys.has(found.account) &&
      (!component || found.components.includes(component)) &&
      (!owner || found.owner === owner)
    ) {
      deployments.push(found);
    }
  }
  return {
    deployments,
    problems: deployed
      .filter(product => !readable.includes(product))
      .map(leftOut),
  };
}

function toProductionDeployment(
  entity: Entity,
  environments: EnvironmentRules,
): ProductionDeployment | undefined {
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
    parameters?: { lastDeployment?: unknown; notDeployed?: unknown };
  };
  if (parameters?.notDeployed === true) {
    return undefined;
  }
  const last = lastDeployment.safeParse(parameters?.lastDeployment).data;
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
    deployedAt: last?.deployedAt,
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

function leftOut({ id, title, permission }: Product): CloudflareProblem {
  return {
    kind: 'incomplete',
    message: `${title} is left out: the permission '${permission.name}' is needed to see it`,
    product: id,
  };
}
