import { examplesWrittenAt } from '../fixtures';
import { type Simulator, startSimulator } from '../Simulator';
import { ask, resultOf } from '../__testUtils__/ask';

let simulator: Simulator;
beforeEach(async () => {
  simulator = await startSimulator({ now: examplesWrittenAt });
});
afterEach(() => simulator.close());

const deploymentsOf = async (name: string) =>
  (await resultOf(simulator, `/workers/scripts/${name}/deployments`))
    .deployments;

const scriptOf = async (name: string) =>
  (await resultOf(simulator, '/workers/scripts')).find(
    ({ id }: { id: string }) => id === name,
  );

describe('changes of Workers', () => {
  it('adds, deploys and removes', async () => {
    const { account } = simulator;
    account.addWorker('acme-new', { tags: ['team:data'] });
    expect(await deploymentsOf('acme-new')).toHaveLength(1);
    const before = await scriptOf('acme-new');
    const id = account.deploy('acme-new', { version: { tag: 'abcdef0' } });
    const [active, previous] = await deploymentsOf('acme-new');
    expect(active.id).toBe(id);
    expect(active.created_on > previous.created_on).toBe(true);
    const after = await scriptOf('acme-new');
    expect(after.modified_on > before.modified_on).toBe(true);
    expect(after.etag).not.toBe(before.etag);

    account.removeWorker('acme-new');
    expect(await scriptOf('acme-new')).toBeUndefined();
    const gone = await ask(simulator, '/workers/scripts/acme-new/deployments');
    expect(gone.status).toBe(404);
    expect(gone.body.errors[0].code).toBe(10007);
  });

  it('gives a Worker that was added again another id', async () => {
    const { account } = simulator;
    account.addWorker('acme-new');
    const { tag } = await scriptOf('acme-new');
    account.removeWorker('acme-new');
    account.addWorker('acme-new');
    expect((await scriptOf('acme-new')).tag).not.toBe(tag);
  });

  it('uploads without deploying, then deploys gradually', async () => {
    const { account } = simulator;
    const [{ versions: served }] = await deploymentsOf('acme-embedder');
    const id = account.uploadVersion('acme-embedder', { message: 'next' });
    expect((await deploymentsOf('acme-embedder'))[0].versions).toEqual(served);
    account.deploy('acme-embedder', {
      versions: [
        { id: served[0].version_id, percentage: 80 },
        { id, percentage: 20 },
      ],
    });
    const [active] = await deploymentsOf('acme-embedder');
    expect(active.versions).toEqual([
      { version_id: served[0].version_id, percentage: 80 },
      { version_id: id, percentage: 20 },
    ]);
  });

  it('rolls back to the version before', async () => {
    const { account } = simulator;
    const [first] = await deploymentsOf('acme-reports');
    account.deploy('acme-reports');
    account.rollback('acme-reports');
    const [active] = await deploymentsOf('acme-reports');
    expect(active.versions).toEqual(first.versions);
    expect(active.annotations['workers/triggered_by']).toBe('rollback');
  });

  it('changes a secret without changing the script', async () => {
    const before = await scriptOf('acme-reports');
    simulator.account.changeSecret('acme-reports', 'TOKEN');
    const after = await scriptOf('acme-reports');
    expect(after.etag).toBe(before.etag);
    expect(after.modified_on > before.modified_on).toBe(true);
    const secrets = await resultOf(
      simulator,
      '/workers/scripts/acme-reports/secrets',
    );
    expect(secrets).toEqual([{ name: 'TOKEN', type: 'secret_text' }]);
  });

  it('refuses a version that does not exist, and changes nothing', async () => {
    const before = await deploymentsOf('acme-reports');
    expect(() =>
      simulator.account.deploy('acme-reports', {
        versions: [{ id: 'nonsense', percentage: 100 }],
      }),
    ).toThrow('Version not found.');
    expect(await deploymentsOf('acme-reports')).toEqual(before);
  });

  it('leaves a trace in the audit log', async () => {
    const { account } = simulator;
    account.deploy('acme-reports', { authorEmail: 'eve@acme.example' });
    account.removeWorker('acme-embedder');
    const [removed, deployed] = await resultOf(
      simulator,
      '/logs/audit?since=2026-11-22T00:15:00Z&before=2026-11-23',
    );
    expect(removed).toMatchObject({
      action: { type: 'delete', result: 'success' },
      resource: { product: 'workers', id: 'acme-embedder' },
    });
    expect(deployed).toMatchObject({
      actor: { email: 'eve@acme.example' },
      resource: { id: 'acme-reports' },
    });
  });

  it('adds domains, routes and tags', async () => {
    const { account } = simulator;
    account.addWorkerDomain('acme-reports', 'reports.acme.example');
    account.addWorkerRoute('acme.example/reports/*', 'acme-reports');
    account.setWorkerTags('acme-reports', ['team:ai']);
    const domains = await resultOf(simulator, '/workers/domains');
    expect(domains).toContainEqual(
      expect.objectContaining({
        hostname: 'reports.acme.example',
        service: 'acme-reports',
        zone_name: 'acme.example',
      }),
    );
    const [zone] = await resultOf(simulator, '~/zones');
    const routes = await resultOf(
      simulator,
      `~/zones/${zone.id}/workers/routes`,
    );
    expect(routes).toContainEqual(
      expect.objectContaining({
        pattern: 'acme.example/reports/*',
        script: 'acme-reports',
      }),
    );
    const tagged = await resultOf(simulator, '/tags/resources');
    expect(
      tagged.find(({ name }: { name: string }) => name === 'acme-reports').tags,
    ).toEqual({ team: 'ai', system: 'assistant' });
  });
});

describe('changes of Pages', () => {
  it('moves the live deployment only with a successful production one', async () => {
    const { account } = simulator;
    account.addPagesProject('acme-new', { repository: 'acme/new' });
    const get = () => resultOf(simulator, '/pages/projects/acme-new');
    expect((await get()).canonical_deployment).toBeNull();
    const live = account.deployPages('acme-new', {
      commitHash: 'a'.repeat(40),
    });
    account.deployPages('acme-new', { outcome: 'failure' });
    const preview = account.deployPages('acme-new', {
      environment: 'preview',
      branch: 'next',
    });
    const project = await get();
    expect(project.canonical_deployment.id).toBe(live);
    expect(project.latest_deployment.id).toBe(preview);
    const failed = await resultOf(
      simulator,
      '/pages/projects/acme-new/deployments?env=production',
    );
    expect(failed[0].latest_stage).toMatchObject({
      name: 'build',
      status: 'failure',
    });
    account.removePagesProject('acme-new');
    const gone = await ask(simulator, '/pages/projects/acme-new');
    expect(gone.body.errors[0].code).toBe(8000007);
  });
});

describe('changes of Access', () => {
  it('adds rows, applications and policies', async () => {
    const { account } = simulator;
    account.addAccessRequest({
      userEmail: 'eve@acme.example',
      application: 'admin.acme.example',
      allowed: false,
    });
    const [row] = await resultOf(
      simulator,
      '/access/logs/access_requests?limit=1&direction=desc',
    );
    expect(row).toMatchObject({
      user_email: 'eve@acme.example',
      app_domain: 'admin.acme.example',
      allowed: false,
    });
    const policy = account.addAccessPolicy('On call');
    account.addAccessApplication('Pager', {
      reusablePolicies: [policy],
      ownPolicies: ['Managers'],
    });
    const policies = await resultOf(simulator, '/access/policies');
    expect(policies).toContainEqual(
      expect.objectContaining({ name: 'On call', app_count: 1 }),
    );
    const apps = await resultOf(simulator, '/access/apps');
    const pager = apps.find(({ name }: { name: string }) => name === 'Pager');
    expect(pager.policies.map((p: any) => [p.name, p.reusable])).toEqual([
      ['On call', true],
      ['Managers', false],
    ]);
    account.removeAccessPolicy('On call');
    account.removeAccessApplication('Pager');
    expect(await resultOf(simulator, '/access/policies')).toHaveLength(
      policies.length - 1,
    );
    expect(await resultOf(simulator, '/access/apps')).toHaveLength(
      apps.length - 1,
    );
  });
});
