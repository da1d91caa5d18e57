import { CfAccessAudit } from '@cloudflare-backstage/cloudflare-client';
import { products } from '@cloudflare-backstage/plugin-cloudflare-common';
import { z } from 'zod';
import { accessLogPages } from '../../products/zero-trust/readAccessLog';
import { personal } from '../../redaction/marks';
import { EvidenceKindDefinition } from '../EvidenceKindDefinition';
import { EvidenceLogs } from '../logs/EvidenceLogs';
import { LogSource } from '../logs/LogSource';
import { recordTime } from './recordTime';

/** Names of applications are left out: the log has ids, which do not change. */
const accessEvent = z.object({
  id: z.string(),
  occurredAt: z.string(),
  action: z.string(),
  allowed: z.boolean().optional(),
  actor: personal(z.string(), 'email').optional(),
  ipAddress: personal(z.string(), 'ip').optional(),
  country: z.string().optional(),
  target: z.string().optional(),
  applicationId: z.string().optional(),
  identityProvider: z.string().optional(),
  rayId: z.string().optional(),
});

/** The authentication log of Access. */
export const accessLog: LogSource<CfAccessAudit> = {
  kind: 'access-audit',
  what: 'the Access log',
  tokenPermission: 'Access: Audit Logs Read',
  retentionHours: config => config.accessLogRetentionHours,
  async *pages(account, { from, to }, reading) {
    const filter = { since: from, until: to };
    for await (const { rows } of accessLogPages(account, filter, reading)) {
      yield rows;
    }
  },
  recordsBy(redactor) {
    const recordOf = redactor.of(accessEvent);
    return {
      of(row) {
        const occurredAt = recordTime(row.createdAt);
        const record = recordOf({
          // A plain hash of the row would let anyone try which address fits it.
          id: redactor.pseudonyms.digest(row.id),
          occurredAt,
          action: row.action,
          allowed: row.allowed,
          actor: row.userEmail,
          ipAddress: row.ipAddress,
          country: row.country,
          target: row.applicationDomain,
          applicationId: row.applicationId,
          identityProvider: row.identityProvider,
          rayId: row.rayId,
        });
        return { ...record, occurredAt };
      },
    };
  },
};

/** Who logged in where, and who was refused. */
export function accessAudit(logs: EvidenceLogs): EvidenceKindDefinition {
  return {
    nature: 'log',
    mostDays: 1,
    settlesAfterHours: 1,
    subjects: ['account'],
    permissions: () => [products.zeroTrust.permission],
    collect: context => logs.collect(accessLog, context),
  };
}
