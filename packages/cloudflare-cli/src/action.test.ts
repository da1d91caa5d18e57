import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { COMMIT, GITHUB } from './__fixtures__/environments';

jest.setTimeout(60_000);

const BIN = require.resolve('../bin/cloudflare-backstage');
const ACTION = path.resolve(
  BIN,
  '../../../../.github/actions/cloudflare-provenance/action.yml',
);
const text = readFileSync(ACTION, 'utf8');

/** The scripts of the steps, by their ids. */
const scripts = Object.fromEntries(
  [...text.matchAll(/ {4}- id: (\w+)\n[^]*? {6}run: \|\n((?: {8}.*\n)+)/g)].map(
    ([, id, script]) => [id, script],
  ),
);

describe('the action cloudflare-provenance', () => {
  let scratch: string;

  /** Runs a step as the runner does; gives what it writes to its outputs. */
  const runStep = (id: string, env: Record<string, string>) => {
    const output = path.join(scratch, 'output');
    writeFileSync(output, '');
    execFileSync(
      'bash',
      ['--noprofile', '--norc', '-eo', 'pipefail', '-c', scripts[id]],
      {
        cwd: scratch,
        stdio: ['ignore', 'pipe', 'pipe'],
        env: {
          PATH: `${scratch}:${process.env.PATH}`,
          CLI: '@cloudflare-backstage/cloudflare-cli@0',
          GITHUB_OUTPUT: output,
          ...GITHUB,
          ...env,
        },
      },
    );
    return readFileSync(output, 'utf8');
  };

  beforeAll(() => {
    scratch = mkdtempSync(path.join(tmpdir(), 'cli-'));
    const npx = path.join(scratch, 'npx');
    // In place of the registry, what is here.
    writeFileSync(
      npx,
      `#!/bin/sh
[ "$1 $2" = "--yes @cloudflare-backstage/cloudflare-cli@0" ] || exit 9
shift 2
exec "${process.execPath}" "${BIN}" "$@"
`,
    );
    chmodSync(npx, 0o755);
  });
  afterAll(() => rmSync(scratch, { recursive: true, force: true }));

  it('lets no input become part of a script', () => {
    expect(Object.keys(scripts)).toEqual(['arguments', 'manifest']);
    expect(Object.values(scripts).join('')).not.toContain('${{');
  });

  it('gives every input to a step', () => {
    const [, declared] = /^inputs:\n([^]*?)^outputs:/m.exec(text)!;
    const names = [...declared.matchAll(/^ {2}([\w-]+):$/gm)].map(
      ([, name]) => name,
    );
    expect(names.length).toBeGreaterThan(5);
    expect(
      names.filter(name => !text.includes(`\${{ inputs.${name} }}`)),
    ).toEqual([]);
  });

  it('outputs the arguments', () => {
    const lines = runStep('arguments', {
      SUBJECT: 'Say "hi" to $USER',
      COMMIT: '',
      BRANCH: 'production',
    })
      .trimEnd()
      .split('\n');
    expect(lines).toEqual([
      expect.stringMatching(
        `^wrangler-args=--tag=${COMMIT} "--message=Say 'hi' to _USER cf-prov:v1 run=.*"$`,
      ),
      expect.stringMatching(
        `^pages-args=--branch=production --commit-hash=${COMMIT} "--commit-message=`,
      ),
    ]);
  });

  it('fails when the manifest cannot be handed in', () => {
    const wranglerOutput = path.join(scratch, 'wrangler.ndjson');
    writeFileSync(
      wranglerOutput,
      '{"type":"deploy","version":1,"worker_name":"acme-api","version_id":"v1"}\n',
    );
    expect(() =>
      runStep('manifest', {
        COMMIT: '',
        BACKSTAGE_URL: 'http://127.0.0.1:1',
        BACKSTAGE_TOKEN: 'secret-token-of-ci',
        WRANGLER_OUTPUT: wranglerOutput,
        PRODUCT: '',
        NAME: '',
        DEPLOYMENT_ID: '',
        ACCOUNT: '',
      }),
    ).toThrow(/127\.0\.0\.1:1 could not be reached/);
  });
});
