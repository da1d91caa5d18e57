import { permissionToRead } from './permissionToRead';
import { Product } from './Product';
import { segment } from './dashboard';

/** Queues: the qualified name is the queue name. */
export const queuesProduct: Product = {
  id: 'queues',
  segment: 'queues',
  title: 'Queues',
  resourceTitle: 'Queue',
  resourceType: 'cloudflare-queue',
  annotation: 'cloudflare.com/queue',
  entityNamePrefix: 'cf-queue-',
  onePerAccount: false,
  refersToOthers: true,
  scope: 'account',
  permission: permissionToRead('cloudflare.read.queues'),
  tokenPermissions: ['Queues Read'],
  dashboardPath: ({ id }) => `workers/queues/view/${segment(id)}`,
};
