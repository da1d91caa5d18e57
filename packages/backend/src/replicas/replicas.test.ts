import { verifiedChain } from './__testUtils__/chains';
import { lockRow, waitingToUpdate } from './__testUtils__/databaseLocks';
import { killAtWork, leasesEnd } from './__testUtils__/killedReplica';
import { Answered, Replica } from './__testUtils__/Replica';
import { BUDGET } from './__testUtils__/replicaConfig';
import { ended, Replicas } from './__testUtils__/Replicas';
import { sharedServers } from './__testUtils__/sharedServers';
import { startReplicas } from './__testUtils__/startReplicas';
import { until } from './__testUtils__/until';

jest.setTimeout(240_000);

const MS_PER_HOUR = 3_600_000;
/** In which each replica has looked for tasks that are due. */
const SCHEDULER_MS = 6_000;
/** In which each replica has looked for the newest evaluation. */
const BOARD_MS = 1_100;
/** By which evidence is told whose token collected it. */
const CREDENTIAL_REQUESTS = 2;

const SYNC = 'cloudflare:default:sync';
const POSTURE = 'cloudflare:posture';
const SEALING = 'cloudflare:default:evidence:access-audit';
const DEPLOYMENTS =
  'GET /accounts/{account}/workers/scripts/{script}/deployments';

const servers = sharedServers();

(servers ? describe : describe.skip)('two replicas', () => {
  let all: Replicas;
  let a: Replica;
  let b: Replica;

  beforeAll(async () => {
    all = await startReplicas(servers!);
    ({ a, b } = all);
  });
  afterAll(() => all?.stop());

  const sleep = (ms: number) => new Promise(resolve => setTimeout(resolve, ms));

  /** A full hour that is over since so many hours. */
  const hourAgo = (hours: number) => {
    const now = Date.now();
    const to = now - (now % MS_PER_HOUR) - hours * MS_PER_HOUR;
    return {
      from: new Date(to - MS_PER_HOUR).toISOString(),
      to: new Date(to).toISOString(),
    };
  };

  it('run what is due in both in one of them', async () => {
    for (const replica of [a, b]) {
      const tasks = {
        ...(await replica.workers('catalog')),
        ...(await replica.workers('cloudflare')),
      };
      expect(Object.keys(tasks)).toEqual(
        expect.arrayContaining([SYNC, POSTURE, SEALING]),
      );
    }
    all.simulator.resetStatistics();
    await all.triggerInBoth('catalog', SYNC);
    await until(async () => ended(await all.syncRuns(), 1));
    // Due since the start, once there is something to evaluate.
    await until(async () => ended(await all.evaluations(), 1));
    await all.triggerInBoth('cloudflare', SEALING);
    await Promise.all([sleep(SCHEDULER_MS), until(() => all.sealed())]);

    const runs = await all.syncRuns();
    expect(runs).toMatchObject([{ outcome: 'succeeded' }]);
    const evaluations = await all.evaluations();
    expect(evaluations).toMatchObject([{ outcome: 'finished' }]);
    const pages = await all.capturedPages();
    expect(pages).not.toEqual([]);
    expect(pages).toEqual([...new Set(pages)]);
    // Nothing was asked of Cloudflare but by them.
    expect(all.simulator.statistics().total).toBeLessThanOrEqual(
      runs[0].requests +
        evaluations[0].requests +
        pages.length +
        CREDENTIAL_REQUESTS,
    );
    const { bundles, problems } = await verifiedChain(a, b);
    expect(problems).toEqual([]);
    expect(bundles).toHaveLength(1);
  });

  it('answer from one cache, by what a caller may see', async () => {
    const read = async (replica: Replica, group: string) => {
      const before = all.requests(DEPLOYMENTS);
      const { status, body } = await replica.get(
        '/workers/acme-checkout/deployments',
        group,
      );
      expect(status).toBe(200);
      return { data: body.data, asked: all.requests(DEPLOYMENTS) - before };
    };
    const clear = await read(a, 'security');
    expect(JSON.stringify(clear.data)).toContain('pat@acme.example');
    expect(clear.asked).toBeGreaterThan(0);
    expect(await read(b, 'security')).toEqual({ ...clear, asked: 0 });

    const masked = await read(b, 'platform');
    expect(JSON.stringify(masked.data)).not.toContain('pat@');
    expect(masked.asked).toBeGreaterThan(0);
    expect(await read(a, 'platform')).toEqual({ ...masked, asked: 0 });
    expect(await read(b, 'security')).toEqual({ ...clear, asked: 0 });
  });

  it('seal into one chain at the same time', async () => {
    const before = await verifiedChain(a, b);
    const { stream } = before;
    const seal = (replica: Replica, hours: number) => {
      const { from, to } = hourAgo(hours);
      return replica.get(
        `/zero-trust/export/audit?from=${from}&to=${to}`,
        'security',
      );
    };
    /** Both are about to move the head of the chain, and then may. */
    const together = async (ofA: number, ofB: number): Promise<Answered[]> => {
      const table = 'evidence_streams';
      const letGo = await lockRow(all.cloudflare, table, { stream });
      const sealing = Promise.all([seal(a, ofA), seal(b, ofB)]);
      await until(
        async () => (await waitingToUpdate(all.cloudflare, table)) === 2,
      );
      await letGo();
      return sealing;
    };
    for (const [ofA, ofB] of [
      [1, 2],
      [4, 3],
      [5, 6],
    ]) {
      const sealed = await together(ofA, ofB);
      expect(sealed.map(({ status }) => status)).toEqual([200, 200]);
    }
    const [one, other] = await together(7, 7);
    expect(one.status).toBe(200);
    expect(other.bytes).toEqual(one.bytes);
    const { bundles, problems } = await verifiedChain(b, a);
    expect(problems).toEqual([]);
    expect(bundles).toHaveLength(before.bundles.length + 7);
  });

  it('tell the same of posture, whichever evaluated it', async () => {
    const told = async (replica: Replica) => {
      const posture = await replica.get('/posture', 'security');
      const results = await replica.get(
        '/posture/results?check=globalkey.not-used',
        'security',
      );
      return { posture: posture.body.data, results: results.body.data };
    };
    // Each has the evaluation before in memory.
    const before = await told(a);
    expect(await told(b)).toEqual(before);
    all.simulator.account.addAuditEvent({
      action: 'update',
      actorContext: 'api_key',
      product: 'workers',
      resourceType: 'script',
      resourceId: 'acme-api',
      path: '/workers/scripts/acme-api',
    });
    await all.triggerInBoth('cloudflare', POSTURE);
    await until(async () => ended(await all.evaluations(), 2));
    await sleep(BOARD_MS);
    const after = await told(a);
    const { events } = before.results[0].facts;
    expect(after.results[0].facts.events).toBe(events + 1);
    expect(after.posture).not.toEqual(before.posture);
    expect(await told(b)).toEqual(after);
    expect(await all.evaluations()).toHaveLength(2);
  });

  it('stay within the quota of Cloudflare together', async () => {
    // Alone, each would believe that it may use most of it.
    const quota = { requests: 150, windowSeconds: 8 };
    all.simulator.setQuota(quota);
    all.simulator.resetStatistics();
    await all.triggerInBoth('catalog', SYNC);
    // Each page of another size is a request of its own.
    const sizes = Array.from({ length: 240 }, (_, index) => 100 + index);
    const readKeys = async (replica: Replica) => {
      for (let size = sizes.pop(); size; size = sizes.pop()) {
        const { status } = await replica.get(
          `/kv/acme-cache/keys?limit=${size}`,
          'security',
        );
        expect(status).toBe(200);
      }
    };
    await Promise.all([a, b, a, b, a, b].map(readKeys));
    const runs = await until(async () => ended(await all.syncRuns(), 2));
    expect(runs[1].outcome).toBe('succeeded');
    const { total, rateLimited, unexpected } = all.simulator.statistics();
    expect(total).toBeGreaterThan(quota.requests);
    expect(rateLimited).toBe(0);
    expect(unexpected).toBe(0);
    all.simulator.setQuota(BUDGET);
  });

  it('take over what one was about when it was killed', async () => {
    const before = {
      chain: await verifiedChain(a, b),
      entities: await b.entityNames('Resource'),
      runs: await all.syncRuns(),
    };
    all.simulator.account.addWorker('acme-late');
    const evidence = hourAgo(8);
    const job = await killAtWork(all, {
      stream: before.chain.stream,
      evidence,
    });
    // What was not sealed is not there, and the chain as it was.
    expect(await verifiedChain(b)).toEqual(before.chain);

    await leasesEnd(all);
    const { data: done } = await until(async () => {
      const { body } = await b.get(`/evidence/jobs/${job}`, 'security');
      return body.data.state !== 'running' && body.data.state !== 'queued'
        ? body
        : undefined;
    });
    expect(done).toMatchObject({
      state: 'succeeded',
      bundles: [expect.any(String)],
    });
    const { bundles, problems } = await verifiedChain(b);
    expect(problems).toEqual([]);
    expect(bundles.slice(0, -1)).toEqual(before.chain.bundles);
    expect(bundles.at(-1)).toMatchObject({ id: done.bundles[0] });

    const kept = async () => {
      const names = await b.entityNames('Resource');
      return before.entities.filter(name => !names.includes(name));
    };
    const runs = await until(async () => {
      expect(await kept()).toEqual([]);
      return ended(await all.syncRuns(), before.runs.length + 2);
    });
    const outcomes = runs.slice(-2).map(({ outcome }) => outcome);
    expect(outcomes).toEqual(['failed', 'succeeded']);
    const names = await until(async () => {
      const found = await b.entityNames('Resource');
      return found.length > before.entities.length ? found : undefined;
    });
    expect(await kept()).toEqual([]);
    expect(names.filter(name => !before.entities.includes(name))).toEqual([
      'cf-worker-acme-late',
    ]);
  });
});
