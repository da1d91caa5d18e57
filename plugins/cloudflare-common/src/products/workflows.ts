import { permissionToRead } from './permissionToRead';
import { Product } from './Product';
import { segment } from './dashboard';

/** Workflows: the qualified name is the workflow name. */
export const workflowsProduct: Product = {
  id: 'workflows',
  segment: 'workflows',
  title: 'Workflows',
  resourceTitle: 'Workflow',
  resourceType: 'cloudflare-workflow',
  annotation: 'cloudflare.com/workflow',
  entityNamePrefix: 'cf-workflow-',
  onePerAccount: false,
  refersToOthers: true,
  scope: 'account',
  permission: permissionToRead('cloudflare.read.workflows'),
  tokenPermissions: ['Workers Scripts Read'],
  dashboardPath: ({ qualifiedName }) =>
    `workers/workflows/${segment(qualifiedName)}`,
};
