import {
  CfAccount,
  CloudflareApiError,
} from '@cloudflare-backstage/cloudflare-client';
import {
  ACCOUNT_RESOURCE_TYPE,
  accountDashboardUrl,
  accountEntityName,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { ResourceIngestion, ResourceKind } from './ResourceIngestion';

const accountKind: ResourceKind = {
  id: 'account',
  title: 'Cloudflare account',
  type: ACCOUNT_RESOURCE_TYPE,
  entityName: account => accountEntityName(account),
  dashboardUrl: accountId => accountDashboardUrl(accountId),
};

/** The account's own entity, to which what concerns the whole account attaches. */
export const accountIngestion: ResourceIngestion<
  Pick<CfAccount, 'id'> & Partial<Pick<CfAccount, 'name'>>
> = {
  kind: accountKind,
  version: 1,
  entityTags: ['account'],
  taggedAs: 'account',
  // The account exists and is named by the configuration even if the token
  // may not read it, so that the entity is there in any case.
  async list(client, options) {
    try {
      const { id, name } = await client.account.get(options);
      // Cloudflare names an account after its first member's address.
      const item = { id, ...(!name.includes('@') && { name }) };
      return { items: [item], complete: true, problems: [] };
    } catch (error) {
      if (error instanceof CloudflareApiError) {
        return {
          items: [{ id: client.accountId }],
          complete: false,
          problems: [error.problem],
        };
      }
      throw error;
    }
  },
  fill: (item, known) => ({ ...known, ...item }),
  describe: ({ id, name }) => ({
    id,
    qualifiedName: id,
    title: name ?? 'Cloudflare account',
    tags: [],
  }),
  toEntity: ({ name }) => ({
    description: 'Cloudflare account whose resources are in the catalog.',
    // The name that people know it by, instead of its id.
    parameters: { ...(name !== undefined && { name }) },
  }),
};
