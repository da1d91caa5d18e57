import type { AuditEntry } from '../account/AuditLog';
import { ApiFailure } from '../http/envelope';
import { cursorPaged } from '../http/paging';
import type { ApiRequest, Route } from '../http/Route';

/** Filters of the log, each with the place of its value in an entry. */
const filters: Record<string, string> = {
  id: 'id',
  account_name: 'account.name',
  action_result: 'action.result',
  action_type: 'action.type',
  actor_context: 'actor.context',
  actor_email: 'actor.email',
  actor_id: 'actor.id',
  actor_ip_address: 'actor.ip_address',
  actor_token_id: 'actor.token_id',
  actor_token_name: 'actor.token_name',
  actor_type: 'actor.type',
  audit_log_id: 'id',
  raw_cf_ray_id: 'raw.cf_ray_id',
  raw_method: 'raw.method',
  raw_status_code: 'raw.status_code',
  raw_uri: 'raw.uri',
  resource_id: 'resource.id',
  resource_product: 'resource.product',
  resource_type: 'resource.type',
  resource_scope: 'resource.scope',
  zone_id: 'zone.id',
  zone_name: 'zone.name',
};

function valueAt(entry: AuditEntry, place: string): string {
  let value: unknown = entry;
  for (const key of place.split('.')) {
    value = (value as Record<string, unknown> | undefined)?.[key];
  }
  return value === undefined ? '' : String(value);
}

function bound({ query }: ApiRequest, name: string): number {
  const time = Date.parse(query.get(name) ?? '');
  if (Number.isNaN(time)) {
    throw new ApiFailure(
      400,
      10001,
      `Query parameter '${name}' is required: a date or a time in RFC 3339`,
    );
  }
  return time;
}

function matching(request: ApiRequest): (entry: AuditEntry) => boolean {
  const since = bound(request, 'since');
  const before = bound(request, 'before');
  const tests = Object.entries(filters).flatMap(([name, place]) => {
    const wanted = request.query.getAll(name);
    const unwanted = request.query.getAll(`${name}.not`);
    return [
      ...(wanted.length
        ? [(entry: AuditEntry) => wanted.includes(valueAt(entry, place))]
        : []),
      ...(unwanted.length
        ? [(entry: AuditEntry) => !unwanted.includes(valueAt(entry, place))]
        : []),
    ];
  });
  return entry => {
    const time = Date.parse(entry.action.time);
    return time >= since && time < before && tests.every(test => test(entry));
  };
}

export const auditLogRoutes: Route[] = [
  {
    path: '/accounts/{account}/logs/audit',
    permissions: ['Account Settings Read'],
    answer: (request, world) => {
      const entries = world.auditLog.entries().filter(matching(request));
      if (request.query.get('direction') === 'asc') entries.reverse();
      return cursorPaged(
        request,
        entries,
        {
          default: 100,
          max: 1000,
          sizeName: 'limit',
          refusal: () => new ApiFailure(400, 10001, "'limit' takes 1 to 1000"),
          // A string on the wire, whatever the types say.
          info: ({ count }) => ({ count: String(count) }),
        },
        entry => entry,
      );
    },
  },
];
