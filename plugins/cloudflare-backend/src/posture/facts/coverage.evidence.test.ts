import {
  CloudflareProblem,
  EvidenceKind,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { BundleRow } from '../../evidence/BundleRow';
import { accountEntity, collectFor, NOW } from '../__testUtils__/collectFor';
import { resource } from '../__testUtils__/postureAccount';
import { EvidenceStreamState } from '../sources/evidenceStreams';

const daysAgo = (days: number) =>
  new Date(NOW.getTime() - days * 86_400_000).toISOString();
const kinds: EvidenceKind[] = ['access-audit', 'inventory'];

/** A chain of four bundles, of which the first two are no longer kept. */
function stream(
  kind: EvidenceKind,
  change: Partial<EvidenceStreamState> = {},
  collectedDaysAgo = 1,
): EvidenceStreamState {
  return {
    account_id: '0'.repeat(32),
    kind,
    subject_type: 'account',
    subject_name: null,
    variant: 'pseudonymous',
    stream: `acme/${kind}`,
    head_seq: 3,
    head_sha256: 'abc',
    head_at: daysAgo(collectedDaysAgo),
    cut_seq: 1,
    cut_sha256: 'def',
    cut_at: daysAgo(40),
    length: 2,
    newest: { collected_at: daysAgo(collectedDaysAgo) } as BundleRow,
    ...change,
  };
}

describe('coverage.evidence', () => {
  const collect = (
    told: EvidenceStreamState[] | (() => Promise<EvidenceStreamState[]>),
    options: Partial<Parameters<typeof collectFor>[1]> & {
      kinds?: EvidenceKind[];
    } = {},
  ) => {
    const streams = async () => (Array.isArray(told) ? told : told());
    const evidence = {
      bundles: { streams },
      kinds: options.kinds ?? kinds,
    };
    return collectFor('coverage.evidence', {
      entity: accountEntity,
      dependencies: { evidence: evidence as any },
      ...options,
    });
  };
  const whole = kinds.map(kind => stream(kind));

  it('passes with recent evidence of each kind, and whole chains', async () => {
    expect(await collect(whole)).toMatchObject({
      state: 'pass',
      facts: {
        kinds: 2,
        missingKinds: 0,
        streams: 2,
        brokenStreams: 0,
        newestAt: daysAgo(1),
      },
    });
  });

  it('fails without recent evidence about the account', async () => {
    const aboutBucket = stream('inventory', { subject_type: 'r2' });
    for (const inventory of [stream('inventory', {}, 32), aboutBucket]) {
      expect(await collect([whole[0], inventory])).toMatchObject({
        state: 'fail',
        facts: { missingKinds: 1 },
        findings: ["There is no evidence 'inventory' of the last 31 days."],
      });
    }
    expect(await collect([])).toMatchObject({
      state: 'fail',
      facts: { missingKinds: 2, newestAt: null },
    });
  });

  it.each([
    ['a bundle is gone', { length: 1 }],
    ['the newest are gone', { head_seq: 5 }],
    ['one is there too many', { length: 3 }],
  ])('fails on a chain of which %s', async (_what, change) => {
    const broken = stream('inventory', change);
    expect(await collect([whole[0], broken])).toMatchObject({
      state: 'fail',
      facts: { brokenStreams: 1 },
      findings: ["The chain 'acme/inventory' has a gap."],
    });
  });

  it('does not take what is sealed meanwhile for a gap', async () => {
    const answers = [[whole[0], stream('inventory', { length: 3 })], whole];
    expect(await collect(async () => answers.shift()!)).toMatchObject({
      state: 'pass',
    });
  });

  it('expects only what there can be', async () => {
    const problem: CloudflareProblem = { kind: 'not-entitled', message: 'no' };
    expect(
      await collect([whole[1]], { syncs: { zeroTrust: { problem } } }),
    ).toMatchObject({ state: 'pass', facts: { kinds: 1 } });
  });

  it('expects evidence of deployments where there were some', async () => {
    const deployed = (days: number) =>
      collect([], {
        kinds: ['deployment-provenance'],
        others: [
          resource('workers', 'api', {
            lastDeployment: { deployedAt: daysAgo(days) },
          }),
        ],
      });
    expect(await deployed(10)).toMatchObject({
      state: 'fail',
      facts: { missingKinds: 1 },
    });
    for (const days of [1, 40]) {
      expect(await deployed(days)).toMatchObject({
        state: 'not-applicable',
      });
    }
  });

  it('is unknown where the evidence cannot be read, and stale when it was long ago', async () => {
    const problem: CloudflareProblem = { kind: 'unavailable', message: 'down' };
    expect(
      await collect(whole, { readings: { evidence: { problem } } }),
    ).toMatchObject({ state: 'unknown', reason: 'unavailable' });
    const observedAt = new Date(daysAgo(1));
    expect(
      await collect([], {
        readings: { evidence: { value: whole, observedAt } },
      }),
    ).toMatchObject({ state: 'stale' });
  });
});
