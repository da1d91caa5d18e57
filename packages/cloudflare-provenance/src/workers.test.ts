import fc from 'fast-check';
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

describe('resolveWorkerDeployment: gradual deployments', () => {
  const good = version(42, { annotations: annotated(A, run(2)) });
  const older = version(41, { annotations: annotated(B, run(1)) });
  const bare = version(41);
  const contradictory = version(41, {
    annotations: annotated(B),
    build: { id: 'b', commitHash: A },
  });

  it('shows the version with the largest share and resolves each', () => {
    const { deployment, versions } = resolveWorkerDeployment(
      deploymentOf([
        [good, 10],
        [older, 90],
      ]),
      [],
      options,
    );
    expect(deployment).toMatchObject({
      state: 'complete',
      commitSha: B,
      ciRunUrl: run(1),
    });
    expect(versions.get('v42')).toMatchObject({ commitSha: A });
    expect(versions.get('v41')).toMatchObject({ commitSha: B });
  });

  it('shows the newest of versions with equal shares', () => {
    expect(
      resolveWorkerDeployment(
        deploymentOf([
          [older, 50],
          [good, 50],
        ]),
        [],
        options,
      ).deployment.commitSha,
    ).toBe(A);
  });

  it.each([
    ['none', bare, 1],
    ['conflict', contradictory, 1],
    ['complete', bare, 0],
    ['complete', contradictory, 0],
  ])(
    'is %s as the worst version that serves traffic',
    (state, other, share) => {
      expect(
        resolveWorkerDeployment(
          deploymentOf([
            [good, 100 - share],
            [other, share],
          ]),
          [],
          options,
        ).deployment,
      ).toMatchObject({ state, commitSha: A });
    },
  );

  it('is unknown while a version that serves traffic is not read', () => {
    const { deployment, versions } = resolveWorkerDeployment(
      {
        versions: [
          { id: 'v42', percentage: 95, version: good },
          { id: 'v41', percentage: 5 },
        ],
      },
      [],
      options,
    );
    expect(deployment.state).toBe('unknown');
    expect(versions.get('v41')!.state).toBe('unknown');
    expect(versions.get('v42')!.state).toBe('complete');
  });

  it('finds a version that was not read with the deployment in the history', () => {
    expect(
      resolveWorkerDeployment(
        { versions: [{ id: 'v42', percentage: 100 }] },
        [good],
        options,
      ).deployment.state,
    ).toBe('complete');
  });

  it('names the conflict of a version with a small share', () => {
    expect(
      resolveWorkerDeployment(
        deploymentOf([
          [good, 99],
          [contradictory, 1],
        ]),
        [],
        options,
      ).deployment.conflicts,
    ).toMatchObject([{ field: 'commitSha' }]);
  });

  it('applies the message of a deployment to its newest version only', () => {
    const { versions } = resolveWorkerDeployment(
      deploymentOf(
        [
          [older, 90],
          [version(42, { annotations: annotated(A) }), 10],
        ],
        { 'workers/message': run(2) },
      ),
      [],
      options,
    );
    expect(versions.get('v42')).toMatchObject({ ciRunUrl: run(2) });
    expect(versions.get('v41')).toMatchObject({
      state: 'complete',
      ciRunUrl: run(1),
    });
  });
});

describe('resolveWorkerDeployment: rollbacks', () => {
  it('keeps the provenance of the version that is served again', () => {
    const older = version(41, { annotations: annotated(B, run(1)) });
    const newer = version(42, { annotations: annotated(A, run(2)) });
    expect(
      resolveWorkerDeployment(
        deploymentOf([[older, 100]], {
          'workers/triggered_by': 'rollback',
          'workers/message': `Roll back, by ${run(3)}`,
        }),
        [newer, older],
        options,
      ).deployment,
    ).toMatchObject({
      state: 'complete',
      commitSha: B,
      ciRunUrl: run(1),
      inherited: false,
    });
  });
});

describe('resolveWorkerDeployment: any input', () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.string().map(s => `https://github.com/${s}`),
    fc.string().map(s => `cf-prov:v1 run=https://github.com/${s} ref=${s}`),
    fc.constantFrom(A, B, 'secret', 'settings', 'rollback'),
  );
  const annotations = fc.dictionary(
    fc.constantFrom(
      'workers/tag',
      'workers/message',
      'workers/triggered_by',
      'workers/commit_sha',
      'workers/repository_url',
      'workers/pull_request_url',
      'workers/rollback_from',
      '__proto__',
    ),
    text,
  );
  const anyVersion: fc.Arbitrary<VersionEvidence> = fc.record(
    {
      id: fc.constantFrom('v1', 'v2', 'v3'),
      number: fc.oneof(fc.nat(4), fc.double()),
      scriptEtag: fc.constantFrom('x', 'y', ''),
      annotations,
      build: fc.record(
        {
          id: text,
          commitHash: text,
          branch: text,
          repositoryUrl: text,
          pullRequestUrl: text,
        },
        { requiredKeys: ['id'] },
      ),
    },
    { requiredKeys: ['id'] },
  );

  it('gives an answer, and only clean links on allowed hosts', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.record(
            {
              id: fc.constantFrom('v1', 'v2', 'v3'),
              percentage: fc.oneof(fc.nat(100), fc.double()),
              version: anyVersion,
            },
            { requiredKeys: ['id', 'percentage'] },
          ),
        ),
        annotations,
        fc.array(anyVersion),
        (parts, deployed, history) => {
          const { deployment, versions } = resolveWorkerDeployment(
            { versions: parts, annotations: deployed },
            history,
            options,
          );
          for (const provenance of [deployment, ...versions.values()]) {
            const links = [provenance.ciRunUrl, provenance.commitUrl].flatMap(
              link => link ?? [],
            );
            expect(
              links.filter(
                link => !/^https:\/\/github\.com(\/[^?#\s\\]*)?$/.test(link),
              ),
            ).toEqual([]);
            expect(provenance.state === 'conflict').toBe(
              provenance.conflicts.length > 0,
            );
          }
        },
      ),
      { numRuns: 500 },
    );
  });
});
