import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import {
  COMMIT,
  GITHUB,
  GITLAB,
  WORKERS_BUILDS,
} from '../__fixtures__/environments';
import { runCommand } from '../__fixtures__/runCommand';

jest.setTimeout(60_000);

const RUN =
  'run=https%3A%2F%2Fgithub.com%2Facme%2Fapi%2Factions%2Fruns%2F12345678';

/** What a shell takes for the words of a command line. */
const wordsOfShell = (line: string) =>
  execFileSync('sh', ['-c', `set -- ${line}; printf '%s\\n' "$@"`], {
    encoding: 'utf8',
    env: { PATH: process.env.PATH },
  })
    .trimEnd()
    .split('\n');

/** What wrangler-action takes for them: it splits at spaces outside of quotes. */
const wordsOfAction = (line: string) =>
  [...line.matchAll(/(?:[^ "]|"[^"]*")+/g)].map(([word]) =>
    word.replaceAll('"', ''),
  );

describe('provenance', () => {
  let empty: string;
  const provenance = (args: string[], env: Record<string, string> = {}) =>
    runCommand(['provenance', ...args], env, empty);

  // Outside of a clone.
  beforeAll(() => {
    empty = mkdtempSync(path.join(tmpdir(), 'cli-'));
  });
  afterAll(() => rmSync(empty, { recursive: true, force: true }));

  it('prints arguments of `wrangler deploy` for a shell', async () => {
    const { status, stdout, stderr } = await provenance(
      ['wrangler-args', '--subject', 'Add retries'],
      GITHUB,
    );
    expect(stderr).toBe('');
    expect(wordsOfShell(stdout.trimEnd())).toEqual([
      `--tag=${COMMIT}`,
      `--message=Add retries cf-prov:v1 ${RUN} repo=https%3A%2F%2Fgithub.com%2Facme%2Fapi ref=main actor=sam attempt=1`,
    ]);
    expect(status).toBe(0);
  });

  it('prints arguments of `wrangler pages deploy`', async () => {
    const { status, stdout } = await provenance(
      ['pages-args', '--format', 'lines', '--commit-dirty', 'false'],
      GITLAB,
    );
    expect(stdout.trimEnd().split('\n')).toEqual([
      '--branch=main',
      `--commit-hash=${COMMIT}`,
      expect.stringMatching(
        /^--commit-message=Add retries cf-prov:v1 run=https%3A%2F%2Fgitlab\.com/,
      ),
      '--commit-dirty=false',
    ]);
    expect(status).toBe(0);
  });

  it.each([
    `It's $HOME, "quoted" \`id\` $(id); rm -rf / && echo \\ | cat > x`,
    `" --config=evil.toml "`,
    `'; echo pwned; '`,
    `-x --name=evil !! *`,
    `\n--name=evil`,
    `emoji \u{1F680} … \u2028 --name=evil`,
  ])('keeps the subject %p in its argument, in every form', async subject => {
    const words = async (format: string) => {
      const { status, stdout } = await provenance(
        ['wrangler-args', '--subject', subject, '--format', format],
        GITHUB,
      );
      expect(status).toBe(0);
      return stdout.replace(/\n$/, '');
    };
    const plain: string[] = JSON.parse(await words('json'));
    expect(plain).toHaveLength(2);
    expect(wordsOfShell(await words('shell'))).toEqual(plain);
    expect((await words('lines')).split('\n')).toEqual(plain);

    const output = await words('github-output');
    expect(output).toMatch(/^wrangler-args=--tag=.*$/);
    const line = output.replace('wrangler-args=', '');
    const split = wordsOfAction(line);
    expect(split).toEqual(wordsOfShell(line));
    expect(split).toEqual([
      plain[0],
      expect.stringMatching(/^--message=.* cf-prov:v1 run=/u),
    ]);
  });

  it('does not let the name of a branch leave its argument', async () => {
    const { stdout } = await provenance(
      ['pages-args', '--format', 'github-output'],
      { ...GITHUB, GITHUB_REF_NAME: 'a";$(id)`id`' },
    );
    expect(stdout).not.toMatch(/[`$\\]/);
    expect(wordsOfShell(stdout.trim().replace('pages-args=', ''))[0]).toBe(
      "--branch=a';_(id)'id'",
    );
  });

  it('takes options before the environment, and no empty ones', async () => {
    const { stdout } = await provenance(
      [
        'pages-args',
        ...['--format', 'json', '--commit', 'f'.repeat(40), '--actor', ''],
        ...['--branch', 'production', '--subject', ''],
      ],
      GITHUB,
    );
    expect(JSON.parse(stdout)).toEqual([
      '--branch=production',
      `--commit-hash=${'f'.repeat(40)}`,
      expect.stringMatching(/ ref=main actor=sam /),
    ]);
  });

  it('takes the subject from the clone, and warns of another commit there', async () => {
    const clone = mkdtempSync(path.join(tmpdir(), 'cli-'));
    const git = (...args: string[]) =>
      execFileSync('git', args, {
        cwd: clone,
        encoding: 'utf8',
        env: {
          PATH: process.env.PATH,
          GIT_CONFIG_GLOBAL: '/dev/null',
          GIT_AUTHOR_NAME: 'a',
          GIT_AUTHOR_EMAIL: 'a@acme.example',
          GIT_COMMITTER_NAME: 'a',
          GIT_COMMITTER_EMAIL: 'a@acme.example',
        },
      }).trim();
    try {
      git('init', '-q');
      git('commit', '-q', '--allow-empty', '-m', 'Add retries');
      const head = git('rev-parse', 'HEAD');
      const args = ['provenance', 'wrangler-args', '--format', 'json'];
      const same = await runCommand(
        args,
        { ...GITHUB, GITHUB_SHA: head },
        clone,
      );
      expect(JSON.parse(same.stdout)[1]).toMatch(/^--message=Add retries /);
      expect(same.stderr).toBe('');

      const other = await runCommand(args, GITHUB, clone);
      expect(other.stderr).toContain(`pass --commit ${head}`);
      expect(other.status).toBe(0);
    } finally {
      rmSync(clone, { recursive: true, force: true });
    }
  });

  it('says that Workers Builds needs nothing', async () => {
    const { status, stdout, stderr } = await provenance(
      ['wrangler-args', '--format', 'json'],
      WORKERS_BUILDS,
    );
    expect(JSON.parse(stdout)[0]).toBe(`--tag=${COMMIT}`);
    expect(stderr).toContain('buildsToken');
    expect(status).toBe(0);
  });

  it.each<[string, string[], Record<string, string>, string]>([
    ['no CI', [], {}, 'Pass --commit and --run-url.'],
    ['no run', [], { ...GITHUB, GITHUB_RUN_ID: '' }, 'Pass --run-url.'],
    ['no commit', [], { ...GITHUB, GITHUB_SHA: '' }, 'Pass --commit.'],
    [
      'a short commit',
      ['--commit', 'abcdef1'],
      GITHUB,
      'The commit abcdef1 is abbreviated',
    ],
    ['a commit that is none', ['--commit', 'main'], GITHUB, '--commit has to'],
    ['a run by http', ['--run-url', 'http://x/1'], GITHUB, '--run-url has to'],
    ['an e-mail', ['--actor', 'a@acme.example'], GITHUB, '--actor has to'],
    ['an unknown form', ['--format', 'xml'], GITHUB, 'Allowed choices'],
  ])('has the exit status 2 for %s', async (_, args, env, message) => {
    const { status, stdout, stderr } = await provenance(
      ['wrangler-args', ...args],
      env,
    );
    expect(stderr).toContain(message);
    expect(stdout).toBe('');
    expect(status).toBe(2);
  });
});
