import {
  ANNOTATION_ORIGIN_LOCATION,
  Entity,
  parseEntityRef,
  RELATION_DEPENDENCY_OF,
  RELATION_OWNED_BY,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { InputError } from '@backstage/errors';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { CloudflareApiError } from '@cloudflare-backstage/cloudflare-client';
import {
  ANNOTATION_CLOUDFLARE_ACCOUNT,
  ANNOTATION_CLOUDFLARE_NAME,
  BuiltProductId,
  CloudflareProblem,
  LABEL_CLOUDFLARE_ENVIRONMENT,
  Product,
  ProductionDeployment,
  productOfResourceType,
  products,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { EnvironmentRules } from '@cloudflare-backstage/plugin-cloudflare-node';
import { z } from 'zod';
import { productBackends } from '../products';
import { decodeCursor, encodeCursor } from '../routing/cursor';
import {
  cursorField,
  filterText,
  limitField,
  timeField,
} from '../routing/fields';
import { Caller, route, Route } from '../routing/route';
import { provenanceState, provenanceSummary } from './provenanceSummary';

const ORIGIN = 'cloudflare-provider:';
const ANNOTATION_VIEW_URL = 'backstage.io/view-url';

const productionDeployment = z.object({
  entityRef: z.string(),
  account: z.string(),
  product: z.string(),
  name: z.string(),
  env: z.string(),
  deployedAt: z.string().optional(),
  version: z.string().optional(),
  provenance: provenanceSummary,
  components: z.array(z.string()),
  owner: z.string().optional(),
  dashboardUrl: z.string().optional(),
}) satisfies z.ZodType<ProductionDeployment>;

const lastDeployment = z.object({
  version: z.string().optional(),
  deployedAt: z.string(),
  commitSha: z.string().optional(),
  commitUrl: z.string().optional(),
  ciRunUrl: z.string().optional(),
  ciRunText: z.string().optional(),
  provenance: provenanceState,
});

const positionSchema = z.object({ deployedAt: z.string(), ref: z.string() });

const deployed = (Object.keys(productBackends) as BuiltProductId[])
  .filter(id => productBackends[id].productionEnvironment)
  .map(id => products[id]);

/** Routes about the provenance of what serves production. */
export function productionDeploymentRoutes(dependencies: {
  catalog: CatalogService;
  environments: EnvironmentRules;
}): Route[] {
  const { catalog, environments } = dependencies;
  return [
    route({
      method: 'get',
      path: '/v1/provenance/deployments',
      summary:
        'What serves production in every account, as the catalog knows it, last deployed first',
      access: { anyOf: deployed.map(({ permission }) => permission) },
      scope: 'accounts',
      query: z.object({
        state: provenanceState.optional(),
        component: filterText().optional(),
        owner: filterText().optional(),
        from: timeField,
        to: timeField,
        cursor: cursorField,
        limit: limitField(100, 500),
      }),
      response: z.array(productionDeployment),
      cacheTtl: 'none',
      async handler({ accounts, query, caller, signal }) {
        if (query.from && query.to && query.from >= query.to) {
          throw new InputError(
            `The query parameter 'from' must be before 'to'`,
          );
        }
        const component = readRef('component', query.component);
        const owner = readRef('owner', query.owner, 'group');
        const after = decodeCursor(query.cursor, positionSchema);
        const readable = deployed.filter(({ permission }) =>
          caller.may(permission),
        );
        const keys = new Set(accounts.map(({ key }) => key));

        const matching: ProductionDeployment[] = [];
        for await (const entity of readEntities(
          catalog,
          readable,
          caller,
          signal,
        )) {
          const found = toProductionDeployment(entity, environments);
          if (
            found &&
            keys.has(found.account) &&
            (!query.state || found.provenance.state === query.state) &&
            (!component || found.components.includes(component)) &&
            (!owner || found.owner === owner) &&
            isWithin(found.deployedAt, query)
          ) {
            matching.push(found);
          }
        }
        matching.sort((a, b) => compare(positionOf(a), positionOf(b)));
        const rest = after
          ? matching.filter(item => compare(positionOf(item), after) > 0)
          : matching;
        const data = rest.slice(0, query.limit);
        return {
          data,
          problems: deployed
            .filter(product => !readable.includes(product))
            .map(leftOut),
          nextCursor:
            rest.length > data.length
              ? encodeCursor(positionOf(data[data.length - 1]))
              : undefined,
        };
      },
    }),
  ];
}

/** The entities that the caller may see, so that the catalog's permissions hold. */
async function* readEntities(
  catalog: CatalogService,
  readable: Product[],
  { credentials }: Caller,
  signal: AbortSignal,
): AsyncGenerator<Entity> {
  const batches = catalog.streamEntities(
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
    { credentials },
  );
  try {
    for await (const batch of batches) {
      signal.throwIfAborted();
      yield* batch;
    }
  } catch (error) {
    signal.throwIfAborted();
    throw new CloudflareApiError(
      { kind: 'unavailable', message: 'The catalog could not be read' },
      { cause: error },
    );
  }
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
    productBackends[product.id as BuiltProductId].productionEnvironment?.(
      labels[LABEL_CLOUDFLARE_ENVIRONMENT],
      environments,
    );
  // A Resource that someone wrote by hand proves nothing of a deployment.
  const isSynced = annotations[ANNOTATION_ORIGIN_LOCATION]?.startsWith(ORIGIN);
  if (!product || !env || !account || !isSynced) {
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

function readRef(
  parameter: string,
  value: string | undefined,
  defaultKind = parameter,
): string | undefined {
  if (value === undefined) {
    return undefined;
  }
  try {
    return stringifyEntityRef(
      parseEntityRef(value, { defaultKind, defaultNamespace: 'default' }),
    );
  } catch {
    throw new InputError(
      `The query parameter '${parameter}' is wrong: expected an entity ref such as ${defaultKind}:default/name`,
    );
  }
}

function leftOut({ id, title, permission }: Product): CloudflareProblem {
  return {
    kind: 'incomplete',
    message: `${title} is left out: the permission '${permission.name}' is needed to see it`,
    product: id,
  };
}

function isWithin(
  time: string | undefined,
  { from, to }: { from?: Date; to?: Date },
): boolean {
  if (!from && !to) {
    return true;
  }
  const instant = Date.parse(time ?? '');
  return (
    Number.isFinite(instant) &&
    (!from || instant >= from.getTime()) &&
    (!to || instant < to.getTime())
  );
}

function positionOf({ deployedAt, entityRef }: ProductionDeployment) {
  return { deployedAt: deployedAt ?? '', ref: entityRef };
}

/** Last deployed first, and what is not read yet at the end. */
function compare(
  a: z.infer<typeof positionSchema>,
  b: z.infer<typeof positionSchema>,
): number {
  if (a.deployedAt !== b.deployedAt) {
    return a.deployedAt > b.deployedAt ? -1 : 1;
  }
  if (a.ref === b.ref) {
    return 0;
  }
  return a.ref < b.ref ? -1 : 1;
}
