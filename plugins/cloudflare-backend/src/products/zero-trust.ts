import {
  AccessAuditEvent,
  products,
  ZeroTrustUser,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { z } from 'zod';
import { personal } from '../redaction/marks';
import {
  booleanField,
  cursorField,
  filterText,
  limitField,
  timeField,
} from '../routing/fields';
import { route } from '../routing/route';
import { ProductBackend } from './ProductBackend';
import { AccessAudit } from './zero-trust/AccessAudit';
import { ZeroTrustUsers } from './zero-trust/ZeroTrustUsers';

const product = products.zeroTrust;

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

/** Zero Trust: users and the authentication log. */
export const zeroTrustBackend: ProductBackend = { routes: zeroTrustRoutes };

function zeroTrustRoutes() {
  const audit = new AccessAudit();
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
        from: timeField,
        to: timeField,
        cursor: cursorField,
        limit: limitField(50, 200),
      }),
      response: z.array(accessAuditEvent),
      cacheTtl: 30,
      handler: ({ account, query, pseudonyms, signal }) =>
        audit.read(account, query, pseudonyms, signal),
    }),
  ];
}
