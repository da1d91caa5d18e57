import { evidenceStream, evidenceTime } from './index';
import { isEvidenceTime } from './evidenceTime';

describe('evidenceTime', () => {
  it.each([
    ['2026-11-01T00:00:00Z', '2026-11-01T00:00:00Z'],
    ['2026-11-01T00:00:00.000Z', '2026-11-01T00:00:00Z'],
    ['2026-11-01T00:00:00.120Z', '2026-11-01T00:00:00.12Z'],
    ['2026-11-01T00:00:00.123456789Z', '2026-11-01T00:00:00.123456789Z'],
    ['2026-11-01T01:30:00+02:00', '2026-10-31T23:30:00Z'],
    ['2026-10-31T19:30:00.5-04:30', '2026-11-01T00:00:00.5Z'],
    ['2026-11-01t00:00:00z', '2026-11-01T00:00:00Z'],
    ['1969-12-31T23:59:59.5Z', '1969-12-31T23:59:59.5Z'],
  ])('writes %s as %s', (given, expected) => {
    expect(evidenceTime(given)).toBe(expected);
    expect(evidenceTime(expected)).toBe(expected);
    expect(isEvidenceTime(expected)).toBe(true);
  });

  it('writes dates', () => {
    expect(evidenceTime(new Date(0))).toBe('1970-01-01T00:00:00Z');
    expect(evidenceTime(new Date(1_050))).toBe('1970-01-01T00:00:01.05Z');
    expect(evidenceTime(new Date(-500))).toBe('1969-12-31T23:59:59.5Z');
  });

  it.each([
    '2026-11-01',
    '2026-11-01 00:00:00Z',
    '2026-11-01T00:00:00',
    '2026-11-01T24:00:01Z',
    '9999-12-31T23:59:59-01:00',
    'yesterday',
    '',
  ])('refuses %p', given => {
    expect(() => evidenceTime(given)).toThrow('is not a time by RFC 3339');
    expect(isEvidenceTime(given)).toBe(false);
  });

  it('refuses days that do not exist', () => {
    expect(() => evidenceTime('2026-02-30T00:00:00Z')).toThrow('RFC 3339');
  });

  it('refuses dates that are none', () => {
    expect(() => evidenceTime(new Date(NaN))).toThrow('RFC 3339');
    expect(() => evidenceTime(new Date(8.64e15))).toThrow('RFC 3339');
  });
});

describe('evidenceStream', () => {
  it('names streams apart', () => {
    expect(
      evidenceStream('acc', 'r2-lifecycle', 'r2:eu:a/b %', 'personal'),
    ).toBe('acc/r2-lifecycle/r2%3Aeu%3Aa%2Fb%20%25/personal');
  });

  it('refuses what has no name', () => {
    expect(() => evidenceStream('', 'k', 's', 'personal')).toThrow('accountId');
    expect(() => evidenceStream('a', 'k', '\ud800', 'personal')).toThrow(
      'subjectKey',
    );
  });
});
