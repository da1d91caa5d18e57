import type { SimulatedAccount } from '../../account/SimulatedAccount';
import { ApiFailure } from '../../http/envelope';
import { paged } from '../../http/paging';
import type { SimulatedProduct } from '../SimulatedProduct';
import { acmeGateways, makeGateway } from './acme';
import { aiGatewayDatasets } from './datasets';
import type { Gateway } from './Gateway';
import { logOf } from './logs';

const path = '/accounts/{account}/ai-gateway/gateways';
const permissions = ['AI Gateway Read', 'AI Gateway Write'];
const pageSizes = { default: 20, max: 100 };
const routesPerPage = 20;

function item(gateway: Gateway): object {
  return {
    id: gateway.id,
    ...gateway.config,
    created_at: gateway.createdOn,
    modified_at: gateway.modifiedOn,
  };
}

/** AI Gateway: gateways between applications and providers of models. */
export const aiGateway: SimulatedProduct<Gateway> = {
  resources: ({ clock }) => acmeGateways(clock),
  make: (name, { clock }) => makeGateway(name, clock),
  taggedAs: 'ai_gateway',
  auditedAs: {
    product: 'ai_gateway',
    resourceType: 'gateway',
    path: '/ai-gateway/gateways',
  },
  routes: [
    {
      path,
      permissions,
      answer: (request, account) =>
        paged(request, account.of(aiGateway).list(), pageSizes, item),
    },
    {
      path: `${path}/{gateway}/provider_configs`,
      permissions,
      answer: (request, account) =>
        paged(
          request,
          gatewayOf(account, request.params.gateway).providerConfigs,
          pageSizes,
          config => config,
        ),
    },
    {
      path: `${path}/{gateway}/routes`,
      permissions,
      answer: (request, account) => {
        const { routes } = gatewayOf(account, request.params.gateway);
        const page = Number(request.query.get('page') ?? 1);
        const from = (page - 1) * routesPerPage;
        return {
          status: 200,
          // Unlike everything else it comes under `data`.
          body: {
            success: true,
            data: {
              page,
              per_page: routesPerPage,
              order_by: 'created_at',
              order_by_direction: 'desc',
              routes: request.listed(routes).slice(from, from + routesPerPage),
            },
          },
        };
      },
    },
    {
      path: `${path}/{gateway}/logs`,
      permissions,
      answer: (request, account) => {
        const { query } = request;
        const from = query.get('start_date') ?? '';
        const to = query.get('end_date') ?? '9999';
        const log = logOf(account, gatewayOf(account, request.params.gateway));
        return paged(
          request,
          log.filter(({ created_at: at }) => at >= from && at <= to),
          { default: 20, max: 50 },
          entry => entry,
        );
      },
    },
  ],
  datasets: aiGatewayDatasets,
};

function gatewayOf(account: SimulatedAccount, id: string): Gateway {
  const gateway = account.of(aiGateway).find(id);
  if (!gateway) throw new ApiFailure(404, 7002, 'Gateway not found');
  return gateway;
}
