import type { Route } from '../http/Route';
import { accountRoutes } from './account';
import { auditLogRoutes } from './audit-logs';
import { graphqlRoutes } from './graphql';
import { tagRoutes } from './tags';
import { tokenRoutes } from './tokens';
import { zoneRoutes } from './zones';

/** What is read of an account besides its products. */
export const areaRoutes = {
  account: accountRoutes,
  auditLogs: auditLogRoutes,
  graphql: graphqlRoutes,
  tags: tagRoutes,
  tokens: tokenRoutes,
  zones: zoneRoutes,
} satisfies Record<string, readonly Route[]>;
