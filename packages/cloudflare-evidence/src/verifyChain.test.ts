import {
  makeBundle,
  makeChain,
  nodeSha256,
  TestBundle,
} from './__testUtils__/bundles';
import { canonicalBytes, EvidenceHead, verifyChain } from './index';

function verify(bundles: TestBundle[], head?: EvidenceHead | EvidenceHead[]) {
  return verifyChain(
    bundles.map(({ contents, manifest }) => ({
      manifest: contents.get('manifest.json')!,
      about: `bundle-${manifest.seq}.tar`,
    })),
    { sha256: nodeSha256, head },
  );
}

const headOf = ({ manifest, manifestSha256 }: TestBundle): EvidenceHead => ({
  seq: manifest.seq,
  sha256: manifestSha256,
});

function failuresOf(...args: Parameters<typeof verify>): string[] {
  return verify(...args)
    .checks.filter(({ state }) => state === 'fail')
    .map(({ message }) => message);
}

describe('verifyChain', () => {
  let chain: TestBundle[];
  beforeAll(async () => {
    chain = await makeChain(5);
  });

  it('passes a whole chain, in any order, up to the expected head', () => {
    const report = verify(
      [3, 0, 4, 1, 2].map(at => chain[at]),
      headOf(chain[4]),
    );
    expect(report).toEqual({
      ok: true,
      checks: [
        expect.objectContaining({
          id: 'chain',
          state: 'pass',
          message: 'Bundles 0 to 4 follow one another without a hole.',
        }),
        expect.objectContaining({
          state: 'pass',
          message: 'Bundle 4 is the one that is expected.',
        }),
      ],
    });
    // It went on since the head was noted.
    const later = verify(chain, headOf(chain[2]));
    expect(later.ok).toBe(true);
    expect(later.checks).toContainEqual(
      expect.objectContaining({
        state: 'unchecked',
        message: expect.stringMatching('Whether a bundle after 4 is missing'),
      }),
    );
  });

  it('says that without a head the end is open', () => {
    const { checks, ok } = verify(chain);
    expect(ok).toBe(true);
    expect(checks.map(({ state }) => state)).toEqual(['pass', 'unchecked']);
    expect(verify(chain.slice(0, 1)).ok).toBe(true);
  });

  it('finds dropped bundles', () => {
    expect(failuresOf(chain.filter((_, at) => at !== 2))).toEqual([
      expect.stringMatching('bundle 2 is missing'),
    ]);
    expect(failuresOf([chain[0], chain[4]])).toEqual([
      expect.stringMatching('bundles 1 to 3 are missing'),
    ]);
    expect(failuresOf(chain.slice(0, 3), headOf(chain[4]))).toEqual([
      expect.stringMatching('ends with bundle 2, and bundle 4 is expected'),
    ]);
    expect(failuresOf([], headOf(chain[0]))).toHaveLength(1);
    expect(verify([]).ok).toBe(false);
  });

  it('finds a repeated bundle', () => {
    expect(failuresOf([...chain, chain[3]])).toEqual([
      expect.stringMatching('bundle 3 is there twice'),
    ]);
  });

  it('finds swapped bundles', async () => {
    const renumbered = (bundle: TestBundle, seq: number): TestBundle => {
      const manifest = { ...bundle.manifest, seq };
      const contents = new Map(bundle.contents);
      contents.set('manifest.json', canonicalBytes(manifest));
      return { ...bundle, manifest, contents };
    };
    const swapped = [
      chain[0],
      renumbered(chain[2], 1),
      renumbered(chain[1], 2),
      ...chain.slice(3),
    ];
    expect(failuresOf(swapped)).toHaveLength(3);
    expect(failuresOf([renumbered(chain[1], 0)])).toEqual([
      expect.stringMatching('Bundle 0 of .* names one before it'),
    ]);
    expect(failuresOf([renumbered(chain[0], 1)])).toEqual([
      expect.stringMatching('Bundle 1 of .* names none before it'),
    ]);
  });

  it('finds a changed bundle, a fork, and a chain that was made anew', async () => {
    const other = await makeBundle({
      seq: 2,
      prev: chain[1].manifestSha256,
      collectedAt: '2026-12-01T00:00:00Z',
    });
    expect(failuresOf(chain.with(2, other))).toEqual([
      expect.stringMatching('bundle 3 follows another bundle 2'),
    ]);
    expect(failuresOf([...chain.slice(0, 3), other])).toEqual([
      expect.stringMatching('forks: there are two bundles 2'),
    ]);
    expect(failuresOf([...chain.slice(0, 2), other], headOf(chain[2]))).toEqual(
      [expect.stringMatching('Bundle 2 is not the one that is expected')],
    );
  });

  it('takes a chain whose beginning was removed, and pins it where it can', () => {
    const rest = chain.slice(2);
    const { checks, ok } = verify(rest);
    expect(ok).toBe(true);
    expect(checks[0]).toMatchObject({
      state: 'unchecked',
      message: expect.stringMatching('begins with bundle 2'),
    });
    const heads = [headOf(chain[1]), headOf(chain[4])];
    expect(verify(rest, heads).checks.map(({ state }) => state)).toEqual([
      'pass',
      'pass',
      'pass',
    ]);
    expect(
      failuresOf(rest, { ...headOf(chain[1]), sha256: 'f'.repeat(64) }),
    ).toHaveLength(1);
    expect(verify(rest, headOf(chain[0])).checks).toContainEqual(
      expect.objectContaining({
        state: 'unchecked',
        message: expect.stringMatching('not here to compare'),
      }),
    );
  });

  it('keeps streams apart', async () => {
    const stream = 'acc/inventory/account/pseudonymous';
    const other = await makeBundle({ stream });
    const both = [...chain, other];
    expect(verify(both).ok).toBe(true);
    expect(failuresOf(both, headOf(chain[4]))).toEqual([
      expect.stringMatching('several streams'),
    ]);
    const named = [
      { stream: chain[0].manifest.stream, ...headOf(chain[4]) },
      { stream, ...headOf(other) },
    ];
    expect(verify(both, named).checks.map(({ state }) => state)).toEqual([
      'pass',
      'pass',
      'pass',
      'pass',
    ]);
    expect(failuresOf(chain, named)).toEqual([
      expect.stringMatching('there is no bundle of this stream'),
    ]);
  });

  it('tells of a clock that went backwards', async () => {
    const next = await makeBundle({
      seq: 1,
      prev: chain[0].manifestSha256,
      collectedAt: '2026-11-01T23:00:00Z',
    });
    const { checks, ok } = verify([chain[0], next], headOf(next));
    expect(ok).toBe(true);
    expect(checks).toContainEqual(
      expect.objectContaining({
        state: 'unchecked',
        about: 'bundle-1.tar',
        message: expect.stringMatching('clock went backwards'),
      }),
    );
  });

  it('fails for what is no manifest', () => {
    const report = verifyChain([{ manifest: new TextEncoder().encode('{}') }], {
      sha256: nodeSha256,
    });
    expect(report).toEqual({
      ok: false,
      checks: [expect.objectContaining({ state: 'fail', about: 'manifest 1' })],
    });
  });
});
