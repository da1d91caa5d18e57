import { InputError } from '@backstage/errors';
import { CatalogService } from '@backstage/plugin-catalog-node';
import {
  ProductionDeployment,
  ProvenanceCounts,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { EnvironmentRules } from '@cloudflare-backstage/plugin-cloudflare-node';
import { z } from 'zod';
import { cursorField, limitField, timeField } from '../routing/fields';
import { route, Route } from '../routing/route';
import { deploymentOrder, pageOf } from './deploymentOrder';
import { provenanceState, provenanceSummary } from './provenanceSummary';
import {
  ownershipFilters,
  productionDeploymentAccess,
  readProductionDeployments,
} from './readProductionDeployments';

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

const provenanceCounts = z.object({
  total: z.number(),
  states: z.record(provenanceState, z.number()),
}) satisfies z.ZodType<ProvenanceCounts>;

/** Routes about the provenance of what serves production. */
export function productionDeploymentRoutes(dependencies: {
  catalog: CatalogService;
  environments: EnvironmentRules;
}): Route[] {
  return [
    route({
      method: 'get',
      path: '/v1/provenance/deployments',
      summary:
        'What serves production in every account, as the catalog knows it, last deployed or exceptions first',
      access: productionDeploymentAccess,
      scope: 'accounts',
      query: z.object({
        ...ownershipFilters.shape,
        state: provenanceState.optional(),
        from: timeField,
        to: timeField,
        order: deploymentOrder.default('newest'),
        cursor: cursorField,
        limit: limitField(100, 500),
      }),
      response: z.array(productionDeployment),
      cacheTtl: 'none',
      async handler(context) {
        const { query } = context;
        if (query.from && query.to && query.from >= query.to) {
          throw new InputError(
            `The query parameter 'from' must be before 'to'`,
          );
        }
        const { deployments, problems } = await readProductionDeployments(
          dependencies,
          context,
        );
        const matching = deployments.filter(
          ({ provenance, deployedAt }) =>
            (!query.state || provenance.state === query.state) &&
            isWithin(deployedAt, query),
        );
        return { ...pageOf(matching, query), problems };
      },
    }),
    route({
      method: 'get',
      path: '/v1/provenance/summary',
      summary:
        'How many production deployments there are, by how much is known of where they came from',
      access: productionDeploymentAccess,
      scope: 'accounts',
      query: ownershipFilters,
      response: provenanceCounts,
      cacheTtl: 'none',
      async handler(context) {
        const { deployments, problems } = await readProductionDeployments(
          dependencies,
          context,
        );
        const states = {
          complete: 0,
          partial: 0,
          none: 0,
          conflict: 0,
          unknown: 0,
        };
        for (const { provenance } of deployments) {
          states[provenance.state] += 1;
        }
        return { data: { total: deployments.length, states }, problems };
      },
    }),
  ];
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
