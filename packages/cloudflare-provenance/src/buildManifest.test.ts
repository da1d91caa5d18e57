import fc from 'fast-check';
import { buildManifest, ProvenanceInputError } from './index';

const A = '1a2b3c4d5e6f708192a3b4c5d6e7f8091a2b3c4d';
const deployment = {
  product: 'pages',
  name: 'acme-web',
  deploymentId: '0d9a7c1e-4b2f-4c8d-9e6a-7f5b3a1c2d4e',
} as const;
const fields = {
  commitSha: A,
  ciRunUrl: 'https://github.com/acme/web/actions/runs/1',
};

describe('buildManifest', () => {
  it('joins the deployment with where it came from', () => {
    expect(
      buildManifest(
        { ...deployment, account: 'eu', artifactSha256: 'AB'.repeat(32) },
        { ...fields, ref: 'main', actor: 'sam' },
      ),
    ).toEqual({
      ...deployment,
      ...fields,
      account: 'eu',
      artifactSha256: 'ab'.repeat(32),
      ref: 'main',
      actor: 'sam',
    });
    expect(buildManifest(deployment, fields)).toEqual({
      ...deployment,
      ...fields,
    });
  });

  it.each([
    ['commitSha', { ...fields, commitSha: A.slice(0, 7) }, {}],
    ['commitSha', { ...fields, commitSha: undefined }, {}],
    ['ciRunUrl', { ...fields, ciRunUrl: 'http://ci.acme.example/1' }, {}],
    ['ciRunUrl', { ...fields, ciRunUrl: 'https://a:b@ci.example/1' }, {}],
    ['name', fields, { name: '' }],
    ['name', fields, { name: 'a/b' }],
    ['deploymentId', fields, { deploymentId: 'a b' }],
    ['artifactSha256', fields, { artifactSha256: 'abc' }],
    ['product', fields, { product: 'queues' as 'pages' }],
  ])('names %s when it is missing or not valid', (field, given, other) => {
    expect(() => buildManifest({ ...deployment, ...other }, given)).toThrow(
      expect.objectContaining({ name: 'ProvenanceInputError', field }),
    );
  });

  it('leaves out what holds an e-mail address', () => {
    expect(
      buildManifest(deployment, {
        ...fields,
        ref: 'jane@acme.example/retry',
        repositoryUrl: 'https://git.acme.example/jane@acme.example',
      }),
    ).toEqual({ ...deployment, ...fields });
  });

  it('holds valid values only, whatever it is given', () => {
    const text = fc.string({ unit: 'binary' });
    fc.assert(
      fc.property(text, text, text, text, (ref, actor, attempt, url) => {
        const { ref: branch, ...manifest } = buildManifest(deployment, {
          ...fields,
          ref,
          actor,
          attempt,
          pullRequest: url,
          repositoryUrl: `https://${url}`,
        });
        expect(JSON.stringify(manifest)).not.toMatch(/[@?#]/);
        expect(branch ?? '').not.toMatch(/[\p{Cc}\p{Cs}\s]/u);
      }),
    );
  });

  it('throws nothing else', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (name, deploymentId) => {
        let thrown: unknown;
        try {
          buildManifest({ product: 'workers', name, deploymentId }, fields);
        } catch (error) {
          thrown = error;
        }
        expect(thrown ?? new ProvenanceInputError('', '')).toBeInstanceOf(
          ProvenanceInputError,
        );
      }),
    );
  });
});
