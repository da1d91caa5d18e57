import {
  Simulator,
  startSimulator,
} from '@cloudflare-backstage/cloudflare-simulator';
import { CloudflareAccount } from '@cloudflare-backstage/plugin-cloudflare-node';
import { failingAccount } from '../__testUtils__/failingAccount';
import { accountOf } from '../__testUtils__/startPlugin';
import { AuditCandidates, SoughtDeployment } from './auditCandidates';
import { AuditEvents } from './AuditEvents';
import { readAuditLog, stretchesOf } from './auditLog';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const LOG = 'GET /accounts/{account}/logs/audit';
const now = Date.now();

const sought = (
  name: string,
  deployedAt: number,
  more: Partial<SoughtDeployment> = {},
): SoughtDeployment => ({
  product: 'workers',
  name,
  ids: [],
  deployedAt,
  ...more,
});

describe('the audit events of deployments', () => {
  let simulator: Simulator;
  let account: CloudflareAccount;
  beforeEach(async () => {
    simulator = await startSimulator({ quota: 'off' });
    account = await accountOf(simulator);
  });
  afterEach(() => simulator.close());

  const reads = () => simulator.statistics().byOperation?.[LOG] ?? 0;
  const record = (
    at: number,
    change: Partial<Parameters<Simulator['account']['addAuditEvent']>[0]> = {},
  ) =>
    simulator.account.addAuditEvent({
      at: new Date(at),
      action: 'create',
      product: 'workers',
      resourceType: 'script',
      resourceId: 'shop',
      path: '/workers/scripts/shop/deployments',
      ...change,
    });

  it('are those about the resource within 24 hours, the nearest first', async () => {
    const at = now - 10 * DAY;
    const late = record(at + 20 * HOUR, { action: 'update' });
    const near = record(at + 2000, { actorEmail: 'sam@acme.example' });
    const before = record(at - 23 * HOUR, { result: 'failure' });
    record(at - 25 * HOUR);
    record(at + 25 * HOUR);
    record(at, {
      resourceId: 'shop-staging',
      path: '/workers/scripts/shop-staging/deployments',
    });
    record(at, { product: 'queues', resourceType: 'queue', path: '/queues/1' });
    const { found, problems } = await new AuditEvents().find(account, [
      sought('shop', at),
    ]);
    expect(problems).toEqual([]);
    expect(found).toEqual([
      {
        state: 'found',
        events: [
          {
            id: near,
            time: expect.any(String),
            action: 'create',
            result: 'success',
            actor: 'sam@acme.example',
            actorType: 'user',
            context: 'api_token',
            tokenName: 'ci-deploy',
            deltaSeconds: 2,
            rayId: expect.any(String),
          },
          expect.objectContaining({ id: late, deltaSeconds: 20 * 3600 }),
          expect.objectContaining({ id: before, deltaSeconds: -23 * 3600 }),
        ],
      },
    ]);
  });

  it('are found by an id, by the name in the path of Pages, and in other words of Cloudflare', async () => {
    const at = now - 10 * DAY;
    const byId = record(at, {
      resourceId: 'the-tag',
      product: 'something',
      path: '/something/else',
    });
    const inPath = record(at, {
      product: 'pages',
      resourceId: 'p1',
      path: '/pages/projects/my%20docs/deployments',
    });
    const { found } = await new AuditEvents().find(account, [
      sought('shop', at, { ids: ['the-tag'] }),
      sought('my docs', at, { product: 'pages' }),
      sought('docs', at, { product: 'pages' }),
      sought('constructor', at),
    ]);
    expect(
      found.map(({ state, events }) => [state, events.map(({ id }) => id)]),
    ).toEqual([
      ['found', [byId]],
      ['found', [inPath]],
      ['none', []],
      ['none', []],
    ]);
  });

  it('do not count as found when every attempt failed', async () => {
    const at = now - 10 * DAY;
    record(at, { result: 'failure' });
    const { found } = await new AuditEvents().find(account, [
      sought('shop', at),
    ]);
    expect(found).toMatchObject([{ state: 'none', events: [{}] }]);
  });

  it('take one reading of the log for 50 deployments, shared and kept', async () => {
    const auditEvents = new AuditEvents();
    const deployments = Array.from({ length: 50 }, (_, i) =>
      sought(`worker-${i}`, now - 60 * DAY + i * DAY),
    );
    simulator.resetStatistics();
    const both = await Promise.all([
      auditEvents.find(account, deployments),
      auditEvents.find(account, deployments),
    ]);
    expect(both[0]).toEqual(both[1]);
    expect(both[0].found).toHaveLength(50);
    await auditEvents.find(account, deployments);
    expect(simulator.statistics().total).toBe(1);
  });

  it('do not read the months between two deployments', async () => {
    const windows = [400, 390, 100, 20, 1].map(days => ({
      from: now - days * DAY - DAY,
      to: now - days * DAY + DAY,
    }));
    expect(
      stretchesOf(windows).map(({ from, to }) => (to - from) / DAY),
    ).toEqual([2, 2, 2, 2, 2]);
    expect(
      stretchesOf([
        { from: now - 8 * DAY, to: now - 6 * DAY },
        { from: now - 2 * DAY, to: now },
      ]),
    ).toEqual([{ from: now - 8 * DAY, to: now }]);
  });

  it.each([
    ['recent', now - HOUR, 'unknown'],
    ['too-old', now - 540 * DAY, 'unknown'],
    ['too-old', now - 900 * DAY, 'unknown'],
    [undefined, now - 25 * HOUR, 'none'],
    [undefined, now - 538 * DAY, 'none'],
  ])(
    'are unknown, never none, where the log does not reach: %s',
    async (reason, at, state) => {
      const { found } = await new AuditEvents().find(account, [
        sought('never-deployed', at),
      ]);
      expect(found).toEqual([{ state, events: [], ...(reason && { reason }) }]);
    },
  );

  it('are found in a window that is still open, which is told', async () => {
    const at = now - HOUR;
    record(at);
    const { found } = await new AuditEvents().find(account, [
      sought('shop', at),
    ]);
    expect(found).toMatchObject([{ state: 'found', reason: 'recent' }]);
  });

  it('are unknown where there are more pages than are read', async () => {
    const recent = now - 10 * DAY;
    const older = now - 14 * DAY;
    for (let i = 0; i < 30; i++) {
      record(recent - i * 60_000, {
        resourceId: `other-${i}`,
        path: '/queues',
      });
    }
    const client = {
      ...account.client,
      auditLogs: {
        list: (filter: never, options: object) =>
          account.client.auditLogs.list(filter, { ...options, limit: 10 }),
      },
    };
    const deployments = [
      sought('shop', recent + 2 * DAY),
      sought('shop', older),
    ];
    const read = async (mostPages: number) => {
      const log = await readAuditLog(
        client as CloudflareAccount['client'],
        [{ from: older - DAY, to: recent + 3 * DAY }],
        { mostPages, now },
      );
      const candidates = new AuditCandidates(log);
      return deployments.map(each => candidates.of(each));
    };
    expect(await read(2)).toEqual([
      { state: 'none', events: [] },
      { state: 'unknown', events: [], reason: 'incomplete' },
    ]);
    expect(await read(100)).toEqual([
      { state: 'none', events: [] },
      { state: 'none', events: [] },
    ]);
  });

  it('are unknown where the log repeats itself', async () => {
    const next: Record<string, string> = { first: 'a', a: 'b', b: 'a' };
    const list = jest.fn(async (_, { cursor = 'first' }) => ({
      items: [],
      nextCursor: next[cursor],
    }));
    const client = { ...account.client, auditLogs: { list } };
    const stretch = { from: now - 5 * DAY, to: now - 2 * DAY };
    const { stretches } = await readAuditLog(client, [stretch], {
      mostPages: 100,
      now,
    });
    expect(stretches).toMatchObject([
      { readFrom: stretch.to, problem: { kind: 'incomplete' } },
    ]);
    expect(list).toHaveBeenCalledTimes(3);
  });

  it('are unknown while the log cannot be read, which is tried anew', async () => {
    const problem = { kind: 'forbidden' as const, message: 'not allowed' };
    let time = now;
    const auditEvents = new AuditEvents(() => time);
    const refused = {
      ...failingAccount(problem),
      accountId: account.accountId,
    };
    const deployments = [sought('shop', now - 10 * DAY)];
    expect(await auditEvents.find(refused, deployments)).toEqual({
      found: [{ state: 'unknown', events: [], reason: 'unavailable' }],
      problems: [problem],
    });
    // Not by every request.
    await auditEvents.find(account, deployments);
    expect(reads()).toBe(0);
    time += 16_000;
    const { found } = await auditEvents.find(account, deployments);
    expect(found).toEqual([{ state: 'none', events: [] }]);
  });
});
