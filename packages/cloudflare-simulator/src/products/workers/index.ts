import type { ProductRoutes } from '../../http/Route';
import { buildRoutes } from './builds';
import { scriptRoutes } from './scripts';
import { versionRoutes } from './versions';

export const workersRoutes: ProductRoutes = [
  ...scriptRoutes,
  ...versionRoutes,
  ...buildRoutes,
];
