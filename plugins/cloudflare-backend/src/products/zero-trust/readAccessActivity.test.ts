import { mockCredentials } from '@backstage/backend-test-utils';
import {
  Simulator,
  startSimulator,
} from '@cloudflare-backstage/cloudflare-simulator';
import {
  AccessActivity,
  AccessAuditEvent,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import request from 'supertest';
import { accountOf, startPlugin } from '../../__testUtils__/startPlugin';

const MS_PER_HOUR = 3_600_000;

describe('the activity of Access', () => {
  let simulator: Simulator;
  let get: (path: string) => request.Test;

  async function start(options?: { auditRows?: number }) {
    simulator = await startSimulator(options);
    const { server } = await startPlugin({
      accounts: [await accountOf(simulator)],
    });
    get = path =>
      request(server)
        .get(`/api/cloudflare/v1/zero-trust/access/${path}`)
        .set('Authorization', mockCredentials.user.header());
  }
  afterEach(() => simulator.close());

  const data = ({ body }: request.Response) => body.data as AccessActivity;
  const thisHour = Math.floor(Date.now() / MS_PER_HOUR);
  const hoursAgo = (hours: number) =>
    new Date((thisHour - hours) * MS_PER_HOUR).toISOString();

  it('counts the log-ins of every step', async () => {
    await start();
    const window = `from=${hoursAgo(6)}&to=${hoursAgo(0)}`;
    simulator.account.addAccessRequest({ at: hoursAgo(6) });
    simulator.account.addAccessRequest({ at: hoursAgo(0) });
    const answer = await get(`activity?${window}`);
    expect(answer.status).toBe(200);
    expect(answer.body.meta).toMatchObject({ complete: true, masked: false });
    const { steps, ...rest } = data(answer);
    expect(rest).toEqual({
      from: hoursAgo(6),
      to: hoursAgo(0),
      stepSeconds: 3600,
    });
    const log = await get(`audit?${window}&limit=200`);
    expect(log.body.meta).not.toHaveProperty('nextCursor');
    const logins = (log.body.data as AccessAuditEvent[]).filter(
      ({ action }) => action === 'login',
    );
    expect(logins.length).toBeGreaterThan(10);
    expect(logins.length).toBeLessThan(log.body.data.length);
    expect(logins.some(({ allowed }) => allowed === false)).toBe(true);
    const during = (from: string, allowed: boolean) =>
      logins.filter(
        row =>
          Math.floor(Date.parse(row.occurredAt) / MS_PER_HOUR) ===
            Date.parse(from) / MS_PER_HOUR && row.allowed === allowed,
      ).length;
    expect(steps).toEqual(
      [6, 5, 4, 3, 2, 1].map(hours => ({
        from: hoursAgo(hours),
        allowed: during(hoursAgo(hours), true),
        refused: during(hoursAgo(hours), false),
      })),
    );
    expect(steps[0].allowed).toBeGreaterThan(0);
  });

  it('is of the last 24 hours by default, with the step that still runs', async () => {
    await start();
    const before = Date.now();
    simulator.account.addAccessRequest({ at: new Date(before - 1) });
    const answer = await get('activity');
    const { from, to, steps } = data(answer);
    expect(Date.parse(to)).toBeGreaterThanOrEqual(before);
    expect(Date.parse(to)).toBeLessThanOrEqual(Date.now());
    const hours = (Date.parse(to) - Date.parse(from)) / MS_PER_HOUR;
    expect(hours).toBeGreaterThanOrEqual(24);
    expect(hours).toBeLessThan(25);
    expect(steps).toHaveLength(Math.ceil(hours));
    expect(Date.parse(from) % MS_PER_HOUR).toBe(0);
    const last = steps.filter(
      step => Date.parse(step.from) + MS_PER_HOUR > before - 1,
    );
    expect(last.some(({ allowed }) => allowed > 0)).toBe(true);
  });

  it('widens a window to whole steps, but not into the future', async () => {
    await start();
    const past = await get(
      'activity?from=2026-01-02T03:04:05Z&to=2026-01-02T23:00:00Z&step=86400',
    );
    expect(data(past)).toEqual({
      from: '2026-01-02T00:00:00.000Z',
      to: '2026-01-03T00:00:00.000Z',
      stepSeconds: 86400,
      steps: [{ from: '2026-01-02T00:00:00.000Z', allowed: 0, refused: 0 }],
    });
    const tomorrow = await get(
      `activity?from=${hoursAgo(2)}&to=${hoursAgo(-24)}`,
    );
    expect(Date.parse(data(tomorrow).to)).toBeLessThanOrEqual(Date.now());
    const [last] = data(tomorrow).steps.slice(-1);
    expect(Date.parse(last.from)).toBeLessThanOrEqual(Date.now());
    expect(data(tomorrow).steps.length).toBeGreaterThan(2);
  });

  it('leaves out what it did not read whole, and says so', async () => {
    await start({ auditRows: 20_000 });
    const answer = await get('activity?step=900');
    expect(answer.body.meta).toMatchObject({
      complete: false,
      problems: [{ kind: 'incomplete', product: 'zeroTrust' }],
    });
    const { from, steps } = data(answer);
    expect(steps.length).toBeGreaterThan(2);
    expect(Date.parse(steps[0].from)).toBeGreaterThan(Date.parse(from));
    // One by one, each of them fits into what is read; the last goes on.
    for (const [i, step] of steps.slice(0, -1).entries()) {
      const one = await get(
        `activity?step=900&from=${step.from}&to=${steps[i + 1].from}`,
      );
      expect(one.body.meta.complete).toBe(true);
      expect(data(one).steps).toEqual([step]);
    }
  }, 60_000);

  it.each([
    ['step=60', 'step'],
    ['step=3600.5', 'step'],
    ['step=', 'step'],
    [`from=${hoursAgo(401)}`, '400'],
    [`from=${hoursAgo(31 * 24)}&step=86400`, '30 days'],
    [`from=${hoursAgo(1)}&to=${hoursAgo(2)}`, 'before'],
    [`from=${hoursAgo(-2)}&to=${hoursAgo(-3)}`, 'future'],
  ])('refuses %s', async (query, reason) => {
    await start();
    simulator.resetStatistics();
    const { status, body } = await get(`activity?${query}`);
    expect(status).toBe(400);
    expect(body.error.message).toContain(reason);
    expect(simulator.statistics().total).toBe(0);
  });

  it('reaches back 30 days', async () => {
    await start();
    const answer = await get(`activity?step=21600&from=${hoursAgo(718)}`);
    expect(answer.status).toBe(200);
    expect(data(answer).steps.length).toBeGreaterThan(117);
  });

  it('is a problem when the log cannot be read', async () => {
    await start();
    simulator.refusePermission('Access: Audit Logs Read');
    const { status, body } = await get('activity');
    expect(status).toBe(424);
    expect(body.error).toMatchObject({
      kind: 'forbidden',
      permission: 'Access: Audit Logs Read',
    });
  });
});
