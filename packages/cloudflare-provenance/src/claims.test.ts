import { resolveWorkerDeployment } from './index';
import {
  A,
  annotated,
  B,
  options,
  resolveOne,
  run,
} from './__fixtures__/evidence';

describe('sources of provenance', () => {
  it('resolves a tag and a trailer', () => {
    expect(
      resolveOne({
        annotations: annotated(
          A,
          `Fix cf-prov:v1 run=${run(
            1,
          )} repo=https://github.com/acme/api ref=main pr=5 actor=sam attempt=1`,
        ),
      }),
    ).toEqual({
      state: 'complete',
      commitSha: A,
      ciRunUrl: run(1),
      repositoryUrl: 'https://github.com/acme/api',
      commitUrl: `https://github.com/acme/api/commit/${A}`,
      ref: 'main',
      pullRequest: '5',
      actor: 'sam',
      attempt: '1',
      sources: {
        commitSha: 'tag',
        ciRunUrl: 'version-message',
        repositoryUrl: 'version-message',
        ref: 'version-message',
        pullRequest: 'version-message',
        actor: 'version-message',
        attempt: 'version-message',
      },
      conflicts: [],
      inherited: false,
    });
  });

  it('takes a Workers Builds run for a CI run', () => {
    expect(
      resolveOne({
        build: {
          id: 'b01dface-0000-4000-8000-1234567890ab',
          commitHash: A,
          branch: 'main',
          repositoryUrl: 'https://github.com/acme/api',
          pullRequestUrl: 'https://github.com/acme/api/pull/5',
        },
      }),
    ).toMatchObject({
      state: 'complete',
      commitSha: A,
      buildId: 'b01dface-0000-4000-8000-1234567890ab',
      ref: 'main',
      pullRequest: 'https://github.com/acme/api/pull/5',
      sources: { commitSha: 'builds', ciRunUrl: 'builds' },
    });
  });

  it('prefers builds to annotations to the tag to messages, and says which', () => {
    const annotations = {
      'workers/commit_sha': A,
      'workers/repository_url': 'https://github.com/acme/annotated',
      ...annotated(
        A,
        `x cf-prov:v1 run=${run(1)} repo=https://github.com/acme/said ref=said`,
      ),
    };
    expect(
      resolveOne({
        annotations,
        build: { id: 'b', commitHash: A, branch: 'built' },
      }),
    ).toMatchObject({
      state: 'complete',
      ref: 'built',
      repositoryUrl: 'https://github.com/acme/annotated',
      ciRunUrl: run(1),
      sources: {
        commitSha: 'builds',
        ref: 'builds',
        repositoryUrl: 'annotation',
        ciRunUrl: 'version-message',
      },
    });
    expect(resolveOne({ annotations }).sources).toMatchObject({
      commitSha: 'annotation',
      ref: 'version-message',
    });
  });

  it('reads the CI run of the deployment when the version tells none', () => {
    expect(
      resolveOne(
        { annotations: annotated(A) },
        { 'workers/message': `x cf-prov:v1 run=${run(9)}` },
      ),
    ).toMatchObject({
      state: 'complete',
      ciRunUrl: run(9),
      sources: { ciRunUrl: 'deployment-message' },
    });
  });

  it.each(['2.4.1', 'A1B2C3D4', 'abc123', `${A}0`, `${A} `, `v${A}`])(
    'does not take the tag %p for a commit',
    tag => {
      expect(resolveOne({ annotations: annotated(tag) })).toMatchObject({
        state: 'none',
        sources: {},
      });
    },
  );

  it('accepts SHA-256 commits', () => {
    const sha256 = `${A}${'0'.repeat(24)}`;
    expect(resolveOne({ annotations: annotated(sha256) })).toMatchObject({
      state: 'partial',
      commitSha: sha256,
    });
  });

  it('calls a short commit short, and never complete', () => {
    expect(
      resolveOne({
        annotations: annotated(
          A.slice(0, 7),
          `x cf-prov:v1 run=${run(1)} repo=https://github.com/acme/api`,
        ),
      }),
    ).toMatchObject({ state: 'partial', shortCommit: true });
  });

  it('tells nothing found from nothing read', () => {
    expect(resolveOne({}).state).toBe('none');
    expect(
      resolveWorkerDeployment(
        { versions: [{ id: 'v1', percentage: 100 }] },
        [],
        options,
      ).deployment.state,
    ).toBe('unknown');
    expect(
      resolveWorkerDeployment({ versions: [] }, [], options).deployment.state,
    ).toBe('unknown');
  });
});

describe('conflicts of sources', () => {
  it('names two sources that give different commits', () => {
    expect(
      resolveOne({
        annotations: annotated(B, `x cf-prov:v1 run=${run(1)}`),
        build: { id: 'b', commitHash: A },
      }),
    ).toMatchObject({
      state: 'conflict',
      conflicts: [
        {
          field: 'commitSha',
          values: [
            { source: 'builds', value: A },
            { source: 'tag', value: B },
          ],
        },
      ],
    });
  });

  it('names two sources that give different CI runs', () => {
    expect(
      resolveOne(
        { annotations: annotated(A, `x cf-prov:v1 run=${run(1)}`) },
        { 'workers/message': run(2) },
      ),
    ).toMatchObject({
      state: 'conflict',
      conflicts: [
        {
          field: 'ciRunUrl',
          values: [
            { source: 'version-message', value: run(1) },
            { source: 'deployment-message', value: run(2) },
          ],
        },
      ],
    });
  });

  it('does not let a run on a foreign host hide a different one', () => {
    expect(
      resolveOne(
        {
          annotations: annotated(A, 'x cf-prov:v1 run=https://evil.example/1'),
        },
        { 'workers/message': run(2) },
      ),
    ).toMatchObject({
      state: 'conflict',
      ciRunUrl: run(2),
      ciRunText: 'https://evil.example/1',
    });
  });

  it('sees the full commit in its abbreviation, and shows it in full', () => {
    expect(
      resolveOne({
        annotations: {
          ...annotated(A, run(1)),
          'workers/commit_sha': A.slice(0, 8),
        },
      }),
    ).toMatchObject({
      state: 'complete',
      commitSha: A,
      sources: { commitSha: 'tag' },
      conflicts: [],
    });
  });

  it('takes attempts and jobs for parts of one run', () => {
    expect(
      resolveOne(
        {
          annotations: annotated(A, `x cf-prov:v1 run=${run(1)}/attempts/2`),
        },
        { 'workers/message': run(1) },
      ),
    ).toMatchObject({ state: 'complete', ciRunUrl: `${run(1)}/attempts/2` });
  });
});
