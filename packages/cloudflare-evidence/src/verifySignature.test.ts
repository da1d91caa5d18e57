/** @jest-environment node */
import { webcrypto } from 'node:crypto';
import { makeBundle, makeKey, nodeSha256 } from './__testUtils__/bundles';
import { EvidenceFiles, verifyEvidence, VerifyEvidenceOptions } from './index';

describe('the signature', () => {
  const key = makeKey();
  let files: EvidenceFiles;
  beforeAll(async () => {
    files = (await makeBundle({ sign: key.sign })).contents;
  });

  const signatureOf = async (
    evidence: EvidenceFiles,
    options?: Partial<VerifyEvidenceOptions>,
  ) => {
    const { checks, ok } = await verifyEvidence(evidence, {
      sha256: nodeSha256,
      ...options,
    });
    const [{ message, state }] = checks.filter(({ id }) => id === 'signature');
    return { ok, state, message };
  };

  it('is not checked without a key', async () => {
    expect(await signatureOf(files)).toMatchObject({
      ok: true,
      state: 'unchecked',
      message: expect.stringMatching('Without the public key'),
    });
    expect(await signatureOf((await makeBundle()).contents)).toMatchObject({
      ok: true,
      state: 'unchecked',
      message: expect.stringMatching('not signed'),
    });
  });

  it('fails when a key is given and there is none', async () => {
    const { publicKey } = key;
    const unsigned = (await makeBundle()).contents;
    const failure = { ok: false, state: 'fail' };
    expect(await signatureOf(unsigned, { publicKey })).toMatchObject(failure);
    const document = new Map(unsigned);
    document.delete('attestation.json');
    expect(
      await signatureOf(document, { publicKey, document: true }),
    ).toMatchObject(failure);
  });

  it('fails for another key, and for what is no P-256 key', async () => {
    for (const publicKey of [
      makeKey().publicKey,
      makeKey('P-384').publicKey,
      'no key',
      '',
    ]) {
      expect(await signatureOf(files, { publicKey })).toMatchObject({
        ok: false,
        state: 'fail',
      });
    }
  });

  it('is checked again and again, whatever its form in DER', async () => {
    const { publicKey } = key;
    // Integers with a leading zero, and short ones, come up by chance.
    for (let run = 0; run < 40; run++) {
      const { contents } = await makeBundle({ sign: key.sign });
      expect(await signatureOf(contents, { publicKey })).toMatchObject({
        ok: true,
        state: 'pass',
      });
    }
  });

  it('says that an insecure page cannot check it', async () => {
    Object.defineProperty(globalThis, 'crypto', {
      configurable: true,
      value: { getRandomValues: webcrypto.getRandomValues },
    });
    try {
      expect(
        await signatureOf(files, { publicKey: key.publicKey }),
      ).toMatchObject({
        ok: true,
        state: 'unchecked',
        message: expect.stringMatching('https'),
      });
    } finally {
      Object.defineProperty(globalThis, 'crypto', {
        configurable: true,
        value: webcrypto,
      });
    }
  });
});
