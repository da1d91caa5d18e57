import { Estate, partOf } from '../__testUtils__/estate';
import { CloudflareSync } from '../CloudflareSync';
import { browserRenderingIngestion } from './browser-rendering';

jest.setTimeout(120_000);

const SESSIONS = 'GET /accounts/{account}/browser-rendering/devtools/session';

describe('the entity of Browser Rendering', () => {
  let estate: Estate;
  let sync: CloudflareSync;
  beforeAll(async () => {
    estate = await Estate.start({ resources: { browserRendering: 300 } });
    sync = await estate.process({ products: ['workers', 'browserRendering'] });
    await estate.run(sync);
  });
  afterAll(() => estate.close());

  const spec = () =>
    estate.entity('browserRendering', 'cf-browser-rendering').spec as any;

  it('is one for the account, and takes one request', () => {
    expect(estate.names('browserRendering')).toEqual(['cf-browser-rendering']);
    expect(estate.simulator.statistics().byOperation[SESSIONS]).toBe(1);
  });

  it('tells the usage of the last 24 hours, rounded', () => {
    expect(spec().parameters.usageWindow).toEqual({
      hours: 24,
      browserSecondsApprox: expect.any(Number),
      mostSessionsApprox: expect.any(Number),
      apiCallsApprox: expect.any(Number),
    });
    const { browserSecondsApprox } = spec().parameters.usageWindow;
    expect(browserSecondsApprox).toBe(
      Number(browserSecondsApprox.toPrecision(2)),
    );
  });

  it('is bound by Workers', () => {
    const worker = estate.entity('workers', 'cf-worker-acme-reports');
    expect((worker.spec as any).dependsOn).toContain(
      'resource:default/cf-browser-rendering',
    );
    expect(spec().parameters).not.toHaveProperty('orphan');
  });

  it('is not written again when sessions come and go', async () => {
    estate.simulator.account.addResource('browserRendering', 'new');
    const run = await estate.run(sync);
    expect(partOf(run, 'browserRendering')).toMatchObject({ changed: 0 });
    expect(estate.catalog.mutations).toEqual([]);
  });

  it('stays when sessions may not be read, and the run says why', async () => {
    estate.simulator.refusePermission('Browser Rendering Read');
    const run = await estate.run(sync);
    expect(partOf(run, 'browserRendering').problems).toMatchObject([
      { permission: 'Browser Rendering Read' },
    ]);
    expect(estate.names('browserRendering')).toEqual(['cf-browser-rendering']);
  });
});

describe('the usage of an entity', () => {
  const measure = (browserRendering: object) =>
    browserRenderingIngestion.measure!([{ id: 'a' }], {
      browserRendering,
    } as any);
  const unread = { complete: false, rows: [] };
  const empty = { complete: true, rows: [] };

  it('is not zero where Cloudflare tells nothing', () => {
    const measured = measure({
      browserTime: empty,
      concurrency: unread,
      apiCalls: { complete: true, rows: [{ calls: 1234 }, { calls: 1 }] },
    });
    expect(measured?.get('a')).toEqual({
      usageWindow: { hours: 24, apiCallsApprox: 1200 },
    });
  });

  it('tells no number of sessions where no hour does', () => {
    const measured = measure({
      browserTime: empty,
      concurrency: { complete: true, rows: [{ averageSessions: 1 }] },
      apiCalls: empty,
    });
    expect(measured?.get('a')).toEqual({ usageWindow: { hours: 24 } });
  });

  it('stays what it was when nothing could be read', () => {
    expect(
      measure({ browserTime: unread, concurrency: unread, apiCalls: unread }),
    ).toBeUndefined();
  });
});
