import { z } from 'zod';
import type { AreaDefinition } from '../Area';
import type { AccountArea } from '../CloudflareClient';
import { maybe, parseOne } from '../parsing';
import type { CfAccount } from './types';
import type { Subject } from '../transport/envelope';

const ACCOUNT: Subject = {
  area: 'account',
  what: 'the account',
  permission: 'Account Settings Read',
};

const accountSchema = z
  .object({
    id: z.string(),
    name: z.string(),
    created_on: maybe(z.string()),
    settings: maybe(z.object({ enforce_twofactor: maybe(z.boolean()) })),
  })
  .transform(
    (raw): CfAccount => ({
      id: raw.id,
      name: raw.name,
      createdAt: raw.created_on,
      enforceTwoFactor: raw.settings?.enforce_twofactor,
    }),
  );

/** The account itself. */
export const accountArea: AreaDefinition<AccountArea> = {
  requests: ['GET /accounts/{account}'],
  create: connection => ({
    async get(options) {
      const { result } = await connection.read(ACCOUNT, options, (sdk, send) =>
        sdk.accounts.get({ account_id: connection.accountId }, send),
      );
      return parseOne(accountSchema, result, ACCOUNT);
    },
  }),
};
