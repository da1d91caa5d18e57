import { CfToken } from '@cloudflare-backstage/cloudflare-client';
import { compareRecords } from '@cloudflare-backstage/cloudflare-evidence';
import { cloudflareReadAccountPermission } from '@cloudflare-backstage/plugin-cloudflare-common';
import { z } from 'zod';
import { personal } from '../../redaction/marks';
import { outcomeOf } from '../../reading/outcomeOf';
import { EvidenceKindDefinition } from '../EvidenceKindDefinition';
import { byText, gapsOf, inOrder, problemOfNow } from './gaps';
import { recordTime } from './recordTime';

const tokenRecord = z.object({
  id: z.string(),
  name: personal(z.string(), 'text').optional(),
  status: z.string(),
  issuedAt: z.string().optional(),
  modifiedAt: z.string().optional(),
  lastUsedAt: z.string().optional(),
  expiresAt: z.string().optional(),
  notBefore: z.string().optional(),
  policies: z.array(
    z.object({
      effect: z.string(),
      permissionGroups: z.array(z.string()),
      resources: z.array(z.string()),
    }),
  ),
});

/** The API tokens of the account and what each may do; never a value. */
export const tokenInventory: EvidenceKindDefinition = {
  nature: 'state',
  subjects: ['account'],
  permissions: () => [cloudflareReadAccountPermission],
  async collect({ account, reading, redactor, progress }) {
    const { value, problem } = await outcomeOf(
      account.client.tokens.list(reading),
    );
    const recordOf = redactor.of(tokenRecord);
    const records = (value?.items ?? [])
      .map(token => recordOf(toRecord(token)))
      .sort(compareRecords);
    progress(records.length);
    return {
      subject: { account: account.accountId },
      records,
      count: records.length,
      gaps: inOrder(gapsOf('API tokens', value?.problems ?? [problem!])),
      unread: problemOfNow([problem]),
    };
  },
};

function toRecord(token: CfToken): z.input<typeof tokenRecord> {
  const time = (text: string | undefined) => text && recordTime(text);
  return {
    id: token.id,
    name: token.name,
    status: token.status,
    issuedAt: time(token.issuedAt),
    modifiedAt: time(token.modifiedAt),
    lastUsedAt: time(token.lastUsedAt),
    expiresAt: time(token.expiresAt),
    notBefore: time(token.notBefore),
    policies: token.policies
      .map(({ effect, permissionGroups, resources }) => ({
        effect,
        permissionGroups: permissionGroups.toSorted(),
        resources: resources.toSorted(),
      }))
      .sort(byText(policy => JSON.stringify(policy))),
  };
}
