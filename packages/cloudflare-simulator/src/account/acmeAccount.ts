import { exampleBodies } from '../fixtures';
import { type AccountClock, type Stretch, timesWithin } from './AccountClock';
import type { AuditEntry, AuditLog } from './AuditLog';
import { hexId, numberBelow, pick } from './ids';

/** A token's metadata as the API gives them. */
export type Token = Record<string, unknown> & { id: string; status: string };

/** A zone as the API gives it. */
export type Zone = Record<string, unknown> & { id: string; name: string };

export interface ZoneRoute {
  id: string;
  zoneId: string;
  pattern: string;
  /** Absent: the route switches Workers off. */
  script?: string;
}

/** A resource that has tags; tags over all products, by `type` and `id`. */
export interface TaggedResource {
  type: string;
  id: string;
  name: string;
  tags: Record<string, string>;
}

/**
 * Account-owned tokens: the examples, one that may write everywhere, one that
 * expires within days, and one disabled.
 */
export function acmeTokens(accountId: string, clock: AccountClock): Token[] {
  const everything = { [`com.cloudflare.api.account.${accountId}`]: '*' };
  const group = (name: string) => ({ id: hexId(`group/${name}`), name });
  const policy = (...groups: string[]) => ({
    id: hexId(`policy/${groups.join()}`),
    effect: 'allow',
    resources: everything,
    permission_groups: groups.map(group),
  });
  const issued = clock.ago(100 * 24);
  return [
    ...clock.moved(exampleBodies.accountsTokensList.result),
    {
      id: hexId('token/ci@acme.example'),
      name: 'ci-deploy',
      status: 'active',
      issued_on: issued,
      modified_on: issued,
      last_used_on: clock.ago(2),
      expires_on: clock.ago(-40 * 24),
      policies: [policy('Workers Scripts Write', 'Pages Write')],
    },
    {
      id: hexId('token/partner-export'),
      name: 'partner-export',
      status: 'active',
      issued_on: clock.ago(81 * 24),
      modified_on: clock.ago(81 * 24),
      last_used_on: clock.ago(7),
      expires_on: clock.ago(-9 * 24),
      policies: [policy('Workers R2 Storage Read')],
    },
    {
      id: hexId('token/old-import'),
      name: 'old-import',
      status: 'disabled',
      issued_on: clock.ago(500 * 24),
      modified_on: clock.ago(300 * 24),
      last_used_on: clock.ago(301 * 24),
      policies: [policy('Workers KV Storage Write')],
    },
  ];
}

export function acmeZones(clock: AccountClock): Zone[] {
  const [acme] = clock.moved(exampleBodies.zonesList.result);
  return [
    acme,
    {
      ...acme,
      id: hexId('zone/acme-status.example'),
      name: 'acme-status.example',
      plan: { id: hexId('plan/free'), name: 'Free Website' },
    },
  ];
}

export function acmeRoutes([acme, status]: Zone[]): ZoneRoute[] {
  const route = (zone: Zone, pattern: string, script?: string): ZoneRoute => ({
    id: hexId(`route/${pattern}`),
    zoneId: zone.id,
    pattern,
    ...(script && { script }),
  });
  return [
    route(acme, 'acme.example/*', 'acme-web-router'),
    route(acme, 'www.acme.example/api/*', 'acme-api'),
    route(acme, 'acme.example/static/*'),
    route(acme, 'ingest.acme.example/*', 'acme-ingest'),
    route(status, 'acme-status.example/*', 'acme-web-router'),
  ];
}

const chores = [
  ['update', 'dns_records', 'record', '/dns_records'],
  ['create', 'access', 'policy', '/access/policies'],
  ['update', 'workers_kv', 'namespace', '/storage/kv/namespaces'],
  ['delete', 'queues', 'consumer', '/queues'],
] as const;

/** The examples, and as many events of other work as asked for. */
export function addAcmeAuditEvents(
  audit: AuditLog,
  clock: AccountClock,
  count: number,
): void {
  const examples = clock.moved(exampleBodies.accountsLogsAuditList.result);
  audit.add(...(examples as AuditEntry[]));
  for (let index = 0; index < count; index++) {
    const at = clock.ago(((index + 1) / (count + 1)) * 90 * 24);
    recordChore(audit, `chore/${index}`, at);
  }
}

/** Adds events of other work that are spread evenly over a stretch of time. */
export function addAuditEvents(
  audit: AuditLog,
  count: number,
  stretch: Stretch,
): void {
  timesWithin(stretch, count).forEach((time, index) =>
    recordChore(audit, `chore/${time}/${index}`, time),
  );
}

function recordChore(audit: AuditLog, seed: string, at: string): void {
  const [action, product, resourceType, path] = pick(chores, seed);
  audit.record({
    at,
    action,
    product,
    resourceType,
    resourceId: hexId(seed),
    path: `${path}/${hexId(seed)}`,
    result: numberBelow(20, seed) === 0 ? 'failure' : 'success',
    actorEmail: pick(['pat@acme.example', 'sam@acme.example'], seed),
    actorContext: pick(['dash', 'api_token'], seed),
  });
}
