import fc from 'fast-check';
import {
  decodeProvenanceMessage,
  pagesArguments,
  ProvenanceFields,
  ProvenanceInputError,
  resolvePagesDeployment,
  resolveWorkerDeployment,
  wranglerArguments,
} from './index';

const A = '1a2b3c4d5e6f708192a3b4c5d6e7f8091a2b3c4d';
const fields: ProvenanceFields = {
  commitSha: A,
  ciRunUrl: 'https://github.com/acme/api/actions/runs/12345678',
  repositoryUrl: 'https://github.com/acme/api',
  ref: 'main',
  pullRequest: '42',
  actor: 'sam',
  attempt: '1',
};

const bytes = (text: string) => new TextEncoder().encode(text).length;
const valueOf = (name: string, words: string[]) =>
  words
    .find(word => word.startsWith(`--${name}=`))
    ?.slice(`--${name}=`.length) ?? '';

const hex = (length: number) =>
  fc.stringMatching(new RegExp(`^[0-9a-f]{${length}}$`));
const segment = fc.stringMatching(/^[a-z0-9][a-z0-9_-]{0,40}$/);
const url = fc
  .array(segment, { minLength: 1, maxLength: 6 })
  .map(path => ['https://git.acme.example', ...path].join('/'));
const validFields: fc.Arbitrary<ProvenanceFields> = fc.record(
  {
    commitSha: fc.oneof(hex(40), hex(64)),
    ciRunUrl: url,
    repositoryUrl: url,
    ref: fc
      .string({ unit: 'grapheme', minLength: 1, maxLength: 60 })
      .filter(text => !/[@\p{Cc}\p{Cf}\p{Cs}\p{Z}]/u.test(text)),
    pullRequest: fc.oneof(fc.nat().map(String), url),
    actor: fc.stringMatching(/^[a-zA-Z0-9._[\]-]{1,39}$/),
    attempt: fc.nat(99).map(String),
  },
  { requiredKeys: ['commitSha'] },
);
const anySubject = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.string({ unit: 'grapheme', maxLength: 300 }),
  fc.nat(200).map(length => '\u{1F680}'.repeat(length)),
  fc.constant(`x cf-prov:v1 run=https://evil.example/1`),
);

describe('wranglerArguments', () => {
  it('gives the commit as the tag, and subject and trailer as the message', () => {
    expect(wranglerArguments(fields, { subject: 'Add retries' })).toEqual([
      `--tag=${A}`,
      '--message=Add retries cf-prov:v1' +
        ' run=https%3A%2F%2Fgithub.com%2Facme%2Fapi%2Factions%2Fruns%2F12345678' +
        ' repo=https%3A%2F%2Fgithub.com%2Facme%2Fapi ref=main pr=42 actor=sam attempt=1',
    ]);
    expect(wranglerArguments({ commitSha: A })).toEqual([`--tag=${A}`]);
  });

  it('keeps what Cloudflare keeps, and decodes to what was put in', () => {
    fc.assert(
      fc.property(validFields, anySubject, (given, subject) => {
        const words = wranglerArguments(given, { subject });
        const { commitSha, ...rest } = given;
        const message = valueOf('message', words);
        expect(valueOf('tag', words)).toBe(commitSha);
        expect(bytes(commitSha!)).toBeLessThanOrEqual(100);
        expect(bytes(message)).toBeLessThanOrEqual(1000);
        expect(message).not.toMatch(/[\p{Cc}\p{Cs}]/u);
        const decoded = decodeProvenanceMessage(message);
        expect(rest).toMatchObject(decoded);
        expect(decoded.ciRunUrl).toBe(rest.ciRunUrl);
      }),
      { numRuns: 500 },
    );
  });

  it('resolves to complete provenance', () => {
    const words = wranglerArguments(fields, { subject: 'Add retries' });
    expect(
      resolveWorkerDeployment(
        {
          versions: [
            {
              id: 'v1',
              percentage: 100,
              version: {
                id: 'v1',
                annotations: {
                  'workers/tag': valueOf('tag', words),
                  'workers/message': valueOf('message', words),
                },
              },
            },
          ],
        },
        [],
        { ciHosts: ['github.com'] },
      ).deployment,
    ).toMatchObject({ state: 'complete', ...fields });
  });

  it.each([
    ['no commit', {}],
    ['a short commit', { commitSha: A.slice(0, 12) }],
    ['a branch for a commit', { commitSha: 'main' }],
  ])('refuses %s', (_, given) => {
    expect(() => wranglerArguments(given)).toThrow(ProvenanceInputError);
    expect(() => pagesArguments(given)).toThrow(ProvenanceInputError);
  });

  it('takes e-mail addresses out of the subject, and nothing that is none', () => {
    const [, message] = wranglerArguments(
      { commitSha: A },
      { subject: 'Bump @acme/x@1.2.3 for <jane.doe+ci@acme.example>' },
    );
    expect(message).toBe('--message=Bump @acme/x@1.2.3 for <…>');
  });
});

describe('pagesArguments', () => {
  it('gives branch, commit and message', () => {
    expect(
      pagesArguments(fields, { subject: 'Add retries', commitDirty: false }),
    ).toEqual([
      '--branch=main',
      `--commit-hash=${A}`,
      expect.stringMatching(/^--commit-message=Add retries cf-prov:v1 run=/),
      '--commit-dirty=false',
    ]);
    expect(pagesArguments(fields, { branch: 'production' })[0]).toBe(
      '--branch=production',
    );
    expect(pagesArguments({ commitSha: A })).toEqual([`--commit-hash=${A}`]);
  });

  it('keeps what Cloudflare keeps, and decodes to what was put in', () => {
    fc.assert(
      fc.property(validFields, anySubject, (given, subject) => {
        const { commitSha, ...rest } = given;
        const message = valueOf(
          'commit-message',
          pagesArguments(given, { subject }),
        );
        // A message of 384 bytes would be read as one that was cut.
        expect(bytes(message)).toBeLessThan(384);
        expect(message).not.toMatch(/[\p{Cc}\p{Cs}]/u);
        expect(rest).toMatchObject(decodeProvenanceMessage(message));
        expect(decodeProvenanceMessage(message)).toEqual(
          decodeProvenanceMessage(
            valueOf('commit-message', pagesArguments(given)),
          ),
        );
      }),
      { numRuns: 500 },
    );
  });

  it('shortens the subject to what the trailer leaves, between characters', () => {
    const subject = '\u{1F680}'.repeat(100);
    const message = valueOf(
      'commit-message',
      pagesArguments(fields, { subject }),
    );
    expect(message).toMatch(/^(\u{1F680})+… cf-prov:v1 run=/u);
    expect(bytes(message)).toBeGreaterThan(384 - 6);
    expect(decodeProvenanceMessage(message)).toEqual({
      ...fields,
      commitSha: undefined,
    });
  });

  it('resolves to complete provenance', () => {
    const words = pagesArguments(fields);
    expect(
      resolvePagesDeployment(
        {
          commitHash: valueOf('commit-hash', words),
          branch: valueOf('branch', words),
          commitMessage: valueOf('commit-message', words),
        },
        { ciHosts: ['github.com'] },
      ),
    ).toMatchObject({ state: 'complete', ...fields });
  });
});
