/** @jest-environment node */
import {
  ACCOUNT,
  logIns,
  makeBundle,
  makeKey,
  nodeSha256,
  sha256Of,
  TestBundle,
} from './__testUtils__/bundles';
import {
  canonicalBytes,
  EvidenceFiles,
  EvidenceGap,
  evidenceStream,
  VerificationCheck,
  VERIFY_MD,
  verifyEvidence,
  VerifyEvidenceOptions,
} from './index';

const key = makeKey();

function verify(
  files: EvidenceFiles,
  options: Partial<VerifyEvidenceOptions> = {},
) {
  return verifyEvidence(files, { sha256: nodeSha256, ...options });
}

async function statesOf(
  files: EvidenceFiles,
  id: VerificationCheck['id'],
  options?: Partial<VerifyEvidenceOptions>,
) {
  const { checks } = await verify(files, options);
  return checks
    .filter(check => check.id === id)
    .map(({ about, state }) => `${about} ${state}`);
}

function without(files: EvidenceFiles, ...names: string[]): EvidenceFiles {
  return new Map([...files].filter(([name]) => !names.includes(name)));
}

function changed(
  files: EvidenceFiles,
  name: string,
  change: (value: any) => unknown,
): EvidenceFiles {
  const value = JSON.parse(new TextDecoder().decode(files.get(name)));
  return new Map(files).set(name, canonicalBytes(change(value)));
}

describe('verifyEvidence', () => {
  let bundle: TestBundle;
  let files: EvidenceFiles;
  beforeAll(async () => {
    bundle = await makeBundle({ sign: key.sign, results: [] });
    files = bundle.contents;
  });

  it('passes a bundle as it was sealed', async () => {
    const report = await verify(files, { publicKey: key.publicKey });
    expect(report.ok).toBe(true);
    expect(new Set(report.checks.map(({ state }) => state))).toEqual(
      new Set(['pass']),
    );
    expect(new Set(report.checks.map(({ id }) => id))).toEqual(
      new Set([
        'canonical',
        'files',
        'snapshot',
        'records',
        'attestation',
        'signature',
      ]),
    );
  });

  it('fails when any byte of any file is another one', async () => {
    const passed: string[] = [];
    let flip = 0;
    for (const [name, content] of files) {
      for (let at = 0; at < content.length; at++) {
        const flipped = content.slice();
        flip += 1;
        // eslint-disable-next-line no-bitwise
        flipped[at] ^= 1 << flip % 8;
        const report = await verify(new Map(files).set(name, flipped));
        if (report.ok) {
          passed.push(`${name}:${at}`);
        }
      }
    }
    expect(passed).toEqual([]);
    expect(flip).toBeGreaterThan(5_000);
  }, 120_000);

  it('fails when a byte of a JSON document is another one', async () => {
    const names = ['manifest.json', 'snapshot.json', 'attestation.json'];
    const document = new Map(names.map(name => [name, files.get(name)!]));
    const options = { publicKey: key.publicKey, document: true };
    expect((await verify(document, options)).ok).toBe(true);
    const keyId = '"keyid":"test"';
    const signatures = Buffer.from(files.get('attestation.json')!);
    const unsignedFrom = signatures.indexOf(keyId);
    const passed: string[] = [];
    for (const [name, content] of document) {
      for (let at = 0; at < content.length; at++) {
        const flipped = content.slice();
        // eslint-disable-next-line no-bitwise
        flipped[at] ^= 1 << at % 8;
        const report = await verify(
          new Map(document).set(name, flipped),
          options,
        );
        // What a signature calls its key is not signed.
        const isKeyId =
          name === 'attestation.json' &&
          at >= unsignedFrom &&
          at < unsignedFrom + keyId.length;
        if (report.ok && !isKeyId) {
          passed.push(`${name}:${at}`);
        }
      }
    }
    expect(passed).toEqual([]);
  }, 120_000);

  it('fails when a file is missing', async () => {
    for (const name of files.keys()) {
      const report = await verify(without(files, name));
      expect([name, report.ok]).toEqual([name, false]);
    }
    expect((await verify(new Map())).ok).toBe(false);
  });

  it('says that a JSON document leaves files out', async () => {
    const document = without(
      files,
      'SHA256SUMS',
      'VERIFY.md',
      'requests.json',
      'results.json',
    );
    const report = await verify(document, {
      document: true,
      publicKey: key.publicKey,
    });
    expect(report.ok).toBe(true);
    expect(await statesOf(document, 'files', { document: true })).toEqual([
      'requests.json unchecked',
      'results.json unchecked',
      'snapshot.json pass',
    ]);
    expect((await verify(document)).ok).toBe(false);
    expect(
      (await verify(without(document, 'snapshot.json'), { document: true })).ok,
    ).toBe(false);
  });

  it('fails for a file that the manifest does not list', async () => {
    const { contents } = await makeBundle();
    const more = new Map(contents).set('results.json', canonicalBytes([]));
    expect(await statesOf(more, 'files')).toContain('results.json fail');
    const beside = new Map(contents).set('pub.pem', new Uint8Array(3));
    expect(await statesOf(beside, 'files')).toContain('pub.pem unchecked');
    expect((await verify(beside)).ok).toBe(true);
  });

  it('fails when files are of different bundles', async () => {
    const other = await makeBundle({ sign: key.sign, records: logIns(6) });
    for (const name of [
      'snapshot.json',
      'manifest.json',
      'attestation.json',
      'SHA256SUMS',
    ]) {
      const mixed = new Map(files).set(name, other.contents.get(name)!);
      expect((await verify(mixed)).ok).toBe(false);
    }
    const attested = new Map(files).set(
      'attestation.json',
      other.contents.get('attestation.json')!,
    );
    expect(await statesOf(attested, 'attestation')).toEqual([
      'attestation.json fail',
    ]);
  });

  it('fails when the records are not as told', async () => {
    const swap = changed(files, 'snapshot.json', snapshot => ({
      ...snapshot,
      records: [...snapshot.records].reverse(),
    }));
    expect(await statesOf(swap, 'records')).toEqual(['snapshot.json fail']);
    const fewer = changed(files, 'snapshot.json', snapshot => ({
      ...snapshot,
      records: snapshot.records.slice(1),
    }));
    expect(await statesOf(fewer, 'records')).toEqual(['snapshot.json fail']);
    const unknown = changed(files, 'snapshot.json', snapshot => ({
      ...snapshot,
      host: 'a',
    }));
    expect(await statesOf(unknown, 'snapshot')).toEqual(['snapshot.json fail']);
  });

  it('fails when the snapshot is of another stream', async () => {
    for (const stream of [
      'other/access-audit/account/pseudonymous',
      `${bundle.manifest.stream.split('/')[0]}/inventory/account/pseudonymous`,
      bundle.manifest.stream.replace('pseudonymous', 'personal'),
    ]) {
      const { contents } = await makeBundle({ stream });
      expect(await statesOf(contents, 'snapshot')).toEqual([
        'snapshot.json fail',
      ]);
    }
  });

  it('compares the subject with that of the stream', async () => {
    const statesFor = async (subjectKey: string, subject: object) => {
      const { contents } = await makeBundle({
        stream: evidenceStream(
          ACCOUNT,
          'access-audit',
          subjectKey,
          'pseudonymous',
        ),
        head: { subject: { account: ACCOUNT, ...subject } },
      });
      return statesOf(contents, 'snapshot');
    };
    const shop = { product: 'workers', name: 'shop' };
    const component = { entityRef: 'component:default/shop' };
    for (const [subjectKey, subject] of [
      ['account', {}],
      ['workers:shop', shop],
      ['component:component:default/shop', component],
    ] as const) {
      expect(await statesFor(subjectKey, subject)).toEqual([
        'snapshot.json pass',
      ]);
    }
    for (const [subjectKey, subject] of [
      ['workers:shop', {}],
      ['account', shop],
      ['workers:shop-eu', shop],
      ['pages:shop', shop],
      ['account', component],
      ['component:component:default/other', component],
    ] as const) {
      expect(await statesFor(subjectKey, subject)).toEqual([
        'snapshot.json fail',
      ]);
    }
  });

  it('fails when completeness contradicts itself', async () => {
    const gap = { what: 'Pages', reason: 'forbidden' };
    const statesFor = async (state: 'complete' | 'partial', gaps: object[]) => {
      const { contents } = await makeBundle({
        head: {
          completeness: { state, records: 5, gaps: gaps as EvidenceGap[] },
        },
      });
      return statesOf(contents, 'snapshot');
    };
    expect(await statesFor('partial', [gap])).toEqual(['snapshot.json pass']);
    expect(await statesFor('complete', [gap])).toEqual(['snapshot.json fail']);
    expect(await statesFor('partial', [])).toEqual(['snapshot.json fail']);
  });

  it('does not vouch for instructions of another version', async () => {
    const { contents } = await makeBundle();
    expect(await statesOf(contents, 'files')).toContain('VERIFY.md pass');
    const text = new TextEncoder().encode(`${VERIFY_MD}\nTrust it.\n`);
    const other = new Map(contents).set('VERIFY.md', text);
    const sums = [...other.keys()]
      .filter(name => name !== 'SHA256SUMS')
      .sort()
      .map(name => `${sha256Of(other.get(name)!)}  ${name}\n`);
    other.set('SHA256SUMS', new TextEncoder().encode(sums.join('')));
    expect(await statesOf(other, 'files')).toContain('VERIFY.md unchecked');
    expect((await verify(other)).ok).toBe(true);
  });
});
