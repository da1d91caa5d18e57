import fc from 'fast-check';
import {
  decodeProvenanceMessage,
  encodeProvenanceMessage,
  ProvenanceMessageFields,
} from './index';

const bytes = (text: string) => new TextEncoder().encode(text).length;

const fields: ProvenanceMessageFields = {
  ciRunUrl: 'https://github.com/acme/api/actions/runs/12345678',
  repositoryUrl: 'https://github.com/acme/api',
  ref: 'feature/retry & back-off=1',
  pullRequest: '42',
  actor: 'renovate[bot]',
  attempt: '2',
};
fields.ref = 'feature/retry&back-off=1%';

const segment = fc.stringMatching(/^[a-z0-9][a-z0-9_-]{0,11}$/);
const url = fc
  .tuple(
    fc.constantFrom('github.com', 'gitlab.acme.example:8443', 'buildkite.com'),
    fc.array(segment, { maxLength: 5 }),
  )
  .map(([host, path]) => ['https:/', host, ...path].join('/'));
const validFields: fc.Arbitrary<ProvenanceMessageFields> = fc.record(
  {
    ciRunUrl: url,
    repositoryUrl: url,
    ref: fc
      .string({ unit: 'grapheme', minLength: 1, maxLength: 20 })
      .filter(text => !/[\p{Cc}\p{Cf}\p{Cs}\p{Z}]/u.test(text)),
    pullRequest: fc.oneof(fc.nat().map(String), url),
    actor: fc.stringMatching(/^[a-zA-Z0-9._[\]-]{1,30}$/),
    attempt: fc.nat(99).map(String),
  },
  { requiredKeys: [] },
);

describe('encodeProvenanceMessage', () => {
  it('writes a subject for people and a trailer for machines, the run first', () => {
    expect(encodeProvenanceMessage('Add retries', fields)).toBe(
      'Add retries cf-prov:v1' +
        ' run=https%3A%2F%2Fgithub.com%2Facme%2Fapi%2Factions%2Fruns%2F12345678' +
        ' repo=https%3A%2F%2Fgithub.com%2Facme%2Fapi' +
        ' ref=feature%2Fretry%26back-off%3D1%25 pr=42 actor=renovate%5Bbot%5D attempt=2',
    );
  });

  it('is undone by decoding', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary' }),
        validFields,
        (subject, given) => {
          expect(
            decodeProvenanceMessage(
              encodeProvenanceMessage(subject, given, 4000),
            ),
          ).toEqual(given);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('is undone by decoding also at the length at which Cloudflare cuts', () => {
    const trailer = bytes(encodeProvenanceMessage('', fields));
    const lengths = new Set<number>();
    for (let length = 384 - trailer - 5; length < 384 - trailer + 5; length++) {
      const subject = '\u{1F680}'
        .repeat(Math.floor(length / 4))
        .concat('a'.repeat(length % 4));
      const message = encodeProvenanceMessage(subject, fields);
      lengths.add(bytes(message));
      expect(decodeProvenanceMessage(message)).toEqual(fields);
    }
    expect(lengths).toContain(383);
    expect(lengths).toContain(385);

    const filling = { ciRunUrl: `https://ci.example/${'r'.repeat(384 - 37)}` };
    expect(bytes(`cf-prov:v1 run=${filling.ciRunUrl}`)).toBe(381);
    for (const more of ['', 'r', 'rr', 'rrr']) {
      const ciRunUrl = filling.ciRunUrl.replace('r', `r${more}`).slice(0, -6);
      const message = encodeProvenanceMessage('', { ciRunUrl, attempt: '1' });
      expect({ ciRunUrl, attempt: '1' }).toMatchObject(
        decodeProvenanceMessage(message),
      );
      expect(bytes(message)).not.toBe(384);
    }
  });

  it.each([384, 1000])('loses nothing at %d bytes without a subject', size => {
    const start = 'cf-prov:v1 ref= attempt=1';
    const given = { ref: 'b'.repeat(Math.min(size - bytes(start), 255)) };
    const rest = size - bytes(start) - given.ref.length;
    const whole = {
      ...given,
      attempt: '1',
      ...(rest > 0 && {
        ciRunUrl: `https://ci/${'r'.repeat(
          rest - ' run=https%3A%2F%2Fci%2F'.length,
        )}`,
      }),
    };
    const message = encodeProvenanceMessage('', whole, 4000);
    expect(bytes(message)).toBe(size + 1);
    expect(decodeProvenanceMessage(message)).toEqual(whole);
  });

  it('leaves out whole pairs that do not fit, and never cuts one', () => {
    fc.assert(
      fc.property(validFields, fc.nat(400), (given, maxBytes) => {
        const message = encodeProvenanceMessage('', given, maxBytes);
        expect(bytes(message)).toBeLessThanOrEqual(maxBytes);
        expect(given).toMatchObject(decodeProvenanceMessage(message));
      }),
    );
  });

  it('keeps the trailer at 384 bytes unless told otherwise', () => {
    const long = {
      ...fields,
      repositoryUrl: `https://github.com/acme/${'r'.repeat(150)}`,
      ref: 'b'.repeat(150),
    };
    const message = encodeProvenanceMessage('', long);
    expect(bytes(message)).toBeLessThanOrEqual(384);
    expect(decodeProvenanceMessage(message)).toEqual({
      ...long,
      ref: undefined,
    });
  });

  it('shortens the subject to 120 characters without cutting one in half', () => {
    const [subject] = encodeProvenanceMessage(
      '\u{1F680}'.repeat(200),
      fields,
    ).split(' cf-prov:v1');
    expect([...subject]).toHaveLength(120);
    expect(subject.endsWith('\u{1F680}…')).toBe(true);
  });

  it('brings the subject on one line and keeps trailers out of it', () => {
    const message = encodeProvenanceMessage(
      'Fix\n\nit cf-prov:v1 run=https://evil.example/1',
      { attempt: '3' },
    );
    expect(message.startsWith('Fix it ')).toBe(true);
    expect(decodeProvenanceMessage(message)).toEqual({ attempt: '3' });
    expect(
      decodeProvenanceMessage(
        encodeProvenanceMessage('x cf-prov:v1 attempt=9', {}),
      ),
    ).toEqual({});
  });

  it.each([
    ['a plain http URL', { ciRunUrl: 'http://github.com/acme/api' }],
    ['credentials', { repositoryUrl: 'https://x:secret@github.com/acme/api' }],
    ['an e-mail address', { actor: 'dev@acme.example' }],
    ['an attempt that is no number', { attempt: 'two' }],
    ['white space', { ref: 'a b' }],
    ['half a character', { ref: '\uD800' }],
    ['text as pull request', { pullRequest: 'forty-two' }],
  ])('leaves out %s', (_, given) => {
    expect(encodeProvenanceMessage('Subject', given)).toBe('Subject');
  });

  it('strips queries, fragments and `.git` from URLs', () => {
    expect(
      decodeProvenanceMessage(
        encodeProvenanceMessage('', {
          ciRunUrl: 'https://github.com/acme/api/actions/runs/1?token=abc#log',
          repositoryUrl: 'https://github.com/acme/api.git/',
        }),
      ),
    ).toEqual({
      ciRunUrl: 'https://github.com/acme/api/actions/runs/1',
      repositoryUrl: 'https://github.com/acme/api',
    });
  });
});

describe('decodeProvenanceMessage', () => {
  it('reads trailers that people wrote, with plain URLs', () => {
    expect(
      decodeProvenanceMessage(
        'Release 7 cf-prov:v1 run=https://github.com/acme/api/actions/runs/7 repo=https://github.com/acme/api.git ref=main',
      ),
    ).toEqual({
      ciRunUrl: 'https://github.com/acme/api/actions/runs/7',
      repositoryUrl: 'https://github.com/acme/api',
      ref: 'main',
    });
  });

  it.each([384, 1000])('drops a pair that was cut at %d bytes', limit => {
    const start = 'cf-prov:v1 attempt=1 actor=sam ref=';
    const cut = start + 'b'.repeat(limit - bytes(start));
    expect(bytes(cut)).toBe(limit);
    expect(decodeProvenanceMessage(cut)).toEqual({
      attempt: '1',
      actor: 'sam',
    });
    expect(decodeProvenanceMessage(`${start}main`)).toMatchObject({
      ref: 'main',
    });
  });

  it('gives true fields only, wherever Cloudflare cuts', () => {
    const trailer = encodeProvenanceMessage('', fields);
    for (let kept = 0; kept < bytes(trailer); kept++) {
      const padding = 'x'.repeat(1000 - kept - 1);
      const cut = `${padding} ${trailer}`.slice(0, 1000);
      expect(fields).toMatchObject(decodeProvenanceMessage(cut));
    }
  });

  it('drops a cut percent escape at any length', () => {
    expect(decodeProvenanceMessage('cf-prov:v1 attempt=1 ref=a%2')).toEqual({
      attempt: '1',
    });
  });

  it('reads the last trailer, and no further than its line', () => {
    expect(
      decodeProvenanceMessage(
        'Revert "x cf-prov:v1 attempt=1" cf-prov:v1 attempt=2\nactor=eve',
      ),
    ).toEqual({ attempt: '2' });
  });

  it('ignores other versions, unknown keys and repeated ones', () => {
    expect(decodeProvenanceMessage('x cf-prov:v2 attempt=1')).toEqual({});
    expect(decodeProvenanceMessage('x notcf-prov:v1 attempt=1')).toEqual({});
    expect(
      decodeProvenanceMessage(
        'cf-prov:v1 toString=1 __proto__=2 attempt=1 attempt=2',
      ),
    ).toEqual({ attempt: '1' });
  });

  it('never throws', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), text => {
        expect(() => {
          decodeProvenanceMessage(text);
          decodeProvenanceMessage(`cf-prov:v1 run=${text} ref=${text}`);
        }).not.toThrow();
      }),
    );
  });
});
