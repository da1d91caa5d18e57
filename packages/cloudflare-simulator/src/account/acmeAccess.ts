import { exampleBodies } from '../fixtures';
import { restrictedMarkers, secretMarkers } from '../fixtures/secretMarkers';
import type { Access, AccessRow } from './Access';
import { type AccountClock, type Stretch, timesWithin } from './AccountClock';
import { hexId, numberBelow, pick, uuidOf } from './ids';

const memberCount = 24;
const deviceCount = 44;
/** The log reaches back this far, most of it within the last day. */
const logHours = 36;

const named = ['sam', 'pat', 'eve', 'rio'];
const members = Array.from(
  { length: memberCount - named.length },
  (_, index) => `member-${String(index + 1).padStart(2, '0')}`,
);
const marked = restrictedMarkers.login;
const logins = [...named, marked, ...members.slice(1)];
const emailOf = (login: string) => `${login}@acme.example`;
const countries = ['de', 'nl', 'us', 'gb', 'fr'];

function addUsers(access: Access, clock: AccountClock): void {
  const [example] = clock.moved(exampleBodies.accessUsers.result);
  access.users.push(example);
  for (const login of logins.slice(1)) {
    // Before the log begins; a row of the log moves it on.
    const lastLogin = clock.ago(
      logHours + 1 + numberBelow(900, `last/${login}`) / 10,
    );
    access.users.push({
      id: uuidOf(`access/user/${login}`),
      uid: `u-${login}`,
      name: `Acme ${login}`,
      email: emailOf(login),
      access_seat: true,
      gateway_seat: numberBelow(3, `gateway/${login}`) === 0,
      active_device_count: numberBelow(3, `devices/${login}`),
      seat_uid: `s-${login}`,
      last_successful_login: lastLogin,
      created_at: clock.ago(300 * 24),
      updated_at: lastLogin,
    });
  }
}

function addDevices(access: Access, clock: AccountClock): void {
  const [example] = clock.moved(exampleBodies.devicesPhysicalDevices.result);
  access.devices.push(example);
  for (let index = 1; index < deviceCount; index++) {
    const seed = `device/${index}`;
    const login = logins[index % logins.length];
    const seen = clock.ago(numberBelow(2000, seed) / 10);
    access.devices.push({
      id: uuidOf(seed),
      name: `acme-laptop-${index}`,
      device_type: pick(['mac', 'windows', 'linux', 'ios'], seed),
      os_version: `${10 + numberBelow(6, seed)}.${numberBelow(4, seed)}`,
      client_version: '2026.9.1',
      active_registrations: 1,
      created_at: clock.ago(200 * 24),
      updated_at: seen,
      last_seen_at: seen,
      deleted_at: null,
      tags: {},
      last_seen_user: {
        id: `u-${login}`,
        email: emailOf(login),
        name: `Acme ${login}`,
      },
      serial_number: hexId(`serial/${index}`, 12).toUpperCase(),
      mac_address: `00-00-5E-00-53-${hexId(seed, 2).toUpperCase()}`,
      public_ip: `203.0.113.${numberBelow(250, seed)}`,
      // Only their first device, so that the others look as usual.
      ...(index === logins.indexOf(marked) && {
        name: restrictedMarkers.deviceName,
        serial_number: restrictedMarkers.serialNumber,
        mac_address: secretMarkers.macAddress,
        public_ip: restrictedMarkers.ipAddress,
      }),
    });
  }
}

/** A row that depends on seed and time alone. */
function logRow(access: Access, seed: string, created_at: string): AccessRow {
  const isAllowed = numberBelow(12, `${seed}/allowed`) > 0;
  const isStranger = !isAllowed && numberBelow(2, `${seed}/who`) === 0;
  const application = pick(
    access.applications.filter(({ type }) => type === 'self_hosted'),
    `${seed}/application`,
  );
  const login = pick(logins, `${seed}/user`);
  const host = numberBelow(250, `${seed}/ip`);
  return {
    action: numberBelow(9, `${seed}/action`) === 0 ? 'logout' : 'login',
    allowed: isAllowed,
    app_domain: String(application.domain),
    app_uid: application.id,
    connection: pick(['okta', 'okta', 'github', 'onetimepin'], seed),
    country: pick(countries, `${seed}/country`),
    created_at,
    ip_address:
      login === marked ? restrictedMarkers.ipAddress : `198.51.100.${host}`,
    ray_id: hexId(seed, 16),
    ...(!isStranger && { user_email: emailOf(login) }),
  };
}

/** Rows of the authentication log, as many as asked for. */
function logRows(
  access: Access,
  clock: AccountClock,
  count: number,
): AccessRow[] {
  const [allowed, denied] = clock.moved(
    exampleBodies.accessLogsAccessRequests.result,
  );
  const rows: AccessRow[] = [allowed, denied];
  for (let index = rows.length; index < count; index++) {
    const hoursAgo = (index / count) ** 1.5 * logHours + 0.05;
    rows.push(logRow(access, `access/row/${index}`, clock.ago(hoursAgo)));
  }
  return rows.slice(0, count);
}

/** Adds rows that are spread evenly over a stretch of time. */
export function addAccessEvents(
  access: Access,
  count: number,
  stretch: Stretch,
): void {
  access.addRows(
    timesWithin(stretch, count).map((time, index) =>
      logRow(access, `access/event/${time}/${index}`, time),
    ),
  );
}

function addIdentityProviders(access: Access): Record<string, string> {
  const providers = [
    {
      type: 'okta',
      name: 'Acme Okta',
      config: {
        okta_account: 'https://acme.okta.example',
        client_id: 'acme-access',
        client_secret: secretMarkers.identityProvider,
      },
    },
    {
      type: 'github',
      name: 'GitHub',
      config: {
        client_id: 'acme-github',
        client_secret: secretMarkers.identityProvider,
      },
    },
    { type: 'onetimepin', name: 'One-time PIN', config: {} },
  ];
  for (const provider of providers) {
    access.identityProviders.push({
      id: uuidOf(`access/idp/${provider.type}`),
      ...provider,
      scim_config: { enabled: false, secret: secretMarkers.scim },
    });
  }
  return Object.fromEntries(
    access.identityProviders.map(({ type, id }) => [String(type), id]),
  );
}

/** Seeds acme's Zero Trust organisation. */
export function addAcmeAccess(
  access: Access,
  clock: AccountClock,
  rowCount: number,
): void {
  const { okta, github } = addIdentityProviders(access);
  const at = clock.ago(120 * 24);
  const employees = access.addPolicy('Employees', { at });
  const security = access.addPolicy('Security team', { at });
  const robots = access.addPolicy('Service tokens', {
    at,
    decision: 'non_identity',
  });
  access.addPolicy('Contractors', { at, decision: 'deny' });
  access.groups.push({
    id: uuidOf('access/group/employees'),
    name: 'Employees',
    include: [{ email_domain: { domain: 'acme.example' } }],
    created_at: at,
    updated_at: at,
  });

  const [example] = exampleBodies.accessLogsAccessRequests.result;
  access.addApplication('Grafana', {
    at,
    id: example.app_uid,
    domain: example.app_domain,
    reusablePolicies: [employees],
    identityProviders: [okta, github],
  });
  access.addApplication('Admin', {
    at: clock.ago(60 * 24),
    domain: 'admin.acme.example',
    domains: ['admin.acme.example/reports'],
    reusablePolicies: [security],
    ownPolicies: ['Finance on call'],
    identityProviders: [okta],
  });
  access.addApplication('Wiki', {
    at,
    domain: 'wiki.acme.example',
    ownPolicies: ['Everyone with a company address', 'Auditors'],
  });
  access.addApplication('Backstage', {
    at: clock.ago(12 * 24),
    domain: 'backstage.acme.example',
    reusablePolicies: [employees, robots],
  });
  access.addApplication('Device enrolment', {
    at,
    domain: 'acme.cloudflareaccess.example/warp',
    type: 'warp',
    ownPolicies: ['Company devices'],
  });
  addUsers(access, clock);
  addDevices(access, clock);
  access.addRows(logRows(access, clock, rowCount));
}
