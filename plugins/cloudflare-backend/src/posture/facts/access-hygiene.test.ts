import { CfAuditEvent } from '@cloudflare-backstage/cloudflare-client';
import { JsonObject } from '@backstage/types';
import { CloudflareProblem } from '@cloudflare-backstage/plugin-cloudflare-common';
import { accountEntity, collectFor, NOW } from '../__testUtils__/collectFor';
import { accountWith, down, resource } from '../__testUtils__/postureAccount';
import { timeText } from '../timeText';

const forbidden: CloudflareProblem = { kind: 'forbidden', message: 'no' };
const HOUR = 3_600_000;
const hoursAgo = (hours: number) =>
  new Date(NOW.getTime() - hours * HOUR).toISOString();
const zeroTrust = resource('zeroTrust', 'access');

/** A log of which a time is kept, up to so many hours ago. */
const kept = (
  until: number | undefined,
  gaps: object[] = [],
  kind?: string,
) => ({
  value: {
    kind: kind ?? 'access-audit',
    covered:
      until === undefined
        ? []
        : [{ from: hoursAgo(until + 20), to: hoursAgo(until) }],
    gaps,
    ...(until !== undefined && { since: hoursAgo(until + 20) }),
  },
});

describe('access.audit-log-fresh', () => {
  const collect = (
    newest: Promise<string | undefined>,
    coverage: ReturnType<typeof kept> | { problem: CloudflareProblem },
  ) =>
    collectFor('access.audit-log-fresh', {
      entity: zeroTrust,
      account: accountWith({ zeroTrust: { lastAuditEvent: () => newest } }),
      readings: { 'kept logs access-audit': coverage },
    });
  const at = async (hours: number) => hoursAgo(hours);

  it('passes with an event of the last day', async () => {
    expect(await collect(at(23), kept(undefined))).toMatchObject({
      state: 'pass',
      facts: { lastEventAt: hoursAgo(23), readUntil: null },
    });
  });

  it('passes when the last day was read whole, and nothing happened', async () => {
    expect(await collect(at(400), kept(2))).toMatchObject({ state: 'pass' });
    expect(await collect(Promise.resolve(undefined), kept(2))).toMatchObject({
      state: 'pass',
      facts: { lastEventAt: null },
    });
  });

  it('does not take an answer for an event', async () => {
    for (const coverage of [kept(undefined), kept(25)]) {
      expect(await collect(Promise.resolve(undefined), coverage)).toMatchObject(
        { state: 'fail' },
      );
      expect(await collect(at(25), coverage)).toMatchObject({ state: 'fail' });
    }
  });

  it('is unknown where neither is known', async () => {
    const unread = accountWith({});
    expect(
      await collectFor('access.audit-log-fresh', {
        entity: zeroTrust,
        account: unread,
        readings: { 'kept logs': { problem: forbidden } },
      }),
    ).toMatchObject({ state: 'unknown', reason: down.kind });
    expect(await collect(at(25), { problem: forbidden })).toMatchObject({
      state: 'unknown',
      reason: 'forbidden',
    });
  });
});

describe('access.audit-log-gapless', () => {
  const lost = { from: hoursAgo(9), to: hoursAgo(7), state: 'lost' };
  const open = {
    from: hoursAgo(5),
    to: hoursAgo(4.5),
    state: 'open',
    until: hoursAgo(-19),
  };
  const collect = (
    access: object,
    account: object = kept(1, [], 'account-audit'),
    syncs: Parameters<typeof collectFor>[1]['syncs'] = {},
  ) =>
    collectFor('access.audit-log-gapless', {
      entity: accountEntity,
      syncs,
      readings: {
        'kept logs access-audit': access as { value: unknown },
        'kept logs account-audit': account as { value: unknown },
      },
    });

  it('passes without a gap in either log', async () => {
    expect(await collect(kept(1))).toMatchObject({
      state: 'pass',
      facts: { logs: 2, gaps: 0, largestGapHours: 0 },
    });
  });

  it('fails on a gap, also while it can still be read', async () => {
    expect(await collect(kept(1, [lost, open]))).toMatchObject({
      state: 'fail',
      facts: { gaps: 2, lostGaps: 1, largestGapHours: 2 },
      findings: [
        `From ${timeText(lost.from)} to ${timeText(
          lost.to,
        )}, the Access log is missing and can no longer be read.`,
        expect.stringContaining(`can be read until ${timeText(hoursAgo(-19))}`),
      ],
    });
    expect(await collect(kept(1, [open]))).toMatchObject({ state: 'fail' });
  });

  it('does not pass on one of the logs, but fails on it', async () => {
    const unread = { problem: down };
    expect(await collect(kept(1), unread)).toMatchObject({ state: 'unknown' });
    expect(await collect(kept(1, [lost]), unread)).toMatchObject({
      state: 'fail',
    });
  });

  it('expects no Access log where the plan has none', async () => {
    const problem: CloudflareProblem = { kind: 'not-entitled', message: 'no' };
    const gone = kept(undefined, [lost]);
    const found = await collect(gone, undefined, { zeroTrust: { problem } });
    expect(found).toMatchObject({ state: 'pass', facts: { logs: 1 } });
  });

  it('is stale when that was told long ago', async () => {
    const old = { ...kept(1), observedAt: new Date(hoursAgo(3)) };
    expect(await collect(old)).toMatchObject({ state: 'stale' });
  });
});

describe('globalkey.not-used', () => {
  const event = { time: hoursAgo(48) } as CfAuditEvent;
  const pages = (
    ...given: { items: CfAuditEvent[]; nextCursor?: string }[]
  ) => {
    const list = jest.fn();
    given.forEach(page => list.mockResolvedValueOnce(page));
    list.mockRejectedValue(new Error('nothing more is to be read'));
    return {
      list,
      collect: () =>
        collectFor('globalkey.not-used', {
          entity: accountEntity,
          account: accountWith({ auditLogs: { list } }),
        }),
    };
  };

  it('passes when nothing was found in the whole time', async () => {
    const { list, collect } = pages(
      { items: [], nextCursor: 'more' },
      { items: [] },
    );
    expect(await collect()).toMatchObject({
      state: 'pass',
      facts: { events: 0, lastAt: null },
    });
    expect(list).toHaveBeenCalledTimes(2);
    expect(list).toHaveBeenLastCalledWith(
      {
        since: new Date(hoursAgo(90 * 24)),
        before: NOW,
        actorContext: 'api_key',
      },
      expect.objectContaining({ cursor: 'more', lane: 'background' }),
    );
  });

  it('fails on the first page with events', async () => {
    const { list, collect } = pages({ items: [event], nextCursor: 'more' });
    expect(await collect()).toMatchObject({
      state: 'fail',
      facts: { events: 1, lastAt: event.time },
      atLeast: ['events'],
    });
    expect(list).toHaveBeenCalledTimes(1);
  });

  it('is unknown when the log cannot be read to its end', async () => {
    const found = await collectFor('globalkey.not-used', {
      entity: accountEntity,
      account: accountWith({}),
    });
    expect(found).toMatchObject({ state: 'unknown', reason: down.kind });
  });
});

describe('secrets.centralised', () => {
  const collect = (parameters: JsonObject, lastComplete: Date = NOW) =>
    collectFor('secrets.centralised', {
      entity: resource('workers', 'api', parameters),
      syncs: { workers: { lastComplete } },
    });
  const lastDeployment = { id: 'd' };
  const secrets = (plainTextSuspects: number) => ({
    secrets: { plainTextSuspects, secretText: 2, secretsStore: 1 },
  });

  it('passes without suspects, and counts the secrets', async () => {
    expect(await collect({ lastDeployment, ...secrets(0) })).toMatchObject({
      state: 'pass',
      facts: { plainTextSuspects: 0, secretText: 2, secretsStore: 1 },
    });
  });

  it('fails on suspects', async () => {
    expect(await collect({ lastDeployment, ...secrets(2) })).toMatchObject({
      state: 'fail',
      findings: ['2 plain variables look like secrets.'],
    });
  });

  it('is unknown while the variables are not read', async () => {
    for (const parameters of [{ lastDeployment }, {}]) {
      expect(await collect(parameters)).toMatchObject({
        state: 'unknown',
        reason: 'not-read',
      });
    }
  });

  it('is not applicable where nothing is deployed, and stale with the sync', async () => {
    expect(await collect({ notDeployed: true })).toMatchObject({
      state: 'not-applicable',
    });
    expect(
      await collect({ lastDeployment, ...secrets(0) }, new Date(hoursAgo(3))),
    ).toMatchObject({ state: 'stale' });
  });
});
