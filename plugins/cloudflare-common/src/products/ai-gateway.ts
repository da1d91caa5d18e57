import { permissionToRead } from './permissionToRead';
import { Product } from './Product';
import { segment } from './dashboard';

/** AI Gateway: the qualified name is the gateway id. */
export const aiGatewayProduct: Product = {
  id: 'aiGateway',
  segment: 'ai-gateway',
  title: 'AI Gateway',
  resourceTitle: 'AI Gateway',
  resourceType: 'cloudflare-ai-gateway',
  annotation: 'cloudflare.com/ai-gateway',
  entityNamePrefix: 'cf-ai-gateway-',
  onePerAccount: false,
  refersToOthers: true,
  scope: 'account',
  permission: permissionToRead('cloudflare.read.aigateway'),
  tokenPermissions: ['AI Gateway Read', 'Account Analytics Read'],
  dashboardPath: ({ qualifiedName }) =>
    `ai/ai-gateway/gateways/${segment(qualifiedName)}`,
};
