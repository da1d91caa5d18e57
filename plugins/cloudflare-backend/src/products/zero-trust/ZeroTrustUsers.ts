import {
  CfAccessAudit,
  CfDevice,
  CfZeroTrustUser,
  CloudflareApiError,
} from '@cloudflare-backstage/cloudflare-client';
import {
  CloudflareProblem,
  ZeroTrustDevice,
  ZeroTrustUser,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { CloudflareAccount } from '@cloudflare-backstage/plugin-cloudflare-node';
import { z } from 'zod';
import { outcomeOf } from '../../reading/outcomeOf';
import { SharedReads } from '../../reading/SharedReads';
import { decodeCursor, encodeCursor } from '../../routing/cursor';
import { readWindow, TimeWindow } from '../../routing/fields';
import { Reading } from '../../routing/route';
import { MOST_DAYS } from './AccessAudit';
import { isLogin, MOST_LOG_PAGES, readAccessLog } from './readAccessLog';

/** How long the pages of one answer are cut from the same reading. */
const KEEP_MS = 120_000;
const KEPT_READINGS = 20;

const positionSchema = z.object({
  from: z.iso.datetime().transform(value => new Date(value)),
  to: z.iso.datetime().transform(value => new Date(value)),
  skip: z.number().int().nonnegative(),
});

interface Joined {
  users: ZeroTrustUser[];
  problems: CloudflareProblem[];
}

/** Joins users, their log-ins and their devices by e-mail address. */
export class ZeroTrustUsers {
  private readonly readings = new SharedReads<Joined>({
    most: KEPT_READINGS,
    keepMs: KEEP_MS,
  });

  async read(
    account: CloudflareAccount,
    query: { from?: Date; to?: Date; cursor?: string; limit: number },
  ): Promise<Reading<ZeroTrustUser[]>> {
    const start = decodeCursor(query.cursor, positionSchema);
    const window = readWindow(start ?? query, MOST_DAYS, new Date());
    const { users, problems } = await this.readings.get(
      JSON.stringify([account.accountId, window]),
      () => readJoined(account, window),
    );
    const skip = start?.skip ?? 0;
    const end = skip + query.limit;
    return {
      data: users.slice(skip, end),
      problems,
      nextCursor:
        end < users.length ? encodeCursor({ ...window, skip: end }) : undefined,
    };
  }
}

async function readJoined(
  account: CloudflareAccount,
  window: TimeWindow,
): Promise<Joined> {
  const { zeroTrust } = account.client;
  const [users, devices, log] = await Promise.all([
    outcomeOf(zeroTrust.users()),
    outcomeOf(zeroTrust.devices()),
    outcomeOf(readLog(account, window)),
  ]);
  if (!users.value && !devices.value && !log.value) {
    throw new CloudflareApiError(users.problem);
  }
  const sources = [users, devices, log];
  return {
    users: join(
      users.value?.items ?? [],
      log.value && { rows: log.value.items, complete: log.value.complete },
      devices.value,
    ),
    problems: sources.flatMap(
      ({ value, problem }) => value?.problems ?? problem ?? [],
    ),
  };
}

async function readLog(
  account: CloudflareAccount,
  { from, to }: TimeWindow,
): Promise<{
  items: CfAccessAudit[];
  complete: boolean;
  problems: CloudflareProblem[];
}> {
  const { rows, complete } = await readAccessLog(
    account,
    { since: from, until: to },
    { mostPages: MOST_LOG_PAGES },
  );
  return {
    items: rows,
    complete,
    problems: complete
      ? []
      : [
          {
            kind: 'incomplete',
            message: `The window holds more than ${rows.length} log-ins, so that they are not counted: narrow it with 'from' and 'to'`,
            product: 'zeroTrust',
          },
        ],
  };
}

function join(
  known: CfZeroTrustUser[],
  log: { rows: CfAccessAudit[]; complete: boolean } | undefined,
  devices: { items: CfDevice[]; complete: boolean } | undefined,
): ZeroTrustUser[] {
  const rows = groupByAddress(log?.rows ?? [], row => row.userEmail);
  const owned = groupByAddress(devices?.items ?? [], d => d.lastSeenEmail);
  const addresses = new Set(known.map(user => addressKey(user.email)));
  const onlySeen = [...rows, ...owned].flatMap(([key, { address }]) => {
    const isNew = !addresses.has(key);
    addresses.add(key);
    return isNew ? [{ email: address }] : [];
  });
  const people: Partial<CfZeroTrustUser>[] = [...known, ...onlySeen];
  return people
    .map(user => {
      const key = addressKey(user.email);
      const seen = key === undefined ? [] : rows.get(key)?.items ?? [];
      const own = key === undefined ? [] : owned.get(key)?.items ?? [];
      return {
        id: user.id,
        email: user.email,
        name: user.name,
        accessSeat: user.accessSeat,
        gatewaySeat: user.gatewaySeat,
        lastSuccessfulLogin: user.lastSuccessfulLogin,
        logins: log?.complete ? countLogins(seen) : undefined,
        // None found in a part of the devices is not none.
        devices:
          devices?.complete || own.length > 0 ? own.map(toDevice) : undefined,
      };
    })
    .sort(byLastSeen);
}

function groupByAddress<T>(
  items: T[],
  addressOf: (item: T) => string | undefined,
): Map<string, { address: string; items: T[] }> {
  const groups = new Map<string, { address: string; items: T[] }>();
  for (const item of items) {
    const address = addressOf(item);
    const key = addressKey(address);
    if (address !== undefined && key !== undefined) {
      const group = groups.get(key) ?? { address, items: [] };
      group.items.push(item);
      groups.set(key, group);
    }
  }
  return groups;
}

function addressKey(address: string | undefined): string | undefined {
  return address?.trim().toLowerCase() || undefined;
}

function countLogins(rows: CfAccessAudit[]): ZeroTrustUser['logins'] {
  const logins = rows.filter(isLogin);
  const times = logins.map(({ createdAt }) => createdAt).sort();
  return {
    allowed: logins.filter(({ allowed }) => allowed === true).length,
    refused: logins.filter(({ allowed }) => allowed === false).length,
    last: times[times.length - 1],
  };
}

function toDevice(device: CfDevice): ZeroTrustDevice {
  return {
    id: device.id,
    name: device.name,
    type: device.type,
    osVersion: device.osVersion,
    clientVersion: device.clientVersion,
    activeRegistrations: device.activeRegistrations,
    lastSeenAt: device.lastSeenAt,
    serialNumber: device.serialNumber,
  };
}

function byLastSeen(a: ZeroTrustUser, b: ZeroTrustUser): number {
  const seen = (user: ZeroTrustUser) =>
    user.logins?.last ?? user.lastSuccessfulLogin ?? '';
  const identity = (user: ZeroTrustUser) => user.id ?? user.email ?? '';
  return (
    seen(b).localeCompare(seen(a)) || identity(a).localeCompare(identity(b))
  );
}
