import type { AreaDefinition } from '../Area';
import type { Connection } from '../Connection';
import { pathParameter } from '../transport/allowed';
import type { Subject } from '../transport/envelope';
import { readNumbered } from '../transport/listed';
import { readNumberedPage } from '../transport/paged';
import { isWithin, widened } from '../timeWindow';
import { routeSchema } from './ai-gateway.routes';
import {
  gatewaySchema,
  logEntrySchema,
  providerConfigSchema,
} from './ai-gateway.schemas';
import type { AiGatewayArea } from './ai-gateway.types';

const GATEWAYS_PER_PAGE = 100;
/** The server's own size; that it takes another is documented nowhere. */
const PROVIDER_CONFIGS_PER_PAGE = 20;
const ROUTES_PER_PAGE = 20;
const LOGS_PER_PAGE = 50;

function subject(what: string, more: Partial<Subject> = {}): Subject {
  return {
    area: 'aiGateway',
    product: 'aiGateway',
    what,
    permission: 'AI Gateway Read',
    ...more,
  };
}

const GATEWAYS = subject('the AI gateways');

function createAiGatewayArea(connection: Connection): AiGatewayArea {
  const account_id = connection.accountId;
  const gatewayOf = (id: string) => pathParameter(id, 'gateway id');

  return {
    list: options =>
      readNumbered({
        subject: GATEWAYS,
        schema: gatewaySchema,
        identify: gateway => gateway.id,
        perPage: GATEWAYS_PER_PAGE,
        read: (page, per_page) =>
          connection.read(GATEWAYS, options, (sdk, send) =>
            sdk.aiGateway.list({ account_id, page, per_page }, send),
          ),
      }),
    async providerConfigs(gatewayId, options) {
      const gateway = gatewayOf(gatewayId);
      const configs = subject(
        `the provider keys of AI gateway '${gatewayId}'`,
        { named: true },
      );
      return readNumbered({
        subject: configs,
        schema: providerConfigSchema,
        identify: config => config.id,
        perPage: PROVIDER_CONFIGS_PER_PAGE,
        read: (page, per_page) =>
          connection.read(configs, options, (sdk, send) =>
            sdk.aiGateway.providerConfigs.list(
              gateway,
              { account_id, page, per_page },
              send,
            ),
          ),
      });
    },
    async routes(gatewayId, options) {
      const gateway = gatewayOf(gatewayId);
      const routes = subject(`the routes of AI gateway '${gatewayId}'`, {
        named: true,
        wrapping: 'data',
      });
      return readNumbered({
        subject: routes,
        schema: routeSchema,
        identify: route => route.id,
        perPage: ROUTES_PER_PAGE,
        within: 'routes',
        read: (page, per_page) =>
          connection.read(routes, options, (sdk, send) =>
            sdk.aiGateway.dynamicRouting.list(
              gateway,
              { account_id, page, per_page },
              send,
            ),
          ),
      });
    },
    async logs(gatewayId, { from, to }, options) {
      const gateway = gatewayOf(gatewayId);
      const logs = subject(`the log of AI gateway '${gatewayId}'`, {
        named: true,
      });
      const window = widened(from, to);
      const page = await readNumberedPage(
        {
          subject: logs,
          schema: logEntrySchema,
          identify: entry => entry.id,
          perPage: LOGS_PER_PAGE,
          read: (number, per_page) =>
            connection.read(logs, options, (sdk, send) =>
              sdk.aiGateway.logs.list(
                gateway,
                {
                  account_id,
                  page: number,
                  per_page,
                  start_date: window.from,
                  end_date: window.to,
                  order_by: 'created_at',
                  order_by_direction: 'desc',
                },
                send,
              ),
            ),
        },
        options,
      );
      return {
        ...page,
        items: page.items.filter(entry => isWithin(entry.createdAt, from, to)),
      };
    },
  };
}

/** AI Gateway: gateways with their configuration, provider keys, routes and log. */
export const aiGatewayArea: AreaDefinition<AiGatewayArea> = {
  requests: [
    'GET /accounts/{account}/ai-gateway/gateways',
    'GET /accounts/{account}/ai-gateway/gateways/{gateway}/provider_configs',
    'GET /accounts/{account}/ai-gateway/gateways/{gateway}/routes',
    'GET /accounts/{account}/ai-gateway/gateways/{gateway}/logs',
  ],
  create: createAiGatewayArea,
};
