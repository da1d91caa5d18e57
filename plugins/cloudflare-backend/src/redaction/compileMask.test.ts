import { z } from 'zod';
import { compileMask, MASKED } from './compileMask';
import {
  nameOfMark,
  personal,
  sensitive,
  sensitiveKey,
  storedValue,
} from './marks';
import { Pseudonyms } from './Pseudonyms';

const pseudonyms = new Pseudonyms('k'.repeat(32)).of('account');
const PSEUDONYM = /^u_[0-9a-f]{12}@acme\.example$/;

const schema = z.array(
  z.object({
    id: z.string(),
    email: personal(z.string(), 'email').optional(),
    ip: personal(z.string(), 'ip').optional(),
    name: personal(z.string(), 'name').optional(),
    note: personal(z.string(), 'text').optional(),
    host: sensitive(z.string()).optional(),
    devices: z
      .array(z.object({ serial: personal(z.string(), 'serial') }))
      .optional(),
    byKey: z.record(z.string(), personal(z.string(), 'email')).optional(),
  }),
);
const row = {
  id: '1',
  email: 'Sam@Acme.example',
  ip: '198.51.100.7',
  name: 'Sam Doe',
  note: 'Fix it for 198.51.100.7\n\nCo-authored-by: Pat <pat@acme.example>',
  host: 'db.acme.example',
  devices: [{ serial: 'C02XL0GYJGH6' }],
  byKey: { a: 'sam@acme.example' },
};

describe('compileMask', () => {
  it('masks every class that is not visible', () => {
    const { value, masked } = compileMask(schema).apply(
      [row],
      MASKED,
      pseudonyms,
    );
    const [out] = value as (typeof row)[];
    expect(masked).toBe(true);
    expect(out).toEqual({
      id: '1',
      email: expect.stringMatching(PSEUDONYM),
      ip: '198.51.100.0/24',
      note: 'Fix it for 198.51.100.0/24\n\nCo-authored-by: Pat <***@acme.example>',
      devices: [{ serial: expect.stringMatching(/^s_[0-9a-f]{12}$/) }],
      byKey: { a: out.email },
    });
  });

  it('leaves visible classes as they are', () => {
    expect(
      compileMask(schema).apply(
        [row],
        { personal: true, sensitive: true, values: true },
        pseudonyms,
      ),
    ).toEqual({ value: [row], masked: false });
    const { value } = compileMask(schema).apply(
      [row],
      { personal: true, sensitive: false, values: true },
      pseudonyms,
    );
    expect(value).toEqual([{ ...row, host: undefined }]);
  });

  it('keeps keys, and leaves stored values out', () => {
    const stored = z.object({
      key: sensitiveKey(z.string()),
      value: storedValue(z.string()).optional(),
    });
    const entry = { key: 'by-email/sam@acme.example', value: '42' };
    const seen = (visibility: Partial<typeof MASKED>) =>
      compileMask(stored).apply(entry, { ...MASKED, ...visibility }, pseudonyms)
        .value;
    const masked = { key: expect.stringMatching(/^by-email\/<email:\w{8}>$/) };
    expect(seen({})).toEqual(masked);
    expect(seen({ personal: true })).toEqual(masked);
    expect(seen({ sensitive: true })).toEqual({ key: entry.key });
    expect(seen({ values: true })).toEqual({ ...masked, value: '42' });
    expect(() =>
      compileMask(z.object({ value: storedValue(z.string()) })),
    ).toThrow('must be optional');
  });

  it('calls marks by class and kind', () => {
    expect(
      [
        { class: 'personal', kind: 'ip' } as const,
        { class: 'sensitive', kind: 'key' } as const,
        { class: 'sensitive' } as const,
        { class: 'values' } as const,
      ].map(nameOfMark),
    ).toEqual(['personal:ip', 'sensitive:key', 'sensitive', 'values']);
  });

  it('says that nothing was masked when nothing had to be', () => {
    const { masked } = compileMask(schema).apply(
      [{ id: '1', note: 'release 1' }],
      MASKED,
      pseudonyms,
    );
    expect(masked).toBe(false);
  });

  it('leaves a choice of plain values as it is, and refuses any other', () => {
    const plain = z.record(
      z.string(),
      z.union([z.string(), z.number(), z.null(), z.array(z.string())]),
    );
    const value = { a: 'x', b: 1, c: null, d: ['y'] };
    expect(compileMask(plain).apply(value, MASKED, pseudonyms)).toEqual({
      value,
      masked: false,
    });
    const marked = z.union([z.number(), personal(z.string(), 'text')]);
    expect(() => compileMask(marked)).toThrow('plain values');
  });

  it('refuses schemas through which more than the named fields could leave', () => {
    for (const open of [
      z.looseObject({}),
      z.unknown(),
      z.any(),
      z.object({ a: z.union([z.string(), z.object({})]) }),
    ]) {
      expect(() => compileMask(open)).toThrow();
    }
    expect(() =>
      compileMask(z.object({ name: personal(z.string(), 'name') })),
    ).toThrow('must be optional');
  });
});
