import { CfAuditEvent } from '@cloudflare-backstage/cloudflare-client';
import { cloudflareReadAccountPermission } from '@cloudflare-backstage/plugin-cloudflare-common';
import { z } from 'zod';
import { auditLogPages } from '../../provenance/auditLogPages';
import { personal, sensitive } from '../../redaction/marks';
import { maskedTextBy } from '../../redaction/maskedText';
import { RedactionRules } from '../../redaction/RedactionRules';
import { EvidenceKindDefinition } from '../EvidenceKindDefinition';
import { EvidenceLogs } from '../logs/EvidenceLogs';
import { LogSource } from '../logs/LogSource';
import { recordTime } from './recordTime';

/** 18 months, less the days by which months differ. */
const RETENTION_HOURS = 540 * 24;

const auditEvent = z.object({
  id: z.string(),
  occurredAt: z.string(),
  action: z.object({
    type: z.string(),
    result: z.string().optional(),
    description: personal(z.string(), 'text').optional(),
  }),
  actor: z.object({
    id: personal(z.string(), 'serial').optional(),
    type: z.string().optional(),
    context: z.string().optional(),
    email: personal(z.string(), 'email').optional(),
    ipAddress: personal(z.string(), 'ip').optional(),
    tokenId: z.string().optional(),
    tokenName: personal(z.string(), 'text').optional(),
  }),
  resource: z.object({
    id: personal(z.string(), 'text').optional(),
    product: z.string().optional(),
    type: z.string().optional(),
    scope: z.string().optional(),
  }),
  request: z.object({
    method: z.string().optional(),
    path: personal(z.string(), 'text').optional(),
    /** What the path names in something that is stored: a key, a secret. */
    name: sensitive(z.string()).optional(),
    statusCode: z.number().optional(),
    rayId: z.string().optional(),
  }),
});

/** Of what is stored: the resource is named as what the path names. */
const storedEvent = auditEvent.extend({
  resource: auditEvent.shape.resource.extend({
    id: sensitive(z.string()).optional(),
  }),
});

/** Up to where a path names no keys, objects or secrets. */
const STORED = /^(.*?\/(?:values|objects|keys|metadata|secrets))\/(.+)$/;
/** Types of resources that are stored in others; a Durable Object is none. */
const STORED_TYPE = /(?<!durable[_ .-]?)(?:value|object|key|secret)s?$/i;
/** An encoded character of ASCII, however often it was encoded. */
const ENCODED = /%(?:25)*([2-7][0-9a-f])/gi;
const MOST_DECODINGS = 4;

/** As it is, unless there is something to be masked that is encoded. */
function maskable(
  text: string | undefined,
  rules: RedactionRules,
): string | undefined {
  let decoded = text ?? '';
  for (let round = 0; round < MOST_DECODINGS; round++) {
    decoded = decoded.replace(ENCODED, (_, hex) =>
      String.fromCharCode(parseInt(hex, 16)),
    );
  }
  return maskedTextBy(rules, decoded) === decoded ? text : decoded;
}

function splitPath(
  path: string | undefined,
  rules: RedactionRules,
): { path?: string; name?: string } {
  const [, place, name] = STORED.exec(path ?? '') ?? [];
  return { path: maskable(place ?? path, rules), name };
}

/** The account's audit log, version 2. */
export const auditLog: LogSource<CfAuditEvent> = {
  kind: 'account-audit',
  what: 'the audit log of the account',
  tokenPermission: 'Account Settings Read',
  retentionHours: () => RETENTION_HOURS,
  async *pages({ client }, { from, to }, reading) {
    const filter = { since: from, before: to };
    for await (const { events } of auditLogPages(client, filter, reading)) {
      yield events;
    }
  },
  recordsBy(redactor) {
    const ofEvent = redactor.of(auditEvent);
    const ofStored = redactor.of(storedEvent);
    const { rules } = redactor.pseudonyms;
    return {
      of({ id, time, action, actor, resource, request }) {
        const occurredAt = recordTime(time);
        const told = splitPath(request.path, rules);
        const isStored =
          told.name !== undefined || STORED_TYPE.test(resource.type ?? '');
        const record = (isStored ? ofStored : ofEvent)({
          id,
          occurredAt,
          action,
          actor,
          resource: { ...resource, id: maskable(resource.id, rules) },
          request: { ...request, ...told },
        });
        return { ...record, occurredAt };
      },
    };
  },
};

/** What was changed in the account, and by whom. */
export function accountAudit(logs: EvidenceLogs): EvidenceKindDefinition {
  return {
    nature: 'log',
    mostDays: 1,
    settlesAfterHours: 1,
    subjects: ['account'],
    permissions: () => [cloudflareReadAccountPermission],
    collect: context => logs.collect(auditLog, context),
  };
}
