import { InputError } from '@backstage/errors';
import {
  cloudflareReadAccountPermission,
  ProductionDeployment,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { z } from 'zod';
import { cursorField, limitField, timeField } from '../routing/fields';
import { route, Route } from '../routing/route';
import { deploymentAuditEvents } from './deploymentAuditEvents';
import { deploymentOrder, pageOf } from './deploymentOrder';
import { deployedProducts, ownershipFilters } from './cataloguedDeployments';
import {
  ProductionDeployments,
  ProductionDeploymentsOptions,
} from './ProductionDeployments';
import { countProvenance, provenanceCounts } from './provenanceCounts';
import { provenanceState, provenanceSummary } from './provenanceSummary';

const productionDeployment = z.object({
  entityRef: z.string(),
  account: z.string(),
  product: z.string(),
  name: z.string(),
  env: z.string(),
  deploymentId: z.string().optional(),
  deployedAt: z.string().optional(),
  version: z.string().optional(),
  provenance: provenanceSummary,
  auditEvents: deploymentAuditEvents,
  components: z.array(z.string()),
  owner: z.string().optional(),
  dashboardUrl: z.string().optional(),
}) satisfies z.ZodType<ProductionDeployment>;

/** The events of the audit log take the permission for the account besides. */
const access = {
  anyOf: deployedProducts.map(({ permission }) => permission),
  besides: [cloudflareReadAccountPermission],
};

/** Routes about the provenance of what serves production. */
export function productionDeploymentRoutes(
  options: ProductionDeploymentsOptions,
): Route[] {
  const production = new ProductionDeployments(options);
  return [
    route({
      method: 'get',
      path: '/v1/provenance/deployments',
      summary:
        'What serves production in every account, with where it came from and the events of the audit log about it, last deployed or exceptions first',
      access,
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
        const { deployments, problems } = await production.read(context);
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
      access,
      scope: 'accounts',
      query: ownershipFilters,
      response: provenanceCounts,
      cacheTtl: 'none',
      async handler(context) {
        const { deployments, problems } = await production.read(context);
        return { data: countProvenance(deployments), problems };
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
