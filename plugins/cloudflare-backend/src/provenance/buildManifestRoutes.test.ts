import { mockCredentials } from '@backstage/backend-test-utils';
import {
  Simulator,
  startSimulator,
} from '@cloudflare-backstage/cloudflare-simulator';
import request from 'supertest';
import { failingAccount } from '../__testUtils__/failingAccount';
import { accountOf, startPlugin } from '../__testUtils__/startPlugin';

// The SDK takes seconds to load on a busy machine.
jest.setTimeout(60_000);

const PATH = '/api/cloudflare/v1/provenance/manifests';
const COMMIT = '1a2b3c4d5e6f708192a3b4c5d6e7f8091a2b3c4d';
const RUN = 'https://github.com/acme/shop/actions/runs/1';
const USER = mockCredentials.user.header();

const manifest = {
  product: 'workers',
  name: 'acme-experiment',
  deploymentId: 'd1',
  commitSha: COMMIT,
  ciRunUrl: RUN,
};
const account = failingAccount({ kind: 'unavailable', message: 'not asked' });

async function start(options: Partial<Parameters<typeof startPlugin>[0]> = {}) {
  const { server, audited } = await startPlugin({
    accounts: [account],
    ...options,
  });
  const post = (body: unknown, header = USER) =>
    request(server)
      .post(PATH)
      .set('Authorization', header)
      .send(body as object);
  const get = (query: string, header = USER) =>
    request(server).get(`${PATH}?${query}`).set('Authorization', header);
  return { server, audited, post, get };
}

describe('handing in a build manifest', () => {
  let shared: Awaited<ReturnType<typeof start>>;
  beforeAll(async () => {
    shared = await start();
  });

  it('answers what is stored, and the same when it comes again', async () => {
    const { post } = await start();
    const first = await post({
      ...manifest,
      ciRunUrl: `${RUN}/`,
      repositoryUrl: 'https://github.com/acme/shop.git',
      unknown: 'is left aside',
    });
    expect(first.status).toBe(200);
    expect(first.body.data).toEqual({
      ...manifest,
      account: 'default',
      repositoryUrl: 'https://github.com/acme/shop',
      receivedAt: expect.any(String),
    });
    const again = await post({
      ...manifest,
      account: 'default',
      repositoryUrl: 'https://github.com/acme/shop',
    });
    expect(again.status).toBe(200);
    expect(again.body.data).toEqual(first.body.data);
  });

  it('refuses another one for the same deployment, and keeps the first', async () => {
    const { post, get } = await start();
    await post(manifest);
    const other = await post({
      ...manifest,
      commitSha: COMMIT.replace('1', '2'),
    });
    expect([other.status, other.body.error.name]).toEqual([
      409,
      'ConflictError',
    ]);
    const { body } = await get('product=workers&name=acme-experiment');
    expect(body.data).toMatchObject([{ commitSha: COMMIT }]);
    expect(body.data).toHaveLength(1);
  });

  it.each<[string, object]>([
    ['product', { product: 'queues' }],
    ['name', { name: '' }],
    ['name', { name: '..' }],
    ['deploymentId', { deploymentId: 'a/b' }],
    ['deploymentId', { deploymentId: undefined }],
    ['commitSha', { commitSha: COMMIT.slice(0, 12) }],
    ['ciRunUrl', { ciRunUrl: undefined }],
    ['ciRunUrl', { ciRunUrl: 'http://github.com/acme/shop/actions/runs/1' }],
    ['ciRunUrl', { ciRunUrl: `https://someone:secret@github.com/acme` }],
    ['ciRunUrl', { ciRunUrl: `${RUN}?token=secret` }],
    ['ciRunUrl', { ciRunUrl: `${RUN}#fragment` }],
    ['ciRunUrl', { ciRunUrl: `https://a.example/${'x'.repeat(2100)}` }],
    ['repositoryUrl', { repositoryUrl: 'git@github.com:acme/shop.git' }],
    ['ref', { ref: 'for someone@acme.example' }],
    ['ref', { ref: 'wip/someone@acme.example' }],
    ['pullRequest', { pullRequest: 'seven' }],
    ['actor', { actor: 'someone@acme.example' }],
    ['attempt', { attempt: 2 }],
    ['artifactSha256', { artifactSha256: 'A'.repeat(64) }],
  ])('refuses a wrong %s: %j', async (field, change) => {
    const { post, get } = shared;
    const { status, body, text } = await post({ ...manifest, ...change });
    expect([status, body.error.message]).toEqual([
      400,
      expect.stringContaining(`'${field}'`),
    ]);
    expect(text).not.toMatch(/secret|someone/);
    const { body: listed } = await get('product=workers&name=acme-experiment');
    expect(listed.data).toEqual([]);
  });

  it('refuses a body beyond 16 KiB, and an account that is not configured', async () => {
    const { post } = await start();
    const large = await post({ ...manifest, more: 'x'.repeat(17_000) });
    expect(large.status).toBe(413);
    const unknown = await post({ ...manifest, account: 'elsewhere' });
    expect(unknown.status).toBe(400);
  });

  it('answers a caller only so many times a minute', async () => {
    const { post } = await start();
    let answer = await post(manifest);
    for (let i = 0; answer.status === 200 && i < 1_000; i++) {
      answer = await post(manifest);
    }
    expect(answer.status).toBe(429);
    expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
    const service = await post(manifest, mockCredentials.service.header());
    expect(service.status).toBe(200);
  });

  it('is in the audit log, stored or refused', async () => {
    const { post, audited } = await start();
    await post(manifest);
    await post({ ...manifest, ref: 'main' });
    const who = { account: 'default', product: 'workers', deploymentId: 'd1' };
    expect(audited).toMatchObject([
      { eventId: 'provenance-manifest', outcome: 'success', done: who },
      { eventId: 'provenance-manifest', outcome: 'fail', done: who },
    ]);
    const denied = await start({ denied: ['cloudflare.submit.provenance'] });
    expect((await denied.post(manifest)).status).toBe(403);
    expect(denied.audited).toMatchObject([
      { eventId: 'provenance-manifest', outcome: 'fail' },
    ]);
  });
});

describe('the list of build manifests', () => {
  it('takes the permission of its product', async () => {
    const { get } = await start({ denied: ['cloudflare.read.pages'] });
    expect((await get('product=workers&name=a')).status).toBe(200);
    const { status, body } = await get('product=pages&name=a');
    expect([status, body.error.message]).toEqual([
      403,
      expect.stringContaining('cloudflare.read.pages'),
    ]);
  });

  it('is paged', async () => {
    const { get, post } = await start();
    for (const deploymentId of ['d1', 'd2', 'd3']) {
      await post({ ...manifest, deploymentId });
    }
    const list = 'product=workers&name=acme-experiment&limit=2';
    const first = await get(list);
    const rest = await get(`${list}&cursor=${first.body.meta.nextCursor}`);
    expect(rest.body.meta.nextCursor).toBeUndefined();
    const ids = [...first.body.data, ...rest.body.data].map(
      ({ deploymentId }) => deploymentId,
    );
    expect(ids.sort()).toEqual(['d1', 'd2', 'd3']);
    expect((await get('name=acme-experiment')).status).toBe(400);
  });
});

describe('a build manifest in the lists of deployments', () => {
  let simulator: Simulator;
  beforeEach(async () => {
    simulator = await startSimulator();
  });
  afterEach(() => simulator.close());

  async function startWithSimulator() {
    const acme = await accountOf(simulator);
    const { server, post } = await start({ accounts: [acme] });
    const list = async (path: string) => {
      const { body } = await request(server)
        .get(`/api/cloudflare/v1/${path}/deployments`)
        .set('Authorization', USER);
      return body;
    };
    return { client: acme.client, post, list };
  }
  const told = {
    commitSha: COMMIT,
    ciRunUrl: RUN,
    provenance: {
      state: 'complete',
      sources: { commitSha: 'manifest', ciRunUrl: 'manifest' },
    },
  };

  it('completes a Worker by the id of its deployment or of its version', async () => {
    simulator.account.addWorker('acme-experiment');
    const deploymentId = simulator.account.deploy('acme-experiment');
    const { client, post, list } = await startWithSimulator();
    const { items } = await client.workers.deployments('acme-experiment');
    await post({ ...manifest, deploymentId });
    await post({ ...manifest, deploymentId: items[1].versions[0].id });
    const { data, meta } = await list('workers/acme-experiment');
    expect(data).toMatchObject([told, told]);
    // Without the credential for Workers Builds nothing is missing.
    expect(meta.complete).toBe(true);
  });

  it('contradicts what else is known, which is told', async () => {
    const { client, post, list } = await startWithSimulator();
    const { items } = await client.workers.deployments('acme-reports');
    await post({
      ...manifest,
      name: 'acme-reports',
      deploymentId: items[0].id,
    });
    const [{ provenance }] = (await list('workers/acme-reports')).data;
    expect(provenance).toMatchObject({
      state: 'conflict',
      commitSha: COMMIT,
      conflicts: [
        {
          field: 'commitSha',
          values: [{ source: 'manifest', value: COMMIT }, { source: 'tag' }],
        },
      ],
    });
  });

  it('completes a direct upload to Pages, and no other project of that id', async () => {
    simulator.account.addPagesProject('acme-experiment');
    const deploymentId = simulator.account.deployPages('acme-experiment');
    const { post, list } = await startWithSimulator();
    await post({ ...manifest, deploymentId });
    await post({
      ...manifest,
      name: 'acme-docs',
      product: 'pages',
      deploymentId,
    });
    const before = await list('pages/acme-experiment');
    expect(before.data).toMatchObject([{ provenance: { state: 'partial' } }]);
    await post({ ...manifest, product: 'pages', deploymentId });
    // Another backend: this one may answer what it read a moment ago.
    const again = await startWithSimulator();
    await again.post({ ...manifest, product: 'pages', deploymentId });
    const { data } = await again.list('pages/acme-experiment');
    expect(data).toMatchObject([told]);
  });
});
