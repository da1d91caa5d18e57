import { permissionToRead } from './permissionToRead';
import { Product } from './Product';

/** Analytics Engine: the qualified name is the dataset name. */
export const analyticsEngineProduct: Product = {
  id: 'analyticsEngine',
  segment: 'analytics-engine',
  title: 'Analytics Engine',
  resourceTitle: 'Analytics Engine dataset',
  resourceType: 'cloudflare-analytics-engine',
  annotation: 'cloudflare.com/analytics-engine',
  entityNamePrefix: 'cf-analytics-engine-',
  onePerAccount: false,
  scope: 'account',
  permission: permissionToRead('cloudflare.read.analyticsengine'),
  tokenPermissions: ['Account Analytics Read'],
  dashboardPath: () => 'workers/analytics-engine',
};
