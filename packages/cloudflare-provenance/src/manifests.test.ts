import {
  manifestFields,
  ProvenanceFields,
  ProvenanceSummary,
  resolvePagesDeployment,
  resolveWorkerDeployment,
  withManifests,
} from './index';
import {
  A,
  annotated,
  B,
  deploymentOf,
  options,
  run,
  version,
} from './__fixtures__/evidence';

const manifest: ProvenanceFields = { commitSha: A, ciRunUrl: run(1) };

describe('manifestFields', () => {
  it('keeps what is valid, in the form in which it may be shown', () => {
    expect(
      manifestFields({
        commitSha: A.toUpperCase(),
        ciRunUrl: `${run(1)}/`,
        repositoryUrl: 'https://github.com/acme/api.git',
        ref: 'release/cli@1.2.3',
        pullRequest: '12',
        actor: 'renovate[bot]',
        attempt: '2',
      }),
    ).toEqual({
      commitSha: A,
      ciRunUrl: run(1),
      repositoryUrl: 'https://github.com/acme/api',
      ref: 'release/cli@1.2.3',
      pullRequest: '12',
      actor: 'renovate[bot]',
      attempt: '2',
    });
  });

  it.each<ProvenanceFields>([
    { commitSha: A.slice(0, 12) },
    { ciRunUrl: 'http://github.com/acme/api/actions/runs/1' },
    { ciRunUrl: 'https://someone:secret@github.com/acme' },
    { repositoryUrl: 'https://example.com/someone@acme.example/api' },
    { ref: 'wip-someone@acme.example' },
    { actor: 'someone@acme.example' },
  ])('leaves out %j', fields => {
    expect(manifestFields(fields)).toEqual({});
  });
});

describe('a build manifest', () => {
  it('tells where a version came from, whatever deployment serves it', () => {
    const known = version(2, { manifest });
    const { deployment, versions } = resolveWorkerDeployment(
      deploymentOf([[known, 100]], {
        'workers/triggered_by': 'rollback',
      }),
      [],
      options,
    );
    expect(deployment).toMatchObject({
      state: 'complete',
      ...manifest,
      sources: { commitSha: 'manifest', ciRunUrl: 'manifest' },
    });
    expect(versions.get('v2')).toMatchObject(manifest);
  });

  it('of a deployment speaks for the newest of its versions', () => {
    const { versions } = resolveWorkerDeployment(
      {
        ...deploymentOf([
          [version(2), 10],
          [version(1), 90],
        ]),
        manifest,
      },
      [],
      options,
    );
    expect(versions.get('v2')).toMatchObject(manifest);
    expect(versions.get('v1')).toMatchObject({ state: 'none' });
  });

  it('of a rollback speaks for none', () => {
    const { deployment } = resolveWorkerDeployment(
      {
        ...deploymentOf([[version(1), 100]], {
          'workers/triggered_by': 'rollback',
        }),
        manifest,
      },
      [],
      options,
    );
    expect(deployment.state).toBe('none');
  });

  it('goes before tags and messages and after annotations, and conflicts are told', () => {
    const annotations = annotated(B, `x cf-prov:v1 run=${run(2)} ref=main`);
    const resolve = (more: Record<string, string>) =>
      resolveWorkerDeployment(
        {
          ...deploymentOf([
            [version(2, { annotations: { ...annotations, ...more } }), 100],
          ]),
          manifest,
        },
        [],
        options,
      ).deployment;
    expect(resolve({})).toMatchObject({
      state: 'conflict',
      commitSha: A,
      ciRunUrl: run(1),
      ref: 'main',
      conflicts: [
        {
          field: 'commitSha',
          values: [
            { source: 'manifest', value: A },
            { source: 'tag', value: B },
          ],
        },
        { field: 'ciRunUrl' },
      ],
    });
    expect(resolve({ 'workers/commit_sha': B })).toMatchObject({
      commitSha: B,
      sources: { commitSha: 'annotation' },
    });
  });

  it('makes the history needless where only a secret was changed', () => {
    const secret = version(5, {
      annotations: annotated(undefined, undefined, 'secret'),
    });
    const resolve = (given?: ProvenanceFields) =>
      resolveWorkerDeployment(
        { ...deploymentOf([[secret, 100]]), manifest: given },
        [],
        options,
      ).deployment.state;
    expect(resolve()).toBe('unknown');
    expect(resolve({ ciRunUrl: run(1) })).toBe('unknown');
    expect(resolve(manifest)).toBe('complete');
  });

  it('completes what Pages tells', () => {
    const pages = { commitHash: A, branch: 'main' };
    expect(resolvePagesDeployment(pages, options).state).toBe('partial');
    expect(
      resolvePagesDeployment({ ...pages, manifest }, options),
    ).toMatchObject({
      state: 'complete',
      ref: 'main',
      sources: { commitSha: 'manifest', ref: 'pages' },
    });
    expect(
      resolvePagesDeployment({ ...pages, commitHash: B, manifest }, options),
    ).toMatchObject({ state: 'conflict', conflicts: [{ field: 'commitSha' }] });
  });
});

describe('withManifests', () => {
  const none: ProvenanceSummary = { state: 'none', sources: {} };
  const one = { ...options, isGradual: false };

  it('changes nothing without a manifest that says something', () => {
    expect(withManifests(none, [], one)).toBe(none);
    expect(withManifests(none, [{ actor: 'a@b.example' }], one)).toBe(none);
  });

  it('adds what is missing, and tells that it came from a manifest', () => {
    expect(withManifests(none, [manifest], one)).toEqual({
      state: 'complete',
      ...manifest,
      sources: { commitSha: 'manifest', ciRunUrl: 'manifest' },
    });
    const short: ProvenanceSummary = {
      state: 'partial',
      commitSha: A.slice(0, 8),
      shortCommit: true,
      commitUrl: `https://github.com/acme/api/commit/${A.slice(0, 8)}`,
      sources: { commitSha: 'tag' },
      inherited: true,
    };
    expect(withManifests(short, [manifest], one)).toEqual({
      state: 'complete',
      ...manifest,
      commitUrl: short.commitUrl,
      sources: { commitSha: 'manifest', ciRunUrl: 'manifest' },
      inherited: true,
    });
  });

  it('tells what it contradicts, and shows what was known', () => {
    const known: ProvenanceSummary = {
      state: 'complete',
      commitSha: B,
      ciRunText: 'Workers Builds 1',
      sources: {},
    };
    expect(withManifests(known, [manifest], one)).toMatchObject({
      state: 'conflict',
      commitSha: B,
      sources: { ciRunUrl: 'manifest' },
      conflicts: [
        {
          field: 'commitSha',
          values: [
            { source: 'catalog', value: B },
            { source: 'manifest', value: A },
          ],
        },
      ],
    });
    expect(
      withManifests({ ...none, state: 'conflict' }, [manifest], one).state,
    ).toBe('conflict');
  });

  it.each([
    ['none', 'partial'],
    ['partial', 'partial'],
    ['unknown', 'unknown'],
    ['complete', 'complete'],
  ] as const)(
    'does not speak for all versions of a gradual deployment: %s, %s',
    (before, after) => {
      const summary = { ...none, state: before };
      expect(
        withManifests(summary, [manifest], { ...options, isGradual: true })
          .state,
      ).toBe(after);
    },
  );

  it('does not make a run outside of the allowed hosts a link', () => {
    const foreign = { ...manifest, ciRunUrl: 'https://ci.example.org/1' };
    expect(withManifests(none, [foreign], one)).toMatchObject({
      state: 'partial',
      ciRunText: 'https://ci.example.org/1',
    });
  });
});
