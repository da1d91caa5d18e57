import { createTar } from 'nanotar';
import { makeBundle, TestBundle } from './__testUtils__/bundles';
import {
  canonicalBytes,
  EvidenceFiles,
  evidenceDocument,
  isEvidenceDocument,
  readEvidence,
} from './index';

function tarOf(files: Iterable<[string, Uint8Array]>): Uint8Array {
  return createTar([...files].map(([name, data]) => ({ name, data })));
}

function documentOf({ contents }: TestBundle, attested = true): Buffer {
  const { before, after } = evidenceDocument({
    manifest: contents.get('manifest.json')!,
    attestation: attested ? contents.get('attestation.json') : undefined,
  });
  return Buffer.concat([before, contents.get('snapshot.json')!, after]);
}

function plain(files: EvidenceFiles) {
  return Object.fromEntries(
    [...files].map(([name, bytes]) => [name, Buffer.from(bytes).toString()]),
  );
}

describe('readEvidence', () => {
  let bundle: TestBundle;
  beforeAll(async () => {
    bundle = await makeBundle();
  });

  it('reads a tar, also from within a larger buffer', () => {
    const tar = tarOf(bundle.contents);
    expect(isEvidenceDocument(tar)).toBe(false);
    expect(plain(readEvidence(tar))).toEqual(plain(bundle.contents));
    const larger = Buffer.concat([Buffer.alloc(7, 'x'), tar]);
    expect(plain(readEvidence(larger.subarray(7)))).toEqual(
      plain(bundle.contents),
    );
  });

  it('reads what tar makes of the folder itself', () => {
    const files = createTar([
      { name: './' },
      ...[...bundle.contents].map(([name, data]) => ({
        name: `./${name}`,
        data,
      })),
    ]);
    expect(plain(readEvidence(files))).toEqual(plain(bundle.contents));
  });

  it.each([
    ['../manifest.json.evil'],
    ['folder/manifest.json'],
    ['pub.pem'],
    ['x'.repeat(99)],
  ])('refuses a tar with the file %s', name => {
    const tar = tarOf([
      ...bundle.contents,
      [name, new TextEncoder().encode('{}')],
    ]);
    expect(() => readEvidence(tar)).toThrow('which is no file of a bundle');
  });

  it('refuses a tar with a file twice, and one with a link', () => {
    const twice = tarOf([...bundle.contents, ...bundle.contents]);
    expect(() => readEvidence(twice)).toThrow('twice');
    const linked = tarOf(bundle.contents);
    linked[156] = '2'.charCodeAt(0);
    expect(() => readEvidence(linked)).toThrow('which is no file of a bundle');
  });

  it.each([
    ['77777777777', 'larger than the tar'],
    ['-0000001000', 'negative'],
    ['zzzzzzzzzzz', 'not a number'],
  ])('refuses a tar with the size %s (%s)', size => {
    const tar = tarOf(bundle.contents);
    tar.set(new TextEncoder().encode(size), 124);
    expect(() => readEvidence(tar)).toThrow('damaged or cut off');
  });

  it('does not run off with the size of an extension', () => {
    const tar = tarOf(bundle.contents);
    tar[156] = 'x'.charCodeAt(0);
    tar.set(new TextEncoder().encode('-0000001000'), 124);
    expect(() => readEvidence(tar)).toThrow('damaged or cut off');
    tar.set(new TextEncoder().encode('zzzzzzzzzzz'), 124);
    expect(() => readEvidence(tar)).toThrow('behind its last file');
  });

  it('refuses a tar in which other tools would find another file', () => {
    const tar = tarOf(bundle.contents);
    const header = (name: string, size: number, type: string) => {
      const bytes = tarOf([[name, new Uint8Array(size)]]).slice(0, 512);
      bytes[156] = type.charCodeAt(0);
      return bytes;
    };
    const block = (text: string) => {
      const bytes = new Uint8Array(512);
      bytes.set(new TextEncoder().encode(text));
      return bytes;
    };
    const extension = [header('x', 22, 'x'), block('22 path=snapshot.json\n')];
    const nameless = [...extension, header('', 2, '0'), block('{}')];
    // Before the two blocks that end it, and behind them.
    for (const end of [tar.length - 1024, tar.length]) {
      const longer = Buffer.concat([tar.subarray(0, end), ...nameless]);
      expect(() => readEvidence(longer)).toThrow('behind its last file');
    }
    expect(() => readEvidence(Buffer.concat([...extension, tar]))).toThrow(
      'extended headers',
    );
    const inBase64 = tarOf(bundle.contents);
    inBase64.set(new TextEncoder().encode('+'), 124);
    expect(() => readEvidence(inBase64)).toThrow('damaged or cut off');
  });

  it('refuses a tar that was cut off', () => {
    const tar = tarOf(bundle.contents);
    expect(() => readEvidence(tar.subarray(0, 600))).toThrow('cut off');
  });

  it('refuses other files', () => {
    for (const other of ['', 'PK\x03\x04', ' {"manifest":1}', '[]']) {
      expect(() => readEvidence(new TextEncoder().encode(other))).toThrow(
        'neither a tar file nor a JSON document',
      );
    }
  });

  it('takes the files out of a JSON document as they were', () => {
    const { contents, manifest } = bundle;
    const document = documentOf(bundle);
    expect(isEvidenceDocument(document)).toBe(true);
    expect(plain(readEvidence(document))).toEqual(
      plain(
        new Map(
          ['attestation.json', 'manifest.json', 'snapshot.json'].map(name => [
            name,
            contents.get(name)!,
          ]),
        ),
      ),
    );
    const parsed = JSON.parse(document.toString());
    expect(parsed.manifest).toEqual(manifest);
    expect(Buffer.from(canonicalBytes(parsed))).toEqual(document);
    expect([...readEvidence(documentOf(bundle, false)).keys()]).toEqual([
      'manifest.json',
      'snapshot.json',
    ]);
  });

  it('refuses a JSON document that was written anew', () => {
    const document = documentOf(bundle).toString();
    for (const changed of [
      JSON.stringify(JSON.parse(document), null, 2),
      `${document}\n`,
      document.replace('"seq":0', '"seq":0,"seq":0'),
      document.replace('"seq":0', '"seq":0.0'),
      document.replace('access', '\\u0061ccess'),
    ]) {
      expect(() => readEvidence(Buffer.from(changed))).toThrow(
        'not those of the canonical form',
      );
    }
    expect(() => readEvidence(Buffer.from(`${document}}`))).toThrow('not JSON');
    expect(() => readEvidence(Buffer.from('{"other":1}'))).toThrow('other');
  });
});
