import { exampleBodies, examplesWrittenAt } from './fixtures';
import { restrictedMarkers, secretMarkers } from './fixtures/secretMarkers';
import { type Simulator, startSimulator } from './Simulator';
import { ask, resultOf } from './__testUtils__/ask';
import { everyAnswer } from './__testUtils__/everyAnswer';

const running: Simulator[] = [];
async function start(options?: Parameters<typeof startSimulator>[0]) {
  const simulator = await startSimulator(options);
  running.push(simulator);
  return simulator;
}
afterAll(() => Promise.all(running.map(simulator => simulator.close())));

async function deploymentsOf(simulator: Simulator, name: string) {
  const path = `/workers/scripts/${name}/deployments`;
  return (await resultOf(simulator, path)).deployments;
}

describe('the example bodies', () => {
  let simulator: Simulator;
  beforeAll(async () => {
    simulator = await start({ now: examplesWrittenAt, auditRows: 2 });
  });

  const version = exampleBodies.workersBetaWorkersVersionsGet.result.id;
  it.each([
    ['/workers/scripts', exampleBodies.workersScriptsList],
    [
      '/workers/scripts/acme-api/deployments',
      exampleBodies.workersScriptsDeploymentsList,
    ],
    ['~/zones?per_page=50', exampleBodies.zonesList],
    ['/tokens', exampleBodies.accountsTokensList],
    ['/pages/projects', exampleBodies.pagesProjectsList],
    ['/access/users', exampleBodies.accessUsers],
    ['/devices/physical-devices', exampleBodies.devicesPhysicalDevices],
    ['/access/logs/access_requests', exampleBodies.accessLogsAccessRequests],
  ])('holds every item of the example in %s', async (path, example: any) => {
    const { body } = await ask(simulator, path);
    const { success, errors, messages } = example;
    expect(body).toMatchObject({ success, errors, messages });
    const listed = body.result.deployments ?? body.result;
    const expected = example.result.deployments ?? example.result;
    expect(expected.length).toBeGreaterThan(0);
    for (const item of expected) expect(listed).toContainEqual(item);
  });

  it('verifies the token as in the example', async () => {
    const { body } = await ask(simulator, '/tokens/verify');
    expect(body).toEqual(exampleBodies.tokensVerify);
  });

  it('says null for the latest deployment of a project that has one', async () => {
    const [{ latest_deployment: latest, canonical_deployment: canonical }] =
      await resultOf(simulator, '/pages/projects');
    expect(latest).toBeNull();
    expect(canonical.id).toBe('f64788e9-fccd-4d4a-a28a-cb84f88f6c01');
  });

  it('holds the deployments of the Pages example and the live one', async () => {
    const { body } = await ask(
      simulator,
      '/pages/projects/acme-web/deployments',
    );
    expect(body.result).toHaveLength(4);
    for (const item of exampleBodies.pagesProjectsDeploymentsList.result) {
      expect(body.result).toContainEqual(item);
    }
  });

  it('serves version, settings and build of the example', async () => {
    const { bindings, ...fields } =
      exampleBodies.workersBetaWorkersVersionsGet.result;
    const byName = await resultOf(
      simulator,
      `/workers/workers/acme-api/versions/${version}`,
    );
    expect(byName).toMatchObject(fields);
    expect(byName.bindings).toEqual(expect.arrayContaining(bindings));
    const tag = exampleBodies.workersBetaWorkersList.result[0].id;
    expect(
      await resultOf(simulator, `/workers/workers/${tag}/versions/${version}`),
    ).toEqual(byName);
    const settings = await resultOf(
      simulator,
      '/workers/scripts/acme-api/settings',
    );
    expect(settings.bindings).toEqual(
      expect.arrayContaining(
        exampleBodies.workersScriptsSettings.result.bindings,
      ),
    );
    const builds = await ask(
      simulator,
      `/builds/builds?version_ids=${version}`,
      {
        token: simulator.buildsToken,
      },
    );
    expect(builds.body).toEqual(exampleBodies.buildsByVersionIds);
  });

  it('serves the newer list of Workers', async () => {
    const { body } = await ask(simulator, '/workers/workers?per_page=100');
    const [example] = exampleBodies.workersBetaWorkersList.result;
    const { tags, references, ...fields } = example;
    const item = body.result.find(
      ({ id }: { id: string }) => id === example.id,
    );
    expect(item).toMatchObject(fields);
    expect(item.tags).toEqual(expect.arrayContaining(tags));
    expect(item.references.domains).toEqual(references.domains);
  });

  it('serves the audit log', async () => {
    const result = await resultOf(
      simulator,
      '/logs/audit?since=2026-11-20&before=2026-11-21',
    );
    for (const entry of exampleBodies.accountsLogsAuditList.result) {
      expect(result).toContainEqual(entry);
    }
  });
});

describe('the seeded account', () => {
  it('is the same for the same now, byte for byte', async () => {
    const now = new Date('2030-05-06T07:08:09Z');
    const [a, b] = [await start({ now }), await start({ now })];
    for (const path of [
      '/workers/scripts',
      '/workers/workers?per_page=100',
      '/workers/scripts/acme-checkout/versions',
      '/pages/projects',
      '/access/logs/access_requests?limit=1000',
      '/access/apps',
      '/logs/audit?since=2030-01-01&before=2031-01-01',
      '/tags/resources',
    ]) {
      expect((await ask(a, path)).text).toBe((await ask(b, path)).text);
    }
  });

  it('lies before now, and recent', async () => {
    const simulator = await start();
    const [row] = await resultOf(
      simulator,
      '/access/logs/access_requests?limit=1',
    );
    const age = Date.now() - Date.parse(row.created_at);
    expect(age).toBeGreaterThan(0);
    expect(age).toBeLessThan(3_600_000);
  });

  it('has every way in which a Worker may have been deployed', async () => {
    const simulator = await start({ now: examplesWrittenAt });
    const versionOf = (name: string, id: string) =>
      resultOf(simulator, `/workers/workers/${name}/versions/${id}`);
    const [gradual] = await deploymentsOf(simulator, 'acme-api');
    expect(gradual.versions.map((v: any) => v.percentage)).toEqual([90, 10]);
    const [rollback, bad, good] = await deploymentsOf(
      simulator,
      'acme-checkout',
    );
    expect(rollback.annotations['workers/triggered_by']).toBe('rollback');
    expect(rollback.versions).toEqual(good.versions);
    expect(rollback.versions).not.toEqual(bad.versions);

    const uploaded = await resultOf(
      simulator,
      '/workers/workers/acme-web-router/versions',
    );
    const [active] = await deploymentsOf(simulator, 'acme-web-router');
    expect(uploaded[0].id).not.toBe(active.versions[0].version_id);

    const [secret] = await deploymentsOf(simulator, 'acme-auth');
    const secretVersion = await versionOf(
      'acme-auth',
      secret.versions[0].version_id,
    );
    expect(secretVersion.annotations).toEqual({
      'workers/triggered_by': 'secret',
    });

    const [conflicting] = await deploymentsOf(simulator, 'acme-ingest');
    const [{ version_id: id }] = conflicting.versions;
    const { annotations } = await versionOf('acme-ingest', id);
    const builds = await ask(simulator, `/builds/builds?version_ids=${id}`, {
      token: simulator.buildsToken,
    });
    const { commit_hash: built } =
      builds.body.result.builds[id].build_trigger_metadata;
    expect(annotations['workers/tag']).toMatch(/^[0-9a-f]{40}$/);
    expect(annotations['workers/tag']).not.toBe(built);

    const [told] = await deploymentsOf(simulator, 'acme-embedder');
    expect(told.annotations['workers/message']).toContain(
      'cf-prov:v1 run=https://github.com/acme/embedder/actions/runs/',
    );

    const [bare] = await deploymentsOf(simulator, 'acme-worker-consumer');
    const bareVersion = await versionOf(
      'acme-worker-consumer',
      bare.versions[0].version_id,
    );
    expect(Object.keys(bareVersion.annotations)).toEqual([
      'workers/triggered_by',
    ]);

    expect(await deploymentsOf(simulator, 'acme-edge-experiments')).toEqual([]);
  });

  it('answers what its readers must drop, or show to few', async () => {
    const simulator = await start({ now: examplesWrittenAt, quota: 'off' });
    const [build] = await deploymentsOf(simulator, 'acme-assistant');
    const answers = await Promise.all([
      ask(simulator, '/logs/audit?since=2026-01-01&before=2027-01-01'),
      ask(
        simulator,
        `/builds/builds?version_ids=${build.versions[0].version_id}`,
        { token: simulator.buildsToken },
      ),
      ask(simulator, '/access/logs/access_requests?limit=400'),
      ask(simulator, '/analytics_engine/sql', {
        method: 'POST',
        headers: { 'content-type': 'text/plain' },
        body: 'SELECT blob1, index1\nFROM acme_analytics\nLIMIT 9 FORMAT JSON',
      }),
      ask(
        simulator,
        '/storage/kv/namespaces/9c8b7a6f5e4d3c2b1a09f8e7d6c5b4a3/bulk/get',
        {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ keys: ['user/42?x=é'] }),
        },
      ),
    ]);
    answers.push(...(await everyAnswer(simulator)));
    const text = answers.map(answer => answer.text).join();
    const markers = { ...secretMarkers, ...restrictedMarkers };
    expect(
      Object.values(markers).filter(marker => !text.includes(marker)),
    ).toEqual([]);
  });

  it('binds Workers only to Workers that exist', async () => {
    const simulator = await start({ now: examplesWrittenAt });
    const scripts = await resultOf(simulator, '/workers/scripts');
    const names = scripts.map(({ id }: { id: string }) => id);
    const targets = new Set<string>();
    for (const name of names) {
      const { bindings } = await resultOf(
        simulator,
        `/workers/scripts/${name}/settings`,
      );
      for (const { type, service } of bindings) {
        if (type === 'service') targets.add(service);
      }
    }
    expect(targets.size).toBeGreaterThan(3);
    expect(names).toEqual(expect.arrayContaining([...targets]));
  });

  it('holds 5,000 Workers', async () => {
    const simulator = await start({ workers: 5000, quota: 'off' });
    const { body } = await ask(simulator, '/workers/scripts');
    expect(body.result).toHaveLength(5000);
    expect(body.result_info).toBeUndefined();
    const newer = await ask(simulator, '/workers/workers?per_page=100&page=50');
    expect(newer.body.result).toHaveLength(100);
    expect(newer.body.result_info).toMatchObject({
      total_count: 5000,
      total_pages: 50,
    });
    const names = new Set(body.result.map(({ id }: { id: string }) => id));
    const tags = new Set(body.result.map(({ tag }: { tag: string }) => tag));
    expect(names.size).toBe(5000);
    // One item of the list has no tag at all.
    expect(tags.size).toBe(5000);
  });

  it('holds as many Pages projects and log rows as asked for', async () => {
    const simulator = await start({ pagesProjects: 34, auditRows: 2500 });
    const { body } = await ask(simulator, '/pages/projects?page=4');
    expect(body.result).toHaveLength(4);
    expect(body.result_info.total_count).toBe(34);
    const pages = await Promise.all(
      [1, 2, 3, 4].map(page =>
        resultOf(
          simulator,
          `/access/logs/access_requests?limit=1000&page=${page}`,
        ),
      ),
    );
    expect(pages.map(rows => rows.length)).toEqual([1000, 1000, 500, 0]);
  });
});
