import {
  AccessActivity,
  AccessAuditEvent,
  products,
  ZeroTrustUser,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { z } from 'zod';
import { evidenceExportRoute } from '../evidence/exportRoute';
import { personal } from '../redaction/marks';
import {
  booleanField,
  cursorField,
  filterText,
  limitField,
  timeField,
} from '../routing/fields';
import { route } from '../routing/route';
import { ProductBackend, ProductDependencies } from './ProductBackend';
import { AccessAudit } from './zero-trust/AccessAudit';
import { tokenPermissionChecks } from './zero-trust/tokenPermissionChecks';
import { readAccessActivity } from './zero-trust/readAccessActivity';
import { ZeroTrustUsers } from './zero-trust/ZeroTrustUsers';

const product = products.zeroTrust;
/** Lengths of the steps of activity, in seconds. */
const STEPS = ['900', '3600', '21600', '86400'] as const;
/** Each filter and window of the log is read anew. */
const LOGS_PER_MINUTE = 120;
const HOUR = 3600;

const accessAuditEvent = z.object({
  id: z.string(),
  occurredAt: z.string(),
  actor: personal(z.string(), 'email').optional(),
  action: z.string(),
  allowed: z.boolean().optional(),
  target: z.string().optional(),
  applicationId: z.string().optional(),
  applicationName: z.string().optional(),
  identityProvider: z.string().optional(),
  ipAddress: personal(z.string(), 'ip').optional(),
  country: z.string().optional(),
  rayId: z.string().optional(),
}) satisfies z.ZodType<AccessAuditEvent>;

const zeroTrustUser = z.object({
  id: z.string().optional(),
  email: personal(z.string(), 'email').optional(),
  name: personal(z.string(), 'name').optional(),
  accessSeat: z.boolean().optional(),
  gatewaySeat: z.boolean().optional(),
  lastSuccessfulLogin: z.string().optional(),
  logins: z
    .object({
      allowed: z.number(),
      refused: z.number(),
      last: z.string().optional(),
    })
    .optional(),
  devices: z
    .array(
      z.object({
        id: z.string(),
        name: personal(z.string(), 'name').optional(),
        type: z.string().optional(),
        osVersion: z.string().optional(),
        clientVersion: z.string().optional(),
        activeRegistrations: z.number().optional(),
        lastSeenAt: z.string().optional(),
        serialNumber: personal(z.string(), 'serial').optional(),
      }),
    )
    .optional(),
}) satisfies z.ZodType<ZeroTrustUser>;

const accessActivity = z.object({
  from: z.string(),
  to: z.string(),
  stepSeconds: z.number(),
  steps: z.array(
    z.object({ from: z.string(), allowed: z.number(), refused: z.number() }),
  ),
}) satisfies z.ZodType<AccessActivity>;

/** Zero Trust: users and the authentication log. */
export const zeroTrustBackend: ProductBackend = {
  routes: zeroTrustRoutes,
  tokenPermissionChecks,
};

function zeroTrustRoutes({
  accessApplications,
  evidence,
}: ProductDependencies) {
  const audit = new AccessAudit(accessApplications);
  const users = new ZeroTrustUsers();

  return [
    route({
      method: 'get',
      path: '/v1/zero-trust/users',
      summary:
        'Users with their seats, devices, and log-ins within a window of time',
      access: product.permission,
      scope: 'account',
      query: z.object({
        from: timeField,
        to: timeField,
        cursor: cursorField,
        limit: limitField(100, 500),
      }),
      response: z.array(zeroTrustUser),
      cacheTtl: 60,
      handler: ({ account, query }) => users.read(account, query),
    }),
    route({
      method: 'get',
      path: '/v1/zero-trust/access/audit',
      summary: 'The authentication log of Access, newest first',
      access: product.permission,
      scope: 'account',
      query: z.object({
        actor: personal(filterText(), 'email').optional(),
        action: filterText().optional(),
        target: filterText().optional(),
        allowed: booleanField,
        ray: filterText().optional(),
        from: timeField,
        to: timeField,
        cursor: cursorField,
        limit: limitField(50, 200),
      }),
      perMinute: LOGS_PER_MINUTE,
      response: z.array(accessAuditEvent),
      cacheTtl: 30,
      handler: ({ account, query, pseudonyms, signal }) =>
        audit.read(account, query, pseudonyms, signal),
    }),
    route({
      method: 'get',
      path: '/v1/zero-trust/access/activity',
      summary: 'Log-ins to Access, allowed and refused, by steps of time',
      access: product.permission,
      scope: 'account',
      query: z.object({
        from: timeField,
        to: timeField,
        step: z
          .enum(STEPS, {
            error: `expected a number of seconds: ${STEPS.join(', ')}`,
          })
          .transform(Number)
          .default(HOUR),
      }),
      perMinute: LOGS_PER_MINUTE,
      response: accessActivity,
      cacheTtl: 60,
      handler: ({ account, query, signal }) =>
        readAccessActivity(account, query, signal),
    }),
    evidenceExportRoute(evidence, {
      product,
      kind: 'access-audit',
      path: '/v1/zero-trust/export/audit',
      summary:
        'The authentication log of Access as evidence: of the last full UTC day, or of at most a day',
      subjectOf: () => ({ type: 'account' }),
    }),
  ];
}
