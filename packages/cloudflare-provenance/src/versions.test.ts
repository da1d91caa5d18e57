import { resolveWorkerDeployment, VersionEvidence } from './index';
import {
  A,
  annotated,
  B,
  deploymentOf,
  options,
  run,
  version,
} from './__fixtures__/evidence';

describe('versions that only changed a secret', () => {
  const secret = annotated(undefined, undefined, 'secret');
  const inherit = (
    changed: VersionEvidence,
    history: VersionEvidence[],
    annotations?: Record<string, string>,
  ) =>
    resolveWorkerDeployment(
      deploymentOf([[changed, 100]], annotations),
      [...history, changed],
      options,
    ).deployment;

  it('inherit from the nearest earlier version with the same content', () => {
    expect(
      inherit(version(4, { annotations: secret, scriptEtag: 'x' }), [
        version(1, { annotations: annotated(B, run(1)), scriptEtag: 'x' }),
        version(2, { annotations: annotated(A, run(2)), scriptEtag: 'x' }),
        version(3, { annotations: annotated(B, run(3)), scriptEtag: 'y' }),
        version(5, { annotations: annotated(B, run(5)), scriptEtag: 'x' }),
      ]),
    ).toMatchObject({
      state: 'complete',
      commitSha: A,
      ciRunUrl: run(2),
      sources: { commitSha: 'tag', ciRunUrl: 'version-message' },
      inherited: true,
    });
  });

  it('inherit from the version just before where contents are not known', () => {
    const before = version(3, { annotations: annotated(A, run(3)) });
    expect(
      inherit(version(4, { annotations: secret }), [before]),
    ).toMatchObject({ state: 'complete', commitSha: A, inherited: true });
    expect(
      inherit(
        version(4, {
          annotations: annotated(undefined, undefined, 'settings'),
        }),
        [before],
      ),
    ).toMatchObject({ commitSha: A, inherited: true });
  });

  it('inherit through other versions of their kind, and a Workers Builds run', () => {
    expect(
      inherit(version(4, { annotations: secret, scriptEtag: 'x' }), [
        version(3, { annotations: secret }),
        version(2, { annotations: secret, scriptEtag: 'x' }),
        version(1, { build: { id: 'b', commitHash: A }, scriptEtag: 'x' }),
      ]),
    ).toMatchObject({ state: 'complete', buildId: 'b', inherited: true });
  });

  it('are unknown while the version before is not read', () => {
    const skipping = [version(2, { annotations: annotated(A, run(2)) })];
    const provenance = inherit(version(4, { annotations: secret }), skipping);
    expect(provenance.state).toBe('unknown');
    expect(provenance).not.toHaveProperty('commitSha');
  });

  it('inherit nothing from other content', () => {
    expect(
      inherit(version(2, { annotations: secret, scriptEtag: 'x' }), [
        version(1, { annotations: annotated(A, run(1)), scriptEtag: 'y' }),
      ]),
    ).toMatchObject({ state: 'none', inherited: false });
  });

  it('keep what they tell themselves', () => {
    expect(
      inherit(version(2, { annotations: annotated(B, run(2), 'secret') }), [
        version(1, { annotations: annotated(A, run(1)) }),
      ]),
    ).toMatchObject({ commitSha: B, ciRunUrl: run(2), inherited: false });
  });

  it('may be deployed by another run than the one that built the content', () => {
    expect(
      inherit(
        version(2, { annotations: secret }),
        [version(1, { annotations: annotated(A, run(1)) })],
        { 'workers/message': run(2) },
      ),
    ).toMatchObject({
      state: 'complete',
      commitSha: A,
      ciRunUrl: run(2),
      sources: { commitSha: 'tag', ciRunUrl: 'deployment-message' },
      inherited: true,
      conflicts: [],
    });
  });

  it('inherit conflicts too', () => {
    expect(
      inherit(version(2, { annotations: secret }), [
        version(1, {
          annotations: annotated(B),
          build: { id: 'b', commitHash: A },
        }),
      ]),
    ).toMatchObject({ state: 'conflict', inherited: true });
  });

  it('are the only ones to inherit', () => {
    expect(
      inherit(
        version(2, { annotations: { 'workers/triggered_by': 'upload' } }),
        [version(1, { annotations: annotated(A, run(1)) })],
      ),
    ).toMatchObject({ state: 'none', inherited: false });
  });
});
