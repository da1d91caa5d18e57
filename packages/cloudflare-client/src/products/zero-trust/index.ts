import type { z } from 'zod';
import type { AreaDefinition } from '../../Area';
import type { Connection } from '../../Connection';
import type { Listing, ReadOptions } from '../../reading';
import { isWithin, widened } from '../../timeWindow';
import type { Subject } from '../../transport/envelope';
import { readCursored, readNumbered } from '../../transport/listed';
import { type NumberedSource, readNumberedPage } from '../../transport/paged';
import type {
  AccessAuditFilter,
  CfAccessAudit,
  ZeroTrustArea,
} from '../zero-trust.types';
import {
  applicationSchema,
  auditSchema,
  deviceSchema,
  identityProviderSchema,
  policySchema,
  userSchema,
} from './schemas';

const PER_PAGE = 100;
/** Every account gets at least this many rows of the log on a full page. */
const CERTAIN_AUDIT_PAGE = 25;

function subject(what: string, permission: string): Subject {
  return { area: 'zeroTrust', product: 'zeroTrust', what, permission };
}

const AUDIT = subject('the Access log', 'Access: Audit Logs Read');
const USERS = subject('the Zero Trust users', 'Access: Audit Logs Read');
const DEVICES = subject('the Zero Trust devices', 'Zero Trust Read');
const APPLICATIONS = subject(
  'the Access applications',
  'Access: Apps and Policies Read',
);
const POLICIES = subject(
  'the reusable Access policies',
  'Access: Apps and Policies Read',
);
const IDENTITY_PROVIDERS = subject(
  'the identity providers of Access',
  'Access: Organizations, Identity Providers, and Groups Read',
);

function createZeroTrustArea(connection: Connection): ZeroTrustArea {
  const account_id = connection.accountId;

  function list<T extends { id: string }>(
    about: Subject,
    schema: z.ZodType<T>,
    read: NumberedSource<T>['read'],
  ): Promise<Listing<T>> {
    return readNumbered({
      subject: about,
      schema,
      identify: item => item.id,
      perPage: PER_PAGE,
      read,
    });
  }

  function auditSource(
    query: Record<string, unknown>,
    options?: ReadOptions,
  ): NumberedSource<CfAccessAudit> {
    return {
      subject: AUDIT,
      schema: auditSchema,
      identify: row => row.id,
      perPage: PER_PAGE,
      certainPageSize: CERTAIN_AUDIT_PAGE,
      read: (page, per_page) =>
        connection.read(AUDIT, options, (sdk, send) =>
          // The SDK's method does not know most of the filters.
          sdk.get(`/accounts/${account_id}/access/logs/access_requests`, {
            query: { direction: 'desc', ...query, page, per_page },
            ...send,
          }),
        ),
    };
  }

  return {
    async accessAudit(filter: AccessAuditFilter, options) {
      const { since, until, email, allowed, applicationId, rayId } = filter;
      const window = widened(since, until);
      const page = await readNumberedPage(
        auditSource(
          {
            since: window.from,
            until: window.to,
            ...(email !== undefined && { email, email_exact: true }),
            ...(allowed !== undefined && { allowed }),
            ...(applicationId !== undefined && { app_uid: applicationId }),
            ...(rayId !== undefined && { ray_id: rayId }),
          },
          options,
        ),
        options,
      );
      return {
        ...page,
        items: page.items.filter(row => isWithin(row.createdAt, since, until)),
      };
    },
    async lastAuditEvent(options) {
      const { items } = await readNumberedPage(
        auditSource({ limit: 1 }, options),
        { limit: 1 },
      );
      return items[0]?.createdAt;
    },
    users: options =>
      list(USERS, userSchema, (page, per_page) =>
        connection.read(USERS, options, (sdk, send) =>
          sdk.zeroTrust.access.users.list({ account_id, page, per_page }, send),
        ),
      ),
    devices: options =>
      readCursored({
        subject: DEVICES,
        schema: deviceSchema,
        identify: device => device.id,
        read: cursor =>
          connection.read(DEVICES, options, (sdk, send) =>
            sdk.zeroTrust.devices.devices.list(
              { account_id, per_page: PER_PAGE, ...(cursor && { cursor }) },
              send,
            ),
          ),
      }),
    applications: options =>
      list(APPLICATIONS, applicationSchema, (page, per_page) =>
        connection.read(APPLICATIONS, options, (sdk, send) =>
          sdk.zeroTrust.access.applications.list(
            { account_id, page, per_page },
            send,
          ),
        ),
      ),
    policies: options =>
      list(POLICIES, policySchema(true), (page, per_page) =>
        connection.read(POLICIES, options, (sdk, send) =>
          sdk.zeroTrust.access.policies.list(
            { account_id, page, per_page },
            send,
          ),
        ),
      ),
    identityProviders: options =>
      list(IDENTITY_PROVIDERS, identityProviderSchema, (page, per_page) =>
        connection.read(IDENTITY_PROVIDERS, options, (sdk, send) =>
          sdk.zeroTrust.identityProviders.list(
            { account_id, page, per_page },
            send,
          ),
        ),
      ),
  };
}

/** Zero Trust Access: log, users, devices, applications, policies, providers. */
export const zeroTrustArea: AreaDefinition<ZeroTrustArea> = {
  requests: [
    'GET /accounts/{account}/access/logs/access_requests',
    'GET /accounts/{account}/access/users',
    'GET /accounts/{account}/devices/physical-devices',
    'GET /accounts/{account}/access/apps',
    'GET /accounts/{account}/access/policies',
    'GET /accounts/{account}/access/identity_providers',
  ],
  create: createZeroTrustArea,
};
