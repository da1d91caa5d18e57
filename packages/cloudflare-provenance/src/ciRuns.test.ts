import { A, annotated, resolveOne, run } from './__fixtures__/evidence';

describe('CI runs in messages without a trailer', () => {
  it.each([
    ['release 2026.11.20 https://github.com/acme/api/actions/runs/12345678'],
    ['see (https://github.com/acme/api/actions/runs/12345678).'],
    ['https://github.com/acme/api/actions/runs/12345678?pr=1#summary now'],
  ])('recognises the run in %p', message => {
    expect(resolveOne({ annotations: annotated(A, message) })).toMatchObject({
      state: 'complete',
      ciRunUrl: run(12345678),
      sources: { ciRunUrl: 'version-message' },
    });
  });

  it.each([
    ['GitHub', 'https://ci.acme.example/a/b/actions/runs/1/attempts/2'],
    ['GitLab', 'https://git.acme.example/a/b/c/-/pipelines/1'],
    ['GitLab', 'https://git.acme.example/a/b/-/jobs/1'],
    [
      'CircleCI',
      'https://ci.acme.example/pipelines/github/acme/api/7/workflows/0f0e-1',
    ],
    ['CircleCI', 'https://ci.acme.example/gh/acme/api/7'],
    ['Buildkite', 'https://ci.acme.example/acme/api/builds/7'],
  ])('knows the runs of %s: %s', (_, url) => {
    expect(resolveOne({ annotations: annotated(A, `x ${url}`) }).ciRunUrl).toBe(
      url,
    );
  });

  it.each([
    ['an issue', 'fixes https://github.com/acme/api/issues/7'],
    ['another host', 'https://github.evil.example/a/b/actions/runs/1'],
    ['http', 'http://github.com/acme/api/actions/runs/1'],
    ['user info', 'https://github.com@evil.example/a/b/actions/runs/1'],
    ['several runs', `${run(1)} after ${run(2)}`],
    ['a trailer beside', `${run(1)} cf-prov:v1 ref=main`],
  ])('takes no run from a message with %s', (_, message) => {
    const provenance = resolveOne({ annotations: annotated(A, message) });
    expect(provenance).not.toHaveProperty('ciRunUrl');
    expect(provenance).not.toHaveProperty('ciRunText');
    expect(provenance.state).toBe('partial');
  });
});
