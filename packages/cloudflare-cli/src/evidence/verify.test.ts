import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { runCommand } from '../__fixtures__/runCommand';
import { STREAM, WrittenBundle, writeChain } from '../__fixtures__/writeChain';

jest.setTimeout(60_000);

const verify = (...args: string[]) =>
  runCommand(['evidence', 'verify', ...args]);
const lines = (text: string, label: string) =>
  text.split('\n').filter(line => line.startsWith(label));

describe('evidence verify', () => {
  let scratch: string;
  let key: string;
  let bundles: WrittenBundle[];

  const copied = (from: string, name: string) => {
    const target = path.join(scratch, name);
    cpSync(from, target, { recursive: true });
    return target;
  };
  const change = (file: string, from: string, to: string) => {
    const text = readFileSync(file, 'latin1');
    expect(text).toContain(from);
    writeFileSync(file, text.replace(from, to), 'latin1');
  };

  beforeAll(async () => {
    scratch = mkdtempSync(path.join(tmpdir(), 'cli-'));
    ({ key, bundles } = await writeChain(scratch, 3));
  });
  afterAll(() => rmSync(scratch, { recursive: true, force: true }));

  it.each(['folder', 'tar', 'json'] as const)(
    'verifies a bundle as %s, with the key and the head',
    async form => {
      const { status, stdout } = await verify(
        bundles[0][form],
        '--key',
        key,
        '--head',
        bundles[0].head,
      );
      expect(stdout).toMatch(/^VERIFIED: \d+ checks passed/m);
      expect(stdout).toContain(bundles[0].head);
      expect(lines(stdout, 'FAILED')).toEqual([]);
      expect(status).toBe(0);
    },
  );

  it('verifies a chain in any order and form, and a folder of bundles', async () => {
    const mixed = await verify(
      bundles[2].json,
      bundles[0].folder,
      bundles[1].tar,
      '--head',
      bundles[2].head,
      '--head',
      bundles[0].head,
    );
    expect(mixed.stdout).toContain('Bundles 0 to 2 follow one another');
    expect(mixed.status).toBe(0);

    const folder = path.join(scratch, 'folder');
    mkdirSync(folder);
    cpSync(bundles[0].tar, path.join(folder, '0.tar'));
    cpSync(bundles[1].json, path.join(folder, '1.json'));
    cpSync(bundles[2].folder, path.join(folder, '2'), { recursive: true });
    writeFileSync(path.join(folder, 'notes.txt'), 'read me');
    const whole = await verify(folder, '--head', bundles[2].head);
    expect(whole.stdout).toContain('Bundles 0 to 2 follow one another');
    expect(lines(whole.stdout, 'not checked').join('\n')).toContain(
      `${path.join(folder, 'notes.txt')}: It is no bundle.`,
    );
    expect(whole.status).toBe(0);
  });

  it('says what it could not check', async () => {
    const { status, stdout } = await verify(bundles[1].tar);
    const unchecked = lines(stdout, 'not checked').join('\n');
    expect(unchecked).toMatch(/Without the public key/);
    expect(unchecked).toMatch(/begins with bundle 1/);
    expect(unchecked).toMatch(/without a copy of the head/);
    expect(status).toBe(0);
  });

  it.each(['folder', 'tar', 'json'] as const)(
    'fails for a changed record in a bundle as %s, and says so first',
    async form => {
      const changed = copied(bundles[0][form], `changed-${form}`);
      change(
        form === 'folder' ? path.join(changed, 'snapshot.json') : changed,
        '"name":"deploy"',
        '"name":"delete"',
      );
      const { status, stdout } = await verify(changed, '--key', key);
      expect(stdout.split('\n')[0]).toMatch(/^FAILED {7}.*changed-/);
      expect(stdout).toMatch(/^NOT VERIFIED: \d+ of \d+ checks failed/m);
      expect(status).toBe(1);
    },
  );

  it('fails when a bundle is missing, repeated, or not the expected one', async () => {
    const missing = await verify(bundles[0].tar, bundles[2].tar);
    expect(lines(missing.stdout, 'FAILED')).toEqual([
      expect.stringContaining('bundle 1 is missing'),
    ]);
    expect(missing.status).toBe(1);

    const repeated = await verify(bundles[0].tar, bundles[0].json);
    expect(lines(repeated.stdout, 'FAILED')[0]).toContain('twice');
    expect(repeated.status).toBe(1);

    const older = await verify(bundles[0].tar, '--head', bundles[1].head);
    expect(lines(older.stdout, 'FAILED')[0]).toContain(
      'newest ones are missing',
    );
    expect(older.status).toBe(1);

    const other = await verify(
      bundles[0].tar,
      '--head',
      `${STREAM}@0:${'0'.repeat(64)}`,
    );
    expect(lines(other.stdout, 'FAILED')[0]).toContain('not the one');
    expect(other.status).toBe(1);
  });

  it('fails for another key', async () => {
    const elsewhere = path.join(scratch, 'elsewhere');
    mkdirSync(elsewhere);
    const other = await writeChain(elsewhere, 0);
    const { status, stdout } = await verify(bundles[0].tar, '--key', other.key);
    expect(lines(stdout, 'FAILED')).toEqual([
      expect.stringContaining('not signed by the key'),
    ]);
    expect(status).toBe(1);
  });

  it('fails for what is no bundle, and a cut one', async () => {
    const cut = path.join(scratch, 'cut.tar');
    writeFileSync(cut, readFileSync(bundles[0].tar).subarray(0, 2_000));
    for (const file of [cut, key]) {
      const { status, stdout } = await verify(file);
      expect(lines(stdout, 'FAILED')[0]).toContain(file);
      expect(status).toBe(1);
    }
  });

  it('prints JSON', async () => {
    const { status, stdout } = await verify(bundles[0].tar, '--json');
    expect(JSON.parse(stdout)).toMatchObject({
      ok: true,
      bundles: [{ path: bundles[0].tar, ok: true, position: bundles[0].head }],
    });
    expect(status).toBe(0);
  });

  it.each([
    ['nothing to verify', [], /missing required argument/],
    ['a path with nothing', ['no/such/file'], /nothing at no\/such\/file/],
    ['a folder without bundles', [__dirname], /no bundle in/],
    ['an unknown option', ['--frobnicate'], /unknown option/],
    ['a head of another form', ['x', '--head', 'abc'], /It has to be <stream>/],
    ['no key', ['x', '--key', __filename], /no public key/],
    [
      'a key that is not there',
      ['x', '--key', 'nothing.pem'],
      /cannot be read/,
    ],
  ])('has the exit status 2 for %s', async (_, args, message) => {
    const { status, stderr } = await verify(...args);
    expect(stderr).toMatch(message);
    expect(status).toBe(2);
  });
});
