import type { Dataset } from '../areas/graphqlRows';

/** The logins of the Access log. */
const logins: Dataset = {
  dimensions: ['isSuccessfulLogin', 'identityProvider', 'appId', 'country'],
  count: true,
  *rows(account) {
    for (const row of account.access.rows()) {
      if (row.action !== 'login') continue;
      yield {
        time: row.created_at,
        dimensions: {
          isSuccessfulLogin: row.allowed ? 1 : 0,
          identityProvider: row.connection,
          appId: row.app_uid,
          country: row.country ?? '',
        },
        count: 1,
      };
    }
  },
};

export const zeroTrustDatasets: Record<string, Dataset> = {
  accessLoginRequestsAdaptiveGroups: logins,
};
