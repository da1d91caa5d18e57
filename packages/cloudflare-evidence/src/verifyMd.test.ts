import { execFileSync, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { logIns, makeBundle, TestBundle } from './__testUtils__/bundles';
import { evidenceDocument, VERIFY_MD } from './index';

const TOOLS = ['bash', 'sha256sum', 'jq', 'base64', 'openssl'];
const missing = TOOLS.filter(
  tool => spawnSync('sh', ['-c', `command -v ${tool}`]).status !== 0,
);
const needs = `needs ${missing.join(', ') || 'nothing more'}`;

/** The commands below each heading, as they stand in the text. */
const commands = Object.fromEntries(
  VERIFY_MD.split(/^## /m)
    .slice(1)
    .map(section => [
      section.split('\n')[0],
      [...section.matchAll(/^~~~sh\n([\s\S]*?)^~~~$/gm)]
        .map(([, block]) => block)
        .join(''),
    ]),
);
const [FILES, DATA, STATEMENT, SIGNATURE, RECORDS, CANONICAL, CHAIN, DOCUMENT] =
  Object.keys(commands);

function run(block: string, cwd: string) {
  const { status, stdout, stderr } = spawnSync(
    'bash',
    ['-euo', 'pipefail', '-c', commands[block]],
    { cwd, encoding: 'utf8' },
  );
  return { status, output: `${stdout}${stderr}` };
}

function write(folder: string, contents: Iterable<[string, Uint8Array]>) {
  fs.mkdirSync(folder);
  for (const [name, content] of contents) {
    fs.writeFileSync(path.join(folder, name), content);
  }
}

(missing.length === 0 ? describe : describe.skip)(
  `the commands of VERIFY.md (${needs})`,
  () => {
    let folder: string;
    let bundle: TestBundle;
    const at = (...names: string[]) => path.join(folder, ...names);
    const openssl = (...args: string[]) =>
      execFileSync('openssl', args, { cwd: folder, stdio: 'pipe' });

    beforeAll(async () => {
      folder = fs.mkdtempSync(path.join(os.tmpdir(), 'verify-md-'));
      openssl('ecparam', '-genkey', '-name', 'prime256v1', '-out', 'key.pem');
      openssl('ec', '-in', 'key.pem', '-pubout', '-out', 'pub.pem');
      const sign = async (pae: Uint8Array) => {
        fs.writeFileSync(at('pae'), pae);
        const sig = openssl('dgst', '-sha256', '-sign', 'key.pem', 'pae');
        return { keyid: 'openssl', sig: sig.toString('base64') };
      };
      const previous = await makeBundle({ sign, records: logIns(3) });
      bundle = await makeBundle({
        sign,
        seq: 1,
        prev: previous.manifestSha256,
        results: [{ check: 'r2.lock', state: 'pass' }],
        records: logIns(70).concat({
          id: 'z',
          occurredAt: '2026-11-02T00:00:00Z',
          largest: Number.MAX_SAFE_INTEGER,
          text: '\u0000\u001f\u0080\u2028😀\ufb33"\\/',
        }),
      });
      write(at('previous'), previous.contents);
    });

    beforeEach(() => {
      write(at('bundle'), bundle.contents);
      fs.copyFileSync(at('pub.pem'), at('bundle', 'pub.pem'));
    });
    afterEach(() => {
      fs.rmSync(at('bundle'), { recursive: true });
      fs.rmSync(at('document'), { recursive: true, force: true });
    });
    afterAll(() => fs.rmSync(folder, { recursive: true }));

    const steps = [
      FILES,
      DATA,
      STATEMENT,
      SIGNATURE,
      RECORDS,
      CANONICAL,
      CHAIN,
    ];

    it('pass for a bundle as it was sealed', () => {
      expect(Object.keys(commands)).toHaveLength(8);
      for (const step of steps) {
        expect(commands[step]).not.toBe('');
        const { output, status } = run(step, at('bundle'));
        expect([step, status, output]).toEqual([step, 0, expect.any(String)]);
        expect(output).toMatch(/OK|true/);
      }
    });

    it('pass for the JSON document', () => {
      const { before, after } = evidenceDocument({
        manifest: bundle.contents.get('manifest.json')!,
        attestation: bundle.contents.get('attestation.json')!,
      });
      const snapshot = bundle.contents.get('snapshot.json')!;
      fs.writeFileSync(
        at('evidence.json'),
        Buffer.concat([before, snapshot, after]),
      );
      write(at('document'), []);
      fs.copyFileSync(at('pub.pem'), at('document', 'pub.pem'));
      for (const step of [DOCUMENT, ...steps.slice(2)]) {
        const { output, status } = run(step, at('document'));
        expect([step, status, output]).toEqual([step, 0, expect.any(String)]);
      }
      for (const name of [
        'snapshot.json',
        'manifest.json',
        'attestation.json',
      ]) {
        expect(fs.readFileSync(at('document', name))).toEqual(
          Buffer.from(bundle.contents.get(name)!),
        );
      }
    });

    it.each([
      ['snapshot.json', '"allowed":true', '"allowed":null', [FILES, DATA]],
      ['requests.json', '200', '201', [FILES, DATA]],
      ['results.json', 'pass', 'fail', [FILES, DATA]],
      ['manifest.json', '"seq":1', '"seq":2', [FILES, STATEMENT, CHAIN]],
      ['manifest.json', '"prev":"', '"prev":"0', [FILES, STATEMENT, CHAIN]],
      [
        'attestation.json',
        '"payload":"ey',
        '"payload":"fy',
        [FILES, STATEMENT],
      ],
      ['VERIFY.md', 'network', 'notwork', [FILES]],
      ['snapshot.json', '"records":7', '"records":8', [FILES, DATA, RECORDS]],
      ['snapshot.json', '"kind":', ' "kind":', [FILES, DATA, CANONICAL]],
    ])('find a change of %s from %s to %s', (name, from, to, failing) => {
      const file = at('bundle', name);
      const text = fs.readFileSync(file, 'utf8');
      expect(text).toContain(from);
      fs.writeFileSync(file, text.replace(from, to));
      for (const step of failing) {
        expect([step, run(step, at('bundle')).status]).not.toEqual([step, 0]);
      }
    });

    it('find a statement that somebody else signed', () => {
      openssl('ecparam', '-genkey', '-name', 'prime256v1', '-out', 'other.pem');
      openssl('ec', '-in', 'other.pem', '-pubout', '-out', 'bundle/pub.pem');
      run(STATEMENT, at('bundle'));
      expect(run(SIGNATURE, at('bundle')).status).not.toBe(0);
    });
  },
);
