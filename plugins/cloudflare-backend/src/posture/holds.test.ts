import {
  Check,
  Condition,
  FactValue,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { holds } from './holds';

const now = new Date('2026-03-10T00:00:00Z');

const tested: Check = {
  id: 'test.holds',
  version: 1,
  title: '',
  proves: '',
  remediation: '',
  severity: 'low',
  kind: 'design',
  criteria: [],
  subjects: ['queues'],
  facts: {},
  thresholds: {
    limit: { title: '', default: 5, least: 0, most: 100 },
    days: { title: '', default: 7, least: 0, most: 100, unit: 'days' },
    hours: { title: '', default: 7, least: 0, most: 100, unit: 'hours' },
    percent: { title: '', default: 7, least: 0, most: 100, unit: 'percent' },
  },
  rule: { all: [] },
};

function ask(
  condition: Condition<string, string>,
  facts: Record<string, FactValue | undefined>,
  atLeast: string[] = [],
) {
  return holds(condition, {
    check: tested,
    facts,
    atLeast,
    thresholds: { limit: 5, days: 7, hours: 7, percent: 7 },
    now,
  });
}

const yes = { fact: 'yes', is: 'equal', value: true } as const;
const no = { fact: 'no', is: 'equal', value: true } as const;
const open = { fact: 'open', is: 'equal', value: true } as const;
const known = { yes: true, no: false };

describe('a condition', () => {
  it.each<[Condition<string, string>, boolean | undefined]>([
    [{ all: [yes, yes] }, true],
    [{ all: [yes, open] }, undefined],
    [{ all: [no, open] }, false],
    [{ all: [open, no] }, false],
    [{ all: [] }, true],
    [{ any: [yes, open] }, true],
    [{ any: [open, yes] }, true],
    [{ any: [no, open] }, undefined],
    [{ any: [no, no] }, false],
    [{ any: [] }, false],
    [{ not: yes }, false],
    [{ not: no }, true],
    [{ not: open }, undefined],
    [{ all: [{ any: [no, open] }, { not: yes }] }, false],
  ])('%j is %s', (condition, expected) => {
    expect(ask(condition, known)).toBe(expected);
  });
});

describe('a comparison', () => {
  it.each<[FactValue, string, number | 'limit', boolean]>([
    [5, 'at-most', 'limit', true],
    [6, 'at-most', 'limit', false],
    [4, 'less-than', 'limit', true],
    [5, 'less-than', 'limit', false],
    [5, 'at-least', 'limit', true],
    [4, 'at-least', 'limit', false],
    [6, 'more-than', 'limit', true],
    [5, 'more-than', 5, false],
    [0, 'equal', 0, true],
    [null, 'equal', 0, false],
    // Nothing but `equal` is true of what does not exist.
    [null, 'at-most', 5, false],
    [null, 'at-least', 0, false],
    ['5', 'at-most', 5, false],
  ])('of %j %s %s is %s', (fact, is, limit, expected) => {
    const against = limit === 'limit' ? { threshold: limit } : { value: limit };
    const condition = { fact: 'fact', is, ...against } as Condition<
      string,
      string
    >;
    expect(ask(condition, { fact })).toBe(expected);
    expect(ask(condition, {})).toBeUndefined();
  });

  it('of null tells that it is null', () => {
    const isNull = { fact: 'fact', is: 'equal', value: null } as const;
    expect(ask(isNull, { fact: null })).toBe(true);
    expect(ask(isNull, { fact: 0 })).toBe(false);
  });

  it.each([
    ['2026-03-03T00:00:01Z', 'younger-than', 'days', true],
    ['2026-03-03T00:00:00Z', 'younger-than', 'days', false],
    ['2026-03-11T00:00:00Z', 'younger-than', 'days', true],
    ['2026-03-09T17:00:01Z', 'younger-than', 'hours', true],
    ['2026-03-09T17:00:00Z', 'younger-than', 'hours', false],
    ['2026-03-17T00:00:01Z', 'later-than', 'days', true],
    ['2026-03-17T00:00:00Z', 'later-than', 'days', false],
    ['2026-03-09T00:00:00Z', 'later-than', 'days', false],
    [null, 'younger-than', 'days', false],
    [null, 'later-than', 'days', false],
    ['yesterday', 'younger-than', 'days', false],
  ] as const)('of the time %s %s %s is %s', (fact, is, threshold, expected) => {
    expect(ask({ fact: 'fact', is, threshold }, { fact })).toBe(expected);
  });

  it('of a time with something else is a mistake', () => {
    const wrong = {
      fact: 'fact',
      is: 'younger-than',
      threshold: 'percent',
    } as const;
    expect(() => ask(wrong, { fact: '2026-03-03T00:00:01Z' })).toThrow(
      'percent',
    );
  });

  // What is at least 3 may be 4, and more.
  it.each<[string, number, boolean | undefined]>([
    ['at-least', 3, true],
    ['at-least', 4, undefined],
    ['more-than', 2, true],
    ['more-than', 3, undefined],
    ['at-most', 2, false],
    ['at-most', 3, undefined],
    ['less-than', 3, false],
    ['less-than', 4, undefined],
    ['equal', 3, undefined],
    ['equal', 2, false],
  ])('of a lower bound of 3 with %s %d is %s', (is, value, expected) => {
    const condition = { fact: 'fact', is, value } as Condition<string, string>;
    expect(ask(condition, { fact: 3 }, ['fact'])).toBe(expected);
  });

  it('of a lower bound never tells that it is equal to more', () => {
    const condition = { fact: 'fact', is: 'equal', value: 4 } as const;
    expect(ask(condition, { fact: 3 }, ['fact'])).toBeUndefined();
  });
});
