import fc from 'fast-check';
import {
  encodeProvenanceMessage,
  resolvePagesDeployment,
  toProvenanceSummary,
} from './index';

const options = { ciHosts: ['github.com'] };
const A = 'ad9ccd918a81025731e10e40267e11273a263421';
const RUN = 'https://github.com/acme/web/actions/runs/7';

describe('resolvePagesDeployment', () => {
  it('reads the trigger of a Git deployment, which tells no CI run', () => {
    expect(
      resolvePagesDeployment(
        {
          commitHash: A,
          branch: 'main',
          commitMessage: 'Update index.html',
          commitDirty: false,
          repositoryUrl: 'https://github.com/acme/web',
        },
        options,
      ),
    ).toEqual({
      state: 'partial',
      commitSha: A,
      ref: 'main',
      repositoryUrl: 'https://github.com/acme/web',
      commitUrl: `https://github.com/acme/web/commit/${A}`,
      commitDirty: false,
      sources: { commitSha: 'pages', ref: 'pages', repositoryUrl: 'pages' },
      conflicts: [],
      inherited: false,
    });
  });

  it('is complete with the CI run that a direct upload wrote', () => {
    expect(
      resolvePagesDeployment(
        {
          commitHash: A,
          branch: 'main',
          commitMessage: encodeProvenanceMessage('Add a page', {
            ciRunUrl: RUN,
            repositoryUrl: 'https://github.com/acme/web',
            ref: 'other',
          }),
          commitDirty: true,
        },
        options,
      ),
    ).toMatchObject({
      state: 'complete',
      ciRunUrl: RUN,
      ref: 'main',
      commitDirty: true,
      sources: {
        ref: 'pages',
        ciRunUrl: 'pages-message',
        repositoryUrl: 'pages-message',
      },
    });
  });

  it('recognises a link to a run in a message without trailer', () => {
    expect(
      resolvePagesDeployment({ commitHash: A, commitMessage: RUN }, options),
    ).toMatchObject({
      state: 'complete',
      sources: { ciRunUrl: 'pages-message' },
    });
  });

  it('finds nothing in the empty fields of a direct upload', () => {
    expect(
      resolvePagesDeployment(
        {
          commitHash: '',
          branch: 'main',
          commitMessage: '',
          commitDirty: true,
        },
        options,
      ),
    ).toMatchObject({ state: 'partial', ref: 'main', commitDirty: true });
    expect(
      resolvePagesDeployment({ commitHash: '', commitMessage: '' }, options)
        .state,
    ).toBe('none');
  });

  it('never throws', () => {
    const text = fc.string({ unit: 'binary' });
    fc.assert(
      fc.property(
        fc.record(
          {
            commitHash: text,
            branch: text,
            commitMessage: text,
            repositoryUrl: text,
            commitDirty: fc.boolean(),
          },
          { requiredKeys: [] },
        ),
        evidence => {
          expect(() =>
            toProvenanceSummary(resolvePagesDeployment(evidence, options)),
          ).not.toThrow();
        },
      ),
    );
  });
});

describe('toProvenanceSummary', () => {
  it('keeps what answers carry, and no more', () => {
    expect(
      toProvenanceSummary(
        resolvePagesDeployment(
          {
            commitHash: A,
            branch: 'main',
            commitMessage: `x cf-prov:v1 run=${RUN} attempt=2`,
            commitDirty: false,
          },
          options,
        ),
      ),
    ).toEqual({
      state: 'complete',
      commitSha: A,
      ciRunUrl: RUN,
      ref: 'main',
      sources: { commitSha: 'pages', ciRunUrl: 'pages-message' },
    });
  });

  it('names a Workers Builds run, inheritance and conflicts', () => {
    const conflicts = [{ field: 'commitSha' as const, values: [] }];
    expect(
      toProvenanceSummary({
        state: 'conflict',
        buildId: 'b01d',
        sources: { ciRunUrl: 'builds' },
        conflicts,
        inherited: true,
      }),
    ).toEqual({
      state: 'conflict',
      ciRunText: 'Workers Builds b01d',
      sources: { ciRunUrl: 'builds' },
      inherited: true,
      conflicts,
    });
  });
});
