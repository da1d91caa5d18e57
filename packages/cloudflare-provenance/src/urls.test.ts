import { A, annotated, resolveOne } from './__fixtures__/evidence';

describe('URLs in provenance', () => {
  const said = (url: string) =>
    resolveOne({ annotations: annotated(A, `x cf-prov:v1 run=${url}`) });

  it('shows a run outside of the allowed hosts as text', () => {
    const provenance = said('https://ci.evil.example/runs/1');
    expect(provenance).toMatchObject({
      state: 'partial',
      ciRunText: 'https://ci.evil.example/runs/1',
      sources: { ciRunUrl: 'version-message' },
    });
    expect(provenance).not.toHaveProperty('ciRunUrl');
  });

  it.each([
    ['https://ci.acme.example/1', true],
    ['https://a.b.acme.example/1', true],
    ['https://acme.example/1', false],
    ['https://notacme.example/1', false],
    ['https://github.com.evil.example/1', false],
    ['https://github.com:8443/1', false],
    ['https://GitHub.com/1', true],
  ])('%s is allowed: %p', (url, allowed) => {
    expect('ciRunUrl' in said(url)).toBe(allowed);
  });

  it.each([
    'https://sam:secret@github.com/1',
    'http://github.com/1',
    'ftp://github.com/1',
    'data:text/html,github.com',
    'https:\\\\github.com\\1',
    'https%3A%2F%2Fgithub.com%2F%0A1',
    'https://github.com/sam@acme.example/1',
    'https://github.com/sam%40acme.example/1',
    'https://github.com/sam.doe%2540acme.example',
  ])('drops %s', url => {
    const provenance = said(url);
    expect(provenance.state).toBe('partial');
    expect(JSON.stringify(provenance)).not.toContain('github.com');
  });

  it.each(['https://github.com/@acme/api/1', 'https://github.com/api@1.2.3/1'])(
    'takes no one for named by %s',
    url => {
      expect(said(url)).toMatchObject({ ciRunUrl: url });
    },
  );

  it('never lets a query or a fragment through', () => {
    expect(
      said('https://github.com/a/b/actions/runs/1?token=s#x'),
    ).toMatchObject({ ciRunUrl: 'https://github.com/a/b/actions/runs/1' });
  });

  it.each([
    [
      'https://github.com/acme/api.git',
      `https://github.com/acme/api/commit/${A}`,
    ],
    [
      'https://gitlab.acme.example/g/api',
      `https://gitlab.acme.example/g/api/-/commit/${A}`,
    ],
    [
      'https://bitbucket.acme.example/acme/api',
      `https://bitbucket.acme.example/acme/api/commits/${A}`,
    ],
    ['https://evil.example/acme/api', undefined],
  ])('links the commit in %s: %p', (repo, commitUrl) => {
    expect(
      resolveOne({
        annotations: annotated(A, `x cf-prov:v1 repo=${repo}`),
      }).commitUrl,
    ).toBe(commitUrl);
  });
});
