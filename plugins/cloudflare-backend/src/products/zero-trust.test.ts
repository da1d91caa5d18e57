import { mockCredentials } from '@backstage/backend-test-utils';
import {
  Simulator,
  startSimulator,
} from '@cloudflare-backstage/cloudflare-simulator';
import {
  AccessAuditEvent,
  ZeroTrustUser,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import request from 'supertest';
import { accountOf, startPlugin } from '../__testUtils__/startPlugin';

const ANN = mockCredentials.user.header('user:default/ann');
const BOB = mockCredentials.user.header('user:default/bob');

describe('Zero Trust', () => {
  let simulator: Simulator;
  let get: (path: string, user?: string) => request.Test;

  async function start(options?: { auditRows?: number }) {
    simulator = await startSimulator(options);
    const { server } = await startPlugin({
      accounts: [await accountOf(simulator)],
      denied: (permission, userRef) =>
        permission === 'cloudflare.read.personal' &&
        userRef !== 'user:default/ann',
    });
    get = (path, user = ANN) =>
      request(server)
        .get(`/api/cloudflare/v1/zero-trust/${path}`)
        .set('Authorization', user);
  }
  afterEach(() => simulator.close());

  const rows = ({ body }: request.Response) => body.data as AccessAuditEvent[];
  const users = ({ body }: request.Response) => body.data as ZeroTrustUser[];

  describe('the authentication log', () => {
    it('is paged to the end of the last 24 hours, newest first', async () => {
      await start({ auditRows: 500 });
      const all: AccessAuditEvent[] = [];
      let cursor = '';
      do {
        const page = await get(`access/audit?limit=90${cursor}`);
        expect(page.status).toBe(200);
        all.push(...rows(page));
        cursor = page.body.meta.nextCursor
          ? `&cursor=${page.body.meta.nextCursor}`
          : '';
        // What happens meanwhile belongs to another window.
        simulator.account.addAccessRequest({});
      } while (cursor);
      expect(all.length).toBeGreaterThan(180);
      expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
      const times = all.map(({ occurredAt }) => Date.parse(occurredAt));
      expect(times).toEqual([...times].sort((a, b) => b - a));
      expect(Math.min(...times)).toBeGreaterThan(Date.now() - 86_460_000);
      expect(all.some(({ applicationName }) => applicationName)).toBe(true);
    });

    it('can be filtered by each of its fields', async () => {
      await start();
      simulator.account.addAccessRequest({
        action: 'logout',
        userEmail: 'Zoe@acme.example',
        allowed: false,
        ipAddress: '203.0.113.77',
      });
      const [zoe] = rows(await get('access/audit?actor=Zoe@acme.example'));
      expect(zoe).toMatchObject({
        actor: 'Zoe@acme.example',
        action: 'logout',
      });
      const byAction = rows(await get('access/audit?action=LOGOUT'));
      expect(byAction.length).toBeGreaterThan(0);
      expect(byAction.every(({ action }) => action === 'logout')).toBe(true);
      const refused = rows(await get('access/audit?allowed=false'));
      expect(refused.length).toBeGreaterThan(0);
      expect(refused.every(({ allowed }) => allowed === false)).toBe(true);
      for (const target of [zoe.target!, zoe.applicationId!]) {
        const onTarget = rows(await get(`access/audit?target=${target}`));
        expect(onTarget.map(({ id }) => id)).toContain(zoe.id);
        expect(
          onTarget.every(row => row.applicationId === zoe.applicationId),
        ).toBe(true);
      }
      const from = zoe.occurredAt;
      expect(
        rows(await get(`access/audit?to=${encodeURIComponent(from)}`)).map(
          ({ id }) => id,
        ),
      ).not.toContain(zoe.id);
      const byRay = rows(await get(`access/audit?ray=${zoe.rayId}`));
      expect(byRay.map(({ id }) => id)).toEqual([zoe.id]);
      expect(rows(await get('access/audit?target=nowhere.example'))).toEqual(
        [],
      );
    });

    it('takes a pseudonym from who may not see addresses', async () => {
      await start();
      simulator.account.addAccessRequest({
        userEmail: 'zoe@acme.example',
        ipAddress: '203.0.113.77',
      });
      const [masked] = rows(await get('access/audit?limit=1', BOB));
      expect(masked).toMatchObject({
        actor: expect.stringMatching(/^u_[0-9a-f]{12}@acme\.example$/),
        ipAddress: '203.0.113.0/24',
      });
      const path = `access/audit?actor=${masked.actor}`;
      expect(rows(await get(path, BOB)).map(({ id }) => id)).toEqual([
        masked.id,
      ]);
      const [clear] = rows(await get(path, ANN));
      expect(clear).toMatchObject({
        id: masked.id,
        actor: 'zoe@acme.example',
        ipAddress: '203.0.113.77',
      });
    });

    it('says where it stopped searching, and goes on from there', async () => {
      await start({ auditRows: 12_000 });
      const now = Date.now();
      simulator.account.addAccessRequest({
        at: new Date(now - 23.9 * 3_600_000),
        action: 'rare',
      });
      const first = await get('access/audit?action=rare');
      expect(first.status).toBe(200);
      expect(rows(first)).toEqual([]);
      expect(first.body.meta).toMatchObject({
        complete: false,
        problems: [{ kind: 'incomplete' }],
        nextCursor: expect.any(String),
      });
      let found: AccessAuditEvent[] = [];
      let cursor = first.body.meta.nextCursor;
      for (let i = 0; cursor && i < 20; i++) {
        const next = await get(`access/audit?action=rare&cursor=${cursor}`);
        found = [...found, ...rows(next)];
        cursor = next.body.meta.nextCursor;
      }
      expect(found).toHaveLength(1);
      expect(cursor).toBeUndefined();
    }, 60_000);

    it('does without the names of applications', async () => {
      await start();
      simulator.refusePermission('Access: Apps and Policies Read');
      const answer = await get('access/audit');
      expect(answer.status).toBe(200);
      expect(rows(answer).length).toBeGreaterThan(0);
      expect(answer.body.meta.complete).toBe(false);
      expect(answer.body.meta.problems[0]).toMatchObject({
        kind: 'forbidden',
        permission: 'Access: Apps and Policies Read',
      });
      expect(rows(answer)[0]).not.toHaveProperty('applicationName');
    });
  });

  describe('the users', () => {
    it('come with their log-ins and devices', async () => {
      await start();
      simulator.account.addAccessRequest({
        userEmail: 'SAM@acme.example',
        allowed: false,
      });
      const answer = await get('users?limit=500');
      const sam = users(answer).find(
        ({ email }) => email === 'sam@acme.example',
      );
      expect(sam).toMatchObject({
        name: 'Sam Doe',
        accessSeat: true,
        logins: { refused: expect.any(Number), last: expect.any(String) },
      });
      expect(sam!.logins!.refused).toBeGreaterThan(0);
      expect(sam!.devices!.map(({ name }) => name)).toContain('sam-mbp');
      expect(answer.body.meta.complete).toBe(true);
    });

    it('were last logged in when the log says so, and not by logging out', async () => {
      await start();
      simulator.account.addAccessRequest({
        userEmail: 'guest@other.example',
        at: new Date(Date.now() - 3_600_000),
      });
      simulator.account.addAccessRequest({
        userEmail: 'guest@other.example',
        action: 'logout',
      });
      const found = users(await get('users?limit=500'));
      const guest = found.find(({ email }) => email?.startsWith('guest'));
      expect(guest!.logins).toMatchObject({ allowed: 1, refused: 0 });
      expect(Date.parse(guest!.logins!.last!)).toBeLessThan(
        Date.now() - 3_500_000,
      );
      const since = Date.now() - 86_400_000;
      for (const { email, logins, lastSuccessfulLogin } of found) {
        const inWindow = Date.parse(lastSuccessfulLogin ?? '') >= since;
        expect([email, inWindow || email === guest!.email]).toEqual([
          email,
          logins!.allowed > 0,
        ]);
      }
    });

    it('include those whom only the log knows', async () => {
      await start();
      simulator.account.addAccessRequest({ userEmail: 'guest@other.example' });
      const guest = users(await get('users')).find(
        ({ email }) => email === 'guest@other.example',
      );
      expect(guest).toEqual({
        email: 'guest@other.example',
        logins: { allowed: 1, refused: 0, last: expect.any(String) },
        devices: [],
      });
    });

    it('are paged from one reading', async () => {
      await start();
      const all = users(await get('users?limit=500'));
      const first = await get('users?limit=10');
      simulator.resetStatistics();
      const paged = [...users(first)];
      let cursor = first.body.meta.nextCursor;
      while (cursor) {
        const next = await get(`users?limit=10&cursor=${cursor}`);
        paged.push(...users(next));
        cursor = next.body.meta.nextCursor;
      }
      expect(simulator.statistics().total).toBe(0);
      expect(new Set(paged.map(({ email }) => email)).size).toBe(paged.length);
      expect(paged.length).toBe(all.length);
    });

    it('leave out what could not be read, and say so', async () => {
      await start();
      simulator.injectFault({
        operation: /physical-devices/,
        fault: { type: 'status', status: 403 },
      });
      const answer = await get('users');
      expect(answer.status).toBe(200);
      expect(answer.body.meta.complete).toBe(false);
      expect(answer.body.meta.problems).toHaveLength(1);
      for (const user of users(answer)) {
        expect(user).not.toHaveProperty('devices');
        expect(user).toHaveProperty('logins');
      }
    });

    it('do not count log-ins in a log that is too long to read', async () => {
      await start({ auditRows: 20_000 });
      const answer = await get('users');
      expect(answer.body.meta.problems).toEqual([
        expect.objectContaining({ kind: 'incomplete' }),
      ]);
      expect(users(answer).length).toBeGreaterThan(0);
      for (const user of users(answer)) {
        expect(user).not.toHaveProperty('logins');
      }
    }, 60_000);

    it('are a problem when nothing can be read', async () => {
      await start();
      simulator.injectFault({ fault: { type: 'status', status: 500 } });
      const { status, body } = await get('users');
      expect(status).toBe(503);
      expect(body.error.kind).toBe('unavailable');
    });
  });
});
