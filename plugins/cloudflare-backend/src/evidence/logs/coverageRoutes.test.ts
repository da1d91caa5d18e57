import {
  coreServices,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import {
  Simulator,
  startSimulator,
} from '@cloudflare-backstage/cloudflare-simulator';
import { EvidenceCoverage } from '@cloudflare-backstage/plugin-cloudflare-common';
import request from 'supertest';
import { accountOf, startPlugin } from '../../__testUtils__/startPlugin';

// The SDK takes seconds to load on a busy machine.
jest.setTimeout(60_000);

const user = mockCredentials.user.header();
/** The account's audit log, after the end of a day. */
const SETTLES_AFTER = 3_600_000;
const MS_PER_DAY = 86_400_000;

describe('GET /v1/evidence/coverage', () => {
  let simulator: Simulator;
  beforeAll(async () => {
    simulator = await startSimulator();
  });
  afterAll(() => simulator.close());

  const start = async (denied: string[] = []) => {
    const scheduler = mockServices.scheduler();
    const { server } = await startPlugin({
      features: [
        createServiceFactory({
          service: coreServices.scheduler,
          deps: {},
          factory: () => scheduler,
        }),
      ],
      accounts: [await accountOf(simulator)],
      denied,
      cloudflareConfig: { evidence: { accessLogRetention: { days: 30 } } },
    });
    const get = (path: string) =>
      request(server)
        .get(`/api/cloudflare/v1${path}`)
        .set('Authorization', user);
    return { get, scheduler };
  };

  it('tells of each log what can still be read', async () => {
    const { get } = await start();
    const { status, body } = await get('/evidence/coverage');
    expect(status).toBe(200);
    const [access, account] = body.data as EvidenceCoverage[];
    expect(access).toMatchObject({
      account: 'default',
      kind: 'access-audit',
      retentionHours: 720,
      covered: [],
    });
    expect(access.gaps.map(({ state }) => state)).toEqual(['open']);
    expect(access).not.toHaveProperty('lastReadAt');
    expect(access).not.toHaveProperty('since');
    expect(account.kind).toBe('account-audit');
    expect(account.days).toHaveLength(30);
    expect(account.gaps.map(({ state }) => state)).toEqual(['open']);
  });

  it('counts what was sealed', async () => {
    const { get } = await start();
    const made = await get('/zero-trust/export/audit?download=json');
    expect(made.status).toBe(200);
    const { body } = await get('/evidence/coverage?kind=access-audit');
    const [{ days, covered, lastReadAt, since }] =
      body.data as EvidenceCoverage[];
    const { window } = made.body.snapshot;
    expect(covered).toEqual([window]);
    expect(since).toBe(window.from);
    expect(days).toContainEqual({
      day: window.from.slice(0, 10),
      state: 'sealed',
      bundle: expect.any(String),
    });
    expect(Date.parse(lastReadAt!)).toBeGreaterThan(Date.now() - 60_000);
  });

  it('tells what is lost of a time that is asked for', async () => {
    const { get } = await start();
    const from = new Date(Date.now() - 40 * 86_400_000).toISOString();
    const { body } = await get(
      `/evidence/coverage?kind=access-audit&from=${from}`,
    );
    const [{ gaps, window }] = body.data as EvidenceCoverage[];
    expect(Date.parse(window.from)).toBe(Date.parse(from));
    expect(gaps.map(({ state }) => state)).toEqual(['lost', 'open']);
  });

  it('grows by the schedules', async () => {
    const { get, scheduler } = await start();
    await scheduler.triggerTask('cloudflare:default:evidence:account-audit');
    const { body } = await get('/evidence/coverage?kind=account-audit');
    const [{ days, gaps }] = body.data as EvidenceCoverage[];
    expect(gaps).toEqual([]);
    const settled = Date.now() - SETTLES_AFTER;
    expect(days.map(({ state }) => state)).toEqual(
      days.map(({ day }) =>
        Date.parse(day) + MS_PER_DAY > settled ? 'unsealed' : 'sealed',
      ),
    );
    const listed = await get('/evidence?kind=account-audit&limit=100');
    expect(listed.body.data.length).toBeGreaterThanOrEqual(29);
  });

  it('leaves out what the caller may not read, and says so', async () => {
    const { get } = await start(['cloudflare.read.zerotrust']);
    const { body } = await get('/evidence/coverage');
    expect(body.data.map(({ kind }: EvidenceCoverage) => kind)).toEqual([
      'account-audit',
    ]);
    expect(body.meta.problems).toEqual([
      expect.objectContaining({
        message: expect.stringContaining("'cloudflare.read.zerotrust'"),
      }),
    ]);
    const refused = await start(['cloudflare.export.evidence']);
    expect((await refused.get('/evidence/coverage')).status).toBe(403);
  });

  it.each([
    ['kind=inventory', /kind/],
    ['to=2126-01-01T00:00:00Z', /'to'/],
    ['from=2020-01-01T00:00:00Z', /366 days/],
  ])('refuses %s', async (query, why) => {
    const { get } = await start();
    const { status, body } = await get(`/evidence/coverage?${query}`);
    expect(status).toBe(400);
    expect(body.error.message).toMatch(why);
  });
});
