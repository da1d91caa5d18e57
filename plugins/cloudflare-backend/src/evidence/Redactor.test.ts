import { z } from 'zod';
import { personal, sensitive } from '../redaction/marks';
import { testPseudonyms } from './__testUtils__/logsOf';
import { Redactor } from './Redactor';

const schema = z.object({
  id: z.string(),
  count: z.number().optional(),
  note: z.string().optional(),
  actor: z.object({
    email: personal(z.string(), 'email').optional(),
    id: z.string().optional(),
  }),
  keys: z.array(z.object({ name: sensitive(z.string()).optional() })),
});

const reading = {
  id: 'a',
  actor: { email: 'sam@acme.example', id: undefined },
  keys: [{ name: 'one' }, { name: 'two' }],
  unnamed: 'CANARY',
};

const redactor = (variant: 'pseudonymous' | 'personal' = 'pseudonymous') =>
  new Redactor(testPseudonyms.of('account'), variant);

describe('Redactor', () => {
  it('masks, drops what nobody named, and counts by path', () => {
    const made = redactor();
    const record = made.of(schema)(reading);
    expect(record).toStrictEqual({
      id: 'a',
      actor: { email: expect.stringMatching(/^u_[0-9a-f]{12}@acme\.example$/) },
      keys: [{}, {}],
    });
    expect(made.removed).toEqual({ 'actor.email': 1, 'keys.name': 2 });
  });

  it('shows people and nothing else in the personal variant', () => {
    const made = redactor('personal');
    expect(made.of(schema)(reading)).toMatchObject({
      actor: { email: 'sam@acme.example' },
      keys: [{}, {}],
    });
    expect(made.removed).toEqual({ 'keys.name': 2 });
  });

  it('hands out what it counted, to be added again later', () => {
    const made = redactor();
    const recordOf = made.of(schema);
    recordOf(reading);
    const first = made.take();
    expect(made.removed).toEqual({});
    recordOf(reading);
    made.add(first);
    expect(made.removed).toEqual({ 'actor.email': 2, 'keys.name': 4 });
  });

  it('writes what evidence can hold', () => {
    const recordOf = redactor().of(schema);
    const odd = { ...reading, count: 0.5, note: 'torn \ud800 text' };
    expect(recordOf(odd)).toMatchObject({
      count: '0.5',
      note: 'torn \ufffd text',
    });
    expect(Object.is(recordOf({ ...reading, count: -0 }).count, 0)).toBe(true);
  });
});
