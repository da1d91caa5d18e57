import { z } from 'zod';
import type { AreaDefinition } from '../Area';
import type { TokensArea } from '../CloudflareClient';
import { CloudflareApiError } from '../errors';
import { listOf, maybe, parseOne, timestamp } from '../parsing';
import type { CfToken, CfTokenVerification } from './types';
import type { Subject } from '../transport/envelope';
import { readNumbered } from '../transport/listed';

const PER_PAGE = 50;

const OWN_TOKEN: Subject = {
  area: 'tokens',
  what: 'the state of the API token',
  permission: 'Account API Tokens Read',
};
const TOKENS: Subject = {
  ...OWN_TOKEN,
  what: 'the API tokens of the account',
};

const text = maybe(z.string());
const time = maybe(timestamp);

const tokenSchema = z
  .object({
    id: z.string(),
    name: text,
    status: z.string(),
    issued_on: time,
    modified_on: time,
    last_used_on: time,
    expires_on: time,
    not_before: time,
    policies: listOf(
      z
        .object({
          effect: z.string(),
          permission_groups: listOf(z.object({ id: z.string(), name: text })),
          resources: maybe(z.record(z.string(), z.unknown())),
        })
        .transform(policy => ({
          effect: policy.effect,
          permissionGroups: policy.permission_groups.map(
            group => group.name ?? group.id,
          ),
          resources: resourcesIn(policy.resources ?? {}),
        })),
    ),
  })
  .transform(
    (raw): CfToken => ({
      id: raw.id,
      name: raw.name,
      status: raw.status,
      issuedAt: raw.issued_on,
      modifiedAt: raw.modified_on,
      lastUsedAt: raw.last_used_on,
      expiresAt: raw.expires_on,
      notBefore: raw.not_before,
      policies: raw.policies,
    }),
  );

/** Of what an account names inside of it, and of other things their own names. */
function resourcesIn(resources: Record<string, unknown>): string[] {
  return Object.entries(resources).flatMap(([name, within]) => {
    const inner =
      typeof within === 'object' && within !== null ? Object.keys(within) : [];
    return inner.length > 0 ? inner : [name];
  });
}

const verificationSchema = z
  .object({
    id: z.string(),
    status: z.string(),
    not_before: time,
    expires_on: time,
  })
  .transform(
    (raw): Omit<CfTokenVerification, 'owner'> => ({
      id: raw.id,
      status: raw.status,
      notBefore: raw.not_before,
      expiresAt: raw.expires_on,
    }),
  );

/** Metadata of API tokens. */
export const tokensArea: AreaDefinition<TokensArea> = {
  requests: [
    'GET /accounts/{account}/tokens/verify',
    'GET /user/tokens/verify',
    'GET /accounts/{account}/tokens',
  ],
  create(connection) {
    const account_id = connection.accountId;
    return {
      async verify(options) {
        try {
          const { result } = await connection.read(
            OWN_TOKEN,
            options,
            (sdk, send) => sdk.accounts.tokens.verify({ account_id }, send),
          );
          const token = parseOne(verificationSchema, result, OWN_TOKEN);
          return { ...token, owner: 'account' };
        } catch (error) {
          // Cloudflare refuses a token that is not of the kind asked about.
          const isRefused =
            error instanceof CloudflareApiError &&
            ['unauthorized', 'forbidden'].includes(error.kind);
          if (!isRefused) {
            throw error;
          }
        }
        const { result } = await connection.read(
          OWN_TOKEN,
          options,
          (sdk, send) => sdk.user.tokens.verify(send),
        );
        const token = parseOne(verificationSchema, result, OWN_TOKEN);
        return { ...token, owner: 'user' };
      },
      list: options =>
        readNumbered({
          subject: TOKENS,
          schema: tokenSchema,
          identify: token => token.id,
          perPage: PER_PAGE,
          read: (page, per_page) =>
            connection.read(TOKENS, options, (sdk, send) =>
              sdk.accounts.tokens.list({ account_id, page, per_page }, send),
            ),
        }),
    };
  },
};
