import type { AccessObject, AccessRow } from '../account/Access';
import { uuidOf } from '../account/ids';
import { ApiFailure, succeeded } from '../http/envelope';
import { cursorPaged, paged, pagedWithoutInfo, unpaged } from '../http/paging';
import type { ApiRequest, ProductRoutes } from '../http/Route';

const account = '/accounts/{account}';
const access = `${account}/access`;

const readLog = ['Access: Audit Logs Read'];
const readApplications = [
  'Access: Apps and Policies Read',
  'Access: Apps Read',
];
const readOrganization = [
  'Access: Organizations, Identity Providers, and Groups Read',
];
const readDevices = ['Zero Trust Read'];

const lists = { default: 20, max: 1000 };
const asIs = (object: AccessObject) => object;

type Test = (actual: string, wanted: string) => boolean;
const operators: Record<string, Test> = {
  eq: (actual, wanted) => actual === wanted,
  neq: (actual, wanted) => actual !== wanted,
  contains: (actual, wanted) => actual.includes(wanted),
};

/** Filters of the log with the field that each looks at and its usual operator. */
const logFilters: [string, (row: AccessRow) => string | undefined, string][] = [
  ['email', row => row.user_email, 'contains'],
  ['allowed', row => String(row.allowed), 'eq'],
  ['app_uid', row => row.app_uid, 'eq'],
  ['ray_id', row => row.ray_id, 'eq'],
  ['country_code', row => row.country, 'eq'],
  ['idp', row => row.connection, 'eq'],
];

function logFilter(query: URLSearchParams): (row: AccessRow) => boolean {
  const tests = logFilters.flatMap(([name, valueOf, usual]) => {
    const wanted = query.get(name);
    if (wanted === null) return [];
    const exactly = name === 'email' && query.get('email_exact') === 'true';
    const operator = query.get(`${name}Op`) ?? (exactly ? 'eq' : usual);
    const test = operators[operator];
    if (!test) throw new ApiFailure(400, 10001, `Invalid ${name}Op`);
    return [(row: AccessRow) => test(valueOf(row) ?? '', wanted)];
  });
  const since = timeOf(query, 'since') ?? -Infinity;
  const until = timeOf(query, 'until') ?? Infinity;
  return row => {
    const time = Date.parse(row.created_at);
    return time >= since && time <= until && tests.every(test => test(row));
  };
}

function timeOf(query: URLSearchParams, name: string): number | undefined {
  const text = query.get(name);
  if (text === null) return undefined;
  const time = Date.parse(text);
  if (Number.isNaN(time)) throw new ApiFailure(400, 10001, `Invalid ${name}`);
  return time;
}

/** `fields` names the columns that are wanted. */
function columns(query: URLSearchParams): (row: AccessRow) => object {
  const fields = query.get('fields')?.split(',');
  if (!fields) return row => row;
  return row =>
    Object.fromEntries(
      Object.entries(row).filter(([field]) => fields.includes(field)),
    );
}

function deviceInfo({ count, size, total }: Record<string, number>) {
  return { per_page: size, count, total_count: total };
}

/** Enrolment of a user's device. */
function registrationItem(device: AccessObject): object {
  return {
    id: uuidOf(`registration/${device.id}`),
    device: { id: device.id, name: device.name },
    user: device.last_seen_user,
    created_at: device.created_at,
    updated_at: device.updated_at,
    last_seen_at: device.last_seen_at,
    deleted_at: null,
  };
}

function matchingUsers({ query }: ApiRequest, users: AccessObject[]) {
  const contains = (value: unknown, name: string) =>
    String(value)
      .toLowerCase()
      .includes((query.get(name) ?? '').toLowerCase());
  return users.filter(
    ({ name, email }) =>
      contains(name, 'name') &&
      contains(email, 'email') &&
      (contains(name, 'search') || contains(email, 'search')),
  );
}

export const zeroTrustRoutes: ProductRoutes = [
  {
    path: `${access}/logs/access_requests`,
    permissions: readLog,
    answer: (request, world) => {
      const rows = world.access.rows().filter(logFilter(request.query));
      if (request.query.get('direction') === 'asc') rows.reverse();
      return pagedWithoutInfo(
        request,
        rows,
        { default: 25, max: 1000 },
        columns(request.query),
      );
    },
  },
  {
    path: `${access}/users`,
    permissions: readLog,
    answer: (request, world) =>
      paged(
        request,
        matchingUsers(request, world.access.users),
        { ...lists, withoutTotalPages: true },
        asIs,
      ),
  },
  {
    path: `${access}/users/{user}/active_sessions`,
    permissions: readLog,
    answer: request => unpaged(request, [], asIs),
  },
  {
    path: `${access}/users/{user}/failed_logins`,
    permissions: readLog,
    answer: request => unpaged(request, [], asIs),
  },
  {
    path: `${access}/apps`,
    permissions: readApplications,
    answer: (request, world) =>
      paged(request, world.access.applications, lists, asIs),
  },
  {
    path: `${access}/apps/{application}`,
    permissions: readApplications,
    answer: ({ params }, world) => {
      const found = world.access.applications.find(
        ({ id }) => id === params.application,
      );
      if (!found) {
        throw new ApiFailure(
          404,
          11021,
          'access.api.error.unknown_application',
        );
      }
      return succeeded(found);
    },
  },
  {
    path: `${access}/policies`,
    permissions: readApplications,
    answer: (request, world) =>
      paged(request, world.access.policies(), lists, asIs),
  },
  {
    path: `${access}/identity_providers`,
    permissions: readOrganization,
    answer: (request, world) =>
      paged(request, world.access.identityProviders, lists, asIs),
  },
  {
    path: `${access}/groups`,
    permissions: readOrganization,
    answer: (request, world) =>
      paged(request, world.access.groups, lists, asIs),
  },
  {
    path: `${access}/organizations`,
    permissions: readOrganization,
    answer: () =>
      succeeded({
        name: 'Acme',
        auth_domain: 'acme.cloudflareaccess.example',
        is_ui_read_only: false,
        session_duration: '24h',
      }),
  },
  {
    path: `${account}/devices/physical-devices`,
    permissions: readDevices,
    answer: (request, world) =>
      cursorPaged(
        request,
        world.access.devices,
        { default: 20, max: 100, sizeName: 'per_page', info: deviceInfo },
        asIs,
      ),
  },
  {
    path: `${account}/devices/registrations`,
    permissions: readDevices,
    answer: (request, world) =>
      cursorPaged(
        request,
        world.access.devices,
        { default: 20, max: 100, sizeName: 'per_page', info: deviceInfo },
        registrationItem,
      ),
  },
];
