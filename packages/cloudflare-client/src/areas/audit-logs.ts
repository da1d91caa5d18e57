import { z } from 'zod';
import type { AreaDefinition } from '../Area';
import type { AuditLogsArea } from '../CloudflareClient';
import { maybe, timestamp } from '../parsing';
import type { CfAuditEvent } from './types';
import { isWithin, widened } from '../timeWindow';
import type { Subject } from '../transport/envelope';
import { pageSize, readCursoredPage } from '../transport/paged';

const LARGEST_PAGE = 1000;

const AUDIT_LOG: Subject = {
  area: 'auditLogs',
  what: 'the audit log of the account',
  permission: 'Account Settings Read',
};

const text = maybe(z.string());

/** Bodies of requests and responses, and user agents, are left out. */
const eventSchema = z
  .object({
    id: z.string(),
    action: z.object({
      type: z.string(),
      result: text,
      time: timestamp,
      description: text,
    }),
    actor: maybe(
      z.object({
        id: text,
        type: text,
        context: text,
        email: text,
        ip_address: text,
        token_id: text,
        token_name: text,
      }),
    ),
    raw: maybe(
      z.object({
        method: text,
        uri: text,
        status_code: maybe(z.number()),
        cf_ray_id: text,
      }),
    ),
    resource: maybe(
      z.object({ id: text, product: text, type: text, scope: text }),
    ),
  })
  .transform(
    ({ id, action, actor, raw, resource }): CfAuditEvent => ({
      id,
      time: action.time,
      action: {
        type: action.type,
        result: action.result,
        description: action.description,
      },
      actor: {
        id: actor?.id,
        type: actor?.type,
        context: actor?.context,
        email: actor?.email,
        ipAddress: actor?.ip_address,
        tokenId: actor?.token_id,
        tokenName: actor?.token_name,
      },
      resource: resource ?? {},
      request: {
        method: raw?.method,
        path: raw?.uri?.split(/[?#]/)[0],
        statusCode: raw?.status_code,
        rayId: raw?.cf_ray_id,
      },
    }),
  );

/** The account's audit log, version 2. */
export const auditLogsArea: AreaDefinition<AuditLogsArea> = {
  requests: ['GET /accounts/{account}/logs/audit'],
  create: connection => ({
    async list(filter, options) {
      const window = widened(filter.since, filter.before);
      const limit = pageSize(options?.limit, LARGEST_PAGE);
      const query = {
        since: window.from,
        before: window.to,
        direction: 'desc',
        limit,
        actor_context: filter.actorContext,
        actor_email: filter.actorEmail,
        action_type: filter.actionType,
        resource_product: filter.resourceProduct,
        resource_id: filter.resourceId,
      };
      const page = await readCursoredPage(
        {
          subject: AUDIT_LOG,
          schema: eventSchema,
          identify: event => event.id,
          // The SDK's method knows these filters only in the negative.
          read: cursor =>
            connection.read(AUDIT_LOG, options, (sdk, send) =>
              sdk.get(`/accounts/${connection.accountId}/logs/audit`, {
                query: { ...query, cursor },
                ...send,
              }),
            ),
        },
        options,
      );
      return {
        ...page,
        items: page.items.filter(event =>
          isWithin(event.time, filter.since, filter.before),
        ),
      };
    },
  }),
};
