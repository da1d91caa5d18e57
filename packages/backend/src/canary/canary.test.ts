import { evidenceKinds } from '@cloudflare-backstage/plugin-cloudflare-common';
import { CanaryClient } from './__testUtils__/CanaryClient';
import { databaseOutputs } from './__testUtils__/databaseOutputs';
import { errorClasses, lockOut } from './__testUtils__/errorClasses';
import { findMarkers, Hit, Output } from './__testUtils__/findMarkers';
import {
  allowed,
  callers,
  MarkerClass,
  markers,
} from './__testUtils__/markers';
import {
  BASE,
  callsOfOthers,
  TabledRoute,
  tabledRoutes,
} from './__testUtils__/routeTable';
import { startCanaryBackend } from './__testUtils__/startCanaryBackend';

jest.setTimeout(180_000);

const MS_PER_HOUR = 3_600_000;

describe('what must not leave', () => {
  let all: Awaited<ReturnType<typeof startCanaryBackend>>;
  let client: CanaryClient;
  let routes: TabledRoute[];
  const made = { bundles: new Array<string>(), jobs: new Array<string>() };

  beforeAll(async () => {
    all = await startCanaryBackend();
    client = new CanaryClient(all.url);
  });
  afterAll(() => all?.stop());

  /** What was found where it must not be, each once. */
  function leaksIn(outputs: readonly Output[]): string[] {
    const leaks = outputs
      .flatMap(findMarkers)
      .filter(({ place, markerClass }) => !allowed[markerClass].includes(place))
      .map(tell);
    return [...new Set(leaks)].sort();
  }

  /** All entities, once the catalog has processed what it was given. */
  async function catalogSettled(): Promise<void> {
    let count = -1;
    for (;;) {
      const { text } = await client.call('service', {
        method: 'get',
        path: '/api/catalog/entities?fields=metadata.name,relations',
      });
      const found = (JSON.parse(text) as object[]).length;
      if (found > 100 && found === count) {
        return;
      }
      count = found;
      await new Promise(resolve => setTimeout(resolve, 1_000));
    }
  }

  it('is in no task, which all run', async () => {
    await all.tasks.run(/:sync$/);
    await catalogSettled();
    await all.tasks.run();
    expect(all.tasks.ids).toEqual(
      expect.arrayContaining([
        'cloudflare:default:sync',
        'cloudflare:posture',
        'cloudflare:default:evidence:access-audit:capture',
        'cloudflare:default:evidence:access-audit',
        'cloudflare-access-hygiene',
        'search_index_software_catalog',
      ]),
    );
    expect(leaksIn(all.recorder.outputs())).toEqual([]);
  });

  it('is in no evidence with people under pseudonyms', async () => {
    const isLog = (kind: string) =>
      ['access-audit', 'account-audit', 'deployment-provenance'].includes(kind);
    const from = new Date(Date.now() - 48 * MS_PER_HOUR).toISOString();
    const to = new Date(Date.now() - 1).toISOString();
    for (const kind of evidenceKinds) {
      const job = await client.order('platform', {
        kind,
        ...(isLog(kind) && { from, to }),
      });
      expect([kind, job]).toMatchObject([kind, { state: 'succeeded' }]);
      made.bundles.push(...job.bundles);
      made.jobs.push(job.id);
    }
    expect(made.bundles.length).toBeGreaterThanOrEqual(evidenceKinds.length);
    expect(leaksIn(client.outputs)).toEqual([]);
  });

  it('is in no answer to anybody, but for those who may see it', async () => {
    const { text } = await client.call('security', {
      method: 'get',
      path: `${BASE}/v1/openapi.json`,
    });
    routes = tabledRoutes(JSON.parse(text).paths, made);
    const statusesTo = new Map<string, Record<string, number[]>>();
    for (const caller of callers) {
      statusesTo.set(caller, await client.walk(caller, routes));
      for (const call of callsOfOthers) {
        await client.call(caller, call);
      }
    }
    expect(leaksIn(client.outputs)).toEqual([]);

    const reachedBy = (caller: string) =>
      Object.entries(statusesTo.get(caller)!)
        .filter(([, statuses]) => statuses.some(status => status < 300))
        .map(([name]) => name);
    const unreached = routes
      .filter(({ name, forServices }) =>
        forServices
          ? !reachedBy('service').includes(name)
          : !reachedBy('security').includes(name),
      )
      .map(({ name }) => name);
    expect(unreached).toEqual([]);
    expect(reachedBy('anonymous')).toEqual(['get /health']);
  });

  it.each(callers)('is found by this search where %s may see it', caller => {
    const seen = new Set(
      client.outputs
        .filter(({ place }) => place === caller)
        .flatMap(findMarkers)
        .map(({ marker }) => marker),
    );
    const visible = (Object.keys(markers) as MarkerClass[])
      .filter(each => allowed[each].includes(caller))
      .flatMap(each => Object.keys(markers[each]));
    expect([...seen].sort()).toEqual([...visible].sort());
  });

  it('is in no table of any database, and in nothing cached', async () => {
    await all.tasks.settled();
    const tables = await databaseOutputs(all.folder);
    expect(new Set(tables.map(({ place }) => place)).size).toBeGreaterThan(2);
    const filled = tables.filter(({ text }) => text).map(({ where }) => where);
    expect(filled).toEqual(
      expect.arrayContaining([
        'cloudflare_sync_resources',
        'evidence_chunks',
        'evidence_log_records',
        'facts',
        'final_entities',
        'posture_current',
      ]),
    );
    expect(leaksIn([...tables, ...all.recorder.outputs()])).toEqual([]);
    const inCache = all.recorder.cachedOutputs().flatMap(findMarkers);
    expect(inCache.length).toBeGreaterThan(0);
  });

  it.each(Object.entries(errorClasses))(
    'is in nothing that is said when %s',
    async (_, injection) => {
      const before = client.outputs.length;
      client.nextRound();
      all.recorder.clearCache();
      const undo = all.simulator.injectFault(injection);
      const statuses = await client.walk('security', routes);
      await all.tasks.run(/^cloudflare:/);
      undo();
      expect(Object.values(statuses).flat().filter(isFailure)).not.toEqual([]);
      expect(leaksIn(client.outputs.slice(before))).toEqual([]);
    },
  );

  it('is in nothing that is said in a lock-out', async () => {
    const before = client.outputs.length;
    client.nextRound();
    all.recorder.clearCache();
    const undo = all.simulator.injectFault({ fault: lockOut });
    const statuses = await client.walk('security', routes);
    undo();
    expect(Object.values(statuses).flat()).toContain(503);
    expect(leaksIn(client.outputs.slice(before))).toEqual([]);
  });

  it('is in nothing that was logged, audited or kept in all this time', async () => {
    await all.tasks.settled();
    const tables = await databaseOutputs(all.folder);
    expect(leaksIn([...tables, ...all.recorder.outputs()])).toEqual([]);
    const places = all.recorder.outputs().map(({ place }) => place);
    expect(places).toEqual(expect.arrayContaining(['logs', 'audit log']));
  });
});

/** What our routes answer when Cloudflare is the reason. */
function isFailure(status: number): boolean {
  return [404, 424, 502, 503].includes(status);
}

function tell({ place, where, markerClass, marker, form }: Hit): string {
  return `${place}: ${markerClass} ${marker} (${form}) in ${where}`;
}
