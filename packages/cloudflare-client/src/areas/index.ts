import { accountArea } from './account';
import { auditLogsArea } from './audit-logs';
import { graphqlArea } from './graphql';
import { metricsArea } from './metrics';
import { tagsArea } from './tags';
import { tokensArea } from './tokens';

/** What is read of the account beside its products. */
export const accountAreas = {
  account: accountArea,
  auditLogs: auditLogsArea,
  tokens: tokensArea,
  tags: tagsArea,
  graphql: graphqlArea,
  metrics: metricsArea,
};
