import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, IncomingMessage, Server } from 'node:http';
import { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { COMMIT, GITHUB } from '../__fixtures__/environments';
import { runCommand } from '../__fixtures__/runCommand';

jest.setTimeout(60_000);

const ID = '0d9a7c1e-4b2f-4c8d-9e6a-7f5b3a1c2d4e';
const DEPLOYMENT = ['--product', 'pages', '--name', 'acme-web'];
const MANIFEST = {
  product: 'pages',
  name: 'acme-web',
  deploymentId: ID,
  commitSha: COMMIT,
  ciRunUrl: 'https://github.com/acme/api/actions/runs/12345678',
  repositoryUrl: 'https://github.com/acme/api',
  ref: 'main',
  actor: 'sam',
  attempt: '1',
};

const wranglerSaid = (...entries: object[]) =>
  `${['{"type":"wrangler-session","version":1}']
    .concat(entries.map(entry => JSON.stringify({ version: 1, ...entry })))
    .join('\n')}\n`;
const pages = {
  type: 'pages-deploy-detailed',
  pages_project: 'acme-web',
  deployment_id: ID,
};
const worker = {
  type: 'deploy',
  worker_name: 'acme-api',
  version_id: '7b1b9c0e-2f5b-4a57-9a55-0c9d7a3e1f01',
};

describe('provenance manifest', () => {
  let scratch: string;
  let server: Server;
  let url: string;
  let asked: { request: IncomingMessage; body: string }[];
  let answer: { status: number; body: unknown };

  const manifest = (args: string[], env: Record<string, string> = {}) =>
    runCommand(
      ['provenance', 'manifest', ...args],
      { ...GITHUB, ...env },
      scratch,
    );
  const output = (text: string) => {
    const file = path.join(scratch, 'wrangler.ndjson');
    writeFileSync(file, text);
    return { WRANGLER_OUTPUT_FILE_PATH: file };
  };

  beforeAll(async () => {
    scratch = mkdtempSync(path.join(tmpdir(), 'cli-'));
    server = createServer((request, response) => {
      let body = '';
      request.setEncoding('utf8').on('data', text => {
        body += text;
      });
      request.on('end', () => {
        asked.push({ request, body });
        response
          .writeHead(answer.status, {
            'content-type': 'application/json',
            ...(answer.status === 302 && { location: 'https://acme.example/' }),
          })
          .end(JSON.stringify(answer.body));
      });
    });
    await new Promise<void>(resolve => {
      server.listen(0, '127.0.0.1', resolve);
    });
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  beforeEach(() => {
    asked = [];
    answer = { status: 200, body: {} };
  });
  afterAll(async () => {
    await new Promise(resolve => {
      server.close(resolve);
    });
    rmSync(scratch, { recursive: true, force: true });
  });

  it('prints the manifest of a deployment', async () => {
    const { status, stdout } = await manifest([
      ...DEPLOYMENT,
      ...['--deployment-id', ID, '--account', 'eu'],
      ...['--artifact-sha256', 'ab'.repeat(32)],
    ]);
    expect(JSON.parse(stdout)).toEqual({
      ...MANIFEST,
      account: 'eu',
      artifactSha256: 'ab'.repeat(32),
    });
    expect(status).toBe(0);
  });

  it.each<[string, object[], string[], object]>([
    ['a Pages deployment', [pages], [], MANIFEST],
    [
      'a Worker',
      [worker],
      [],
      {
        product: 'workers',
        name: 'acme-api',
        deploymentId: worker.version_id,
      },
    ],
    [
      'the last of several',
      [
        { ...worker, type: 'version-upload', version_id: 'earlier' },
        {
          type: 'version-deploy',
          worker_name: 'acme-api',
          deployment_id: 'd2',
        },
      ],
      [],
      { name: 'acme-api', deploymentId: 'd2' },
    ],
    ['the chosen one', [worker, pages], ['--product', 'pages'], MANIFEST],
    [
      'one without a name',
      [{ ...worker, worker_name: null }],
      ['--name', 'acme-api'],
      { name: 'acme-api', deploymentId: worker.version_id },
    ],
  ])('reads from wrangler’s output %s', async (_, entries, args, expected) => {
    const { status, stdout } = await manifest(
      args,
      output(wranglerSaid(...entries)),
    );
    expect(JSON.parse(stdout)).toMatchObject(expected);
    expect(status).toBe(0);
  });

  it.each<[string, string, RegExp]>([
    ['several', wranglerSaid(worker, pages), /several deployments.*Choose/],
    ['none', wranglerSaid({ type: 'command-failed' }), /no such deployment/],
    ['none that is valid', 'not JSON\n{}\n', /no such deployment/],
    [
      'one without a name',
      wranglerSaid({ ...pages, pages_project: null }),
      /"name" is missing\. Pass --name/,
    ],
  ])('says what to do when wrangler tells of %s', async (_, text, message) => {
    const { status, stderr } = await manifest([], output(text));
    expect(stderr).toMatch(message);
    expect(status).toBe(2);
  });

  it('says what to set when wrangler wrote nothing', async () => {
    const { status, stderr } = await manifest([], {
      WRANGLER_OUTPUT_FILE_PATH: path.join(scratch, 'nothing'),
    });
    expect(stderr).toContain('Set WRANGLER_OUTPUT_FILE_PATH for the step');
    expect(status).toBe(2);
    const other = await manifest(['--product', 'queues']);
    expect(other.stderr).toContain('--product has to be workers or pages');
    expect(other.status).toBe(2);
    const bare = await manifest(DEPLOYMENT);
    expect(bare.stderr).toContain('--deployment-id');
    expect(bare.status).toBe(2);
  });

  const token = 'secret-token-of-ci';
  const post = (to = url, env: Record<string, string> = {}) =>
    manifest([...DEPLOYMENT, '--deployment-id', ID, '--post', to], {
      BACKSTAGE_TOKEN: token,
      ...env,
    });

  it('hands the manifest in', async () => {
    const { status, stdout, stderr } = await post(`${url}/backstage/`);
    expect(stderr).toContain('Backstage has the manifest.');
    expect(JSON.parse(stdout)).toEqual(MANIFEST);
    expect(status).toBe(0);
    expect(asked).toHaveLength(1);
    const [{ request, body }] = asked;
    expect(request.method).toBe('POST');
    expect(request.url).toBe(
      '/backstage/api/cloudflare/v1/provenance/manifests',
    );
    expect(request.headers).toMatchObject({
      authorization: `Bearer ${token}`,
      'content-type': 'application/json',
    });
    expect(JSON.parse(body)).toEqual(MANIFEST);
  });

  it.each([
    [400, /does not accept the manifest\. \(400: no ….\)/],
    [401, /does not know the token/],
    [403, /cloudflare\.submit\.provenance/],
    [404, /without \/api/],
    [409, /manifests never change/],
    [302, /redirect/],
    [503, /safe to try again/],
  ])('explains a %d, and never prints the token', async (code, message) => {
    answer = {
      status: code,
      body: { error: { message: `no ${token}\u001b` } },
    };
    const { status, stdout, stderr } = await post();
    expect(stderr).toMatch(message);
    expect(stderr).not.toContain('\u001b');
    expect(stdout + stderr).not.toContain(token);
    expect(stdout).toBe('');
    expect(status).toBe(1);
    expect(asked).toHaveLength(1);
  });

  it('says when Backstage cannot be reached', async () => {
    const { status, stderr } = await post('http://127.0.0.1:1');
    expect(stderr).toMatch(/127\.0\.0\.1:1 could not be reached \(\w+\)/);
    expect(stderr).not.toContain(token);
    expect(status).toBe(1);
  });

  it.each([
    ['http elsewhere', 'http://backstage.acme.example', {}, /https/],
    ['user info', 'https://a:b@backstage.acme.example', {}, /user info/],
    ['no address', 'backstage', {}, /--post has to be/],
    ['another scheme', 'ftp://127.0.0.1/', {}, /https/],
    ['no token', undefined, { BACKSTAGE_TOKEN: '' }, /Set BACKSTAGE_TOKEN/],
    ['a broken token', undefined, { BACKSTAGE_TOKEN: `${token}\né` }, /cannot/],
  ])('sends nothing with %s', async (_, to, env, message) => {
    const { status, stdout, stderr } = await post(to, env);
    expect(stderr).toMatch(message);
    expect(stdout + stderr).not.toContain(token);
    expect(status).toBe(2);
    expect(asked).toEqual([]);
  });
});
