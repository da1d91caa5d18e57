import {
  logIns,
  makeBundle,
  makeKey,
  nodeSha256,
  sha256Of,
} from './__testUtils__/bundles';
import {
  bundleFileNames,
  canonicalJson,
  EVIDENCE_PREDICATE_TYPE,
  preAuthEncoding,
  readManifest,
  statementOf,
  tarHeader,
} from './index';

const text = (bytes?: Uint8Array) => new TextDecoder().decode(bytes);

describe('sealBundle', () => {
  it('lists the data in the manifest, and every file in SHA256SUMS', async () => {
    const { contents, files, manifest, manifestSha256 } = await makeBundle({
      results: [{ check: 'r2.lock', state: 'pass' }],
    });
    expect(files.map(({ name }) => name)).toEqual(
      bundleFileNames.filter(name => name !== 'snapshot.json'),
    );
    expect([...bundleFileNames].sort()).toEqual(bundleFileNames);
    expect(manifest.files).toEqual(
      ['requests.json', 'results.json', 'snapshot.json'].map(name => ({
        name,
        sha256: sha256Of(contents.get(name)!),
        bytes: contents.get(name)!.length,
      })),
    );
    expect(text(contents.get('manifest.json'))).toBe(canonicalJson(manifest));
    expect(readManifest(contents.get('manifest.json')!)).toEqual(manifest);
    expect(manifestSha256).toBe(sha256Of(contents.get('manifest.json')!));
    expect(text(contents.get('SHA256SUMS'))).toBe(
      bundleFileNames
        .slice(1)
        .map(name => `${sha256Of(contents.get(name)!)}  ${name}\n`)
        .join(''),
    );
  });

  it('leaves out what is undefined, and gives the same bytes again', async () => {
    const parts = {
      requests: [{ method: 'GET', path: '/a', query: {}, etag: undefined }],
      credential: { tokenId: undefined },
      collector: { name: 'c', version: '1', commit: undefined },
      collectedAt: new Date('2026-11-02T01:00:00.000Z'),
    };
    const bundle = await makeBundle(parts);
    expect(text(bundle.contents.get('requests.json'))).toBe(
      '[{"method":"GET","path":"/a","query":{}}]',
    );
    expect(bundle.manifest).toMatchObject({
      credential: {},
      collector: { name: 'c', version: '1' },
      collectedAt: '2026-11-02T01:00:00Z',
    });
    expect(bundle.contents.has('results.json')).toBe(false);
    expect((await makeBundle(parts)).contents).toEqual(bundle.contents);
  });

  it('lists when requests were answered as evidence writes times', async () => {
    const request = { method: 'GET', path: '/a', query: {} };
    const { contents } = await makeBundle({
      requests: [
        { ...request, at: '2026-11-02T01:00:00.250Z' },
        { ...request, at: '2026-11-02T02:00:01.000+01:00' },
        request,
      ],
    });
    expect(JSON.parse(text(contents.get('requests.json')))).toEqual([
      { ...request, at: '2026-11-02T01:00:00.25Z' },
      { ...request, at: '2026-11-02T01:00:01Z' },
      request,
    ]);
  });

  it('attests to the manifest, and signs when there is a key', async () => {
    const unsigned = await makeBundle();
    const { payload, ...rest } = JSON.parse(
      text(unsigned.contents.get('attestation.json')),
    );
    expect(rest).toEqual({
      payloadType: 'application/vnd.in-toto+json',
      signatures: [],
    });
    const { files, ...predicate } = unsigned.manifest;
    const statement = JSON.parse(Buffer.from(payload, 'base64').toString());
    expect(statement).toEqual({
      _type: 'https://in-toto.io/Statement/v1',
      predicateType: EVIDENCE_PREDICATE_TYPE,
      subject: files.map(({ name, sha256, bytes }) => ({
        name,
        digest: { sha256 },
        annotations: { bytes },
      })),
      predicate,
    });
    expect(statementOf(unsigned.manifest)).toEqual(statement);

    const signed: Uint8Array[] = [];
    const bundle = await makeBundle({
      sign: async pae => {
        signed.push(pae);
        return { keyid: 'k', sig: 'c2ln' };
      },
    });
    expect(
      JSON.parse(text(bundle.contents.get('attestation.json'))).signatures,
    ).toEqual([{ keyid: 'k', sig: 'c2ln' }]);
    expect(text(signed[0])).toBe(
      `DSSEv1 28 application/vnd.in-toto+json ${
        Buffer.from(payload, 'base64').length
      } ${canonicalJson(statement)}`,
    );
  });

  it('hands on that signing failed', async () => {
    const sign = () => Promise.reject(new Error('the key is gone'));
    await expect(makeBundle({ sign })).rejects.toThrow('the key is gone');
    const { sign: works } = makeKey();
    const records = logIns(1);
    expect(
      (await makeBundle({ sign: works, records, sha256: nodeSha256 })).files,
    ).toHaveLength(5);
  });
});

describe('preAuthEncoding', () => {
  it('is that of the DSSE specification', () => {
    const payload = new TextEncoder().encode('hello world');
    expect(
      text(preAuthEncoding('http://example.com/HelloWorld', payload)),
    ).toBe('DSSEv1 29 http://example.com/HelloWorld 11 hello world');
  });
});

describe('tarHeader', () => {
  it('depends on the bundle alone', () => {
    const window = {
      from: '2026-11-01T00:00:00Z',
      to: '2026-11-02T00:00:00.5Z',
    };
    expect(tarHeader('snapshot.json', 7, window)).toEqual({
      name: 'snapshot.json',
      size: 7,
      type: 'file',
      mode: 0o644,
      uid: 0,
      gid: 0,
      uname: '',
      gname: '',
      mtime: new Date('2026-11-02T00:00:00Z'),
    });
    expect(tarHeader('VERIFY.md', 7).mtime).toEqual(new Date(0));
  });
});
