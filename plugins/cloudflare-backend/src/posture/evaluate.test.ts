import {
  Check,
  CheckState,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { backlogCheck } from './__testUtils__/storedPosture';
import { CollectedFacts } from './CollectedFacts';
import { evaluate } from './evaluate';
import { Exemptions } from './exemptions/Exemptions';
import { judge } from './judge';
import { maskedText } from '../redaction/maskedText';

const now = new Date('2026-03-10T12:00:00Z');
const hoursAgo = (hours: number) =>
  new Date(now.getTime() - hours * 3_600_000).toISOString();
const read = (hours = 0) => [
  { name: 'catalog', observedAt: hoursAgo(hours) },
  { name: 'backlog', observedAt: hoursAgo(0) },
];
const down = { kind: 'unavailable', message: 'Cloudflare is down' } as const;

type Collected = CollectedFacts<typeof backlogCheck.facts>;

function verdictOf(collected: Collected, changed: Partial<Check> = {}) {
  const check = { ...backlogCheck, ...changed };
  return evaluate(check, collected, { most: 10 }, now);
}

describe('evaluate', () => {
  it.each<[string, Collected, object]>([
    ['passes', { facts: { messages: 10 }, sources: read() }, { state: 'pass' }],
    ['fails', { facts: { messages: 11 }, sources: read() }, { state: 'fail' }],
    [
      'is fresh for two hours',
      { facts: { messages: 1 }, sources: read(2) },
      { state: 'pass' },
    ],
    [
      'is as old as the oldest source',
      { facts: { messages: 1 }, sources: read(2.01), problem: down },
      { state: 'stale', reason: 'unavailable', message: down.message },
    ],
    [
      'is stale also where it failed',
      { facts: { messages: 99 }, sources: read(3) },
      { state: 'stale' },
    ],
    [
      'is unknown without the fact',
      { facts: {}, sources: read(), problem: down },
      { state: 'unknown', reason: 'unavailable', message: down.message },
    ],
    [
      'is unknown when nothing was read yet',
      { facts: {}, sources: [], message: 'Not yet' },
      { state: 'unknown', reason: 'not-read', message: 'Not yet' },
    ],
    [
      'is unknown when no source was ever read whole',
      { facts: { messages: 1 }, sources: [] },
      { state: 'unknown', reason: 'not-read' },
    ],
    [
      'is unknown when there may be more, which would be too much',
      {
        facts: { messages: 1 },
        atLeast: ['messages'],
        sources: read(),
        problem: down,
      },
      { state: 'unknown', reason: 'unavailable' },
    ],
    [
      'fails when a part is too much already',
      {
        facts: { messages: 11 },
        atLeast: ['messages'],
        sources: read(),
        problem: down,
      },
      { state: 'fail' },
    ],
  ])('%s', (_, collected, expected) => {
    expect(verdictOf(collected)).toMatchObject(expected);
  });

  it('stays fresh for as long as the check says', () => {
    const collected = { facts: { messages: 1 }, sources: read(20) };
    expect(verdictOf(collected).state).toBe('stale');
    expect(verdictOf(collected, { staleAfterHours: 24 }).state).toBe('pass');
  });

  it('does not pass what may not concern the subject', () => {
    const concerns: Partial<Check> = {
      applies: { fact: 'readAt', is: 'equal', value: 'yes' },
      appliesTo: 'It is not used.',
    };
    const verdict = (readAt?: string) =>
      verdictOf({ facts: { messages: 1, readAt }, sources: read() }, concerns);
    expect(verdict('no')).toEqual({
      state: 'not-applicable',
      message: 'It is not used.',
    });
    expect(verdict('yes').state).toBe('pass');
    expect(verdict(undefined).state).toBe('unknown');
  });

  it('does not know what concerned the subject long ago', () => {
    const verdict = (sources: Collected['sources']) =>
      verdictOf(
        { facts: { readAt: 'no' }, sources, problem: down },
        {
          applies: { fact: 'readAt', is: 'equal', value: 'yes' },
          appliesTo: 'It is not used.',
        },
      );
    expect(verdict(read(2.01))).toEqual({
      state: 'stale',
      reason: 'unavailable',
      message: down.message,
    });
    expect(verdict(read(2)).state).toBe('not-applicable');
    // Where nothing is to be read, nothing gets old.
    expect(verdict([]).state).toBe('not-applicable');
  });

  it.each([
    [4, 'pass'],
    [6, 'stale'],
    [365 * 24 * 60, 'stale'],
  ])('says of what was read in %d minutes: %s', (minutes, state) => {
    const ahead = { name: 'catalog', observedAt: hoursAgo(-minutes / 60) };
    const facts = { messages: 1 };
    expect(verdictOf({ facts, sources: [ahead] }).state).toBe(state);
    expect(verdictOf({ facts, sources: [...read(), ahead] }).state).toBe(state);
  });
});

describe('judge', () => {
  const subject = {
    entityRef: 'resource:default/cf-queue-orders',
    kind: 'queues',
    name: 'orders',
    title: 'orders',
    components: [],
    entity: { apiVersion: 'v1', kind: 'Resource', metadata: { name: 'a' } },
  } as const;

  function resultOf(
    collected: Collected,
    previous?: ReturnType<typeof judge>,
    at = now,
  ): ReturnType<typeof judge> {
    return judge({
      check: backlogCheck,
      subject,
      collected,
      previous,
      thresholds: { most: 10 },
      exemptions: new Exemptions([]),
      mask: maskedText,
      now: at,
    });
  }

  it('keeps what was known while a problem passes, and no longer than it is fresh', () => {
    const fail = resultOf({
      facts: { messages: 11 },
      sources: read(),
      findings: Array.from({ length: 60 }, (_, i) => `finding ${i}`),
    });
    expect(fail.findings).toHaveLength(50);
    expect(fail.findingsTotal).toBe(60);
    const failed = { facts: {}, sources: [], problem: down };
    const later = (hours: number) =>
      new Date(now.getTime() + hours * 3_600_000);
    const soon = resultOf(failed, fail, later(1));
    expect(soon).toEqual(fail);
    expect(resultOf(failed, soon, later(3))).toMatchObject({
      state: 'stale',
      reason: 'unavailable',
      facts: { messages: 11 },
      observedAt: fail.observedAt,
      findingsTotal: 60,
    });
  });

  it.each([
    ['a lasting problem', { kind: 'forbidden', message: 'No' }, 1],
    ['a check that means something else now', down, 2],
  ] as const)('keeps nothing after %s', (_, problem, version) => {
    const pass = resultOf({ facts: { messages: 1 }, sources: read() });
    const states: CheckState[] = [
      judge({
        check: { ...backlogCheck, version },
        subject,
        collected: { facts: {}, sources: [], problem },
        previous: pass,
        thresholds: { most: 10 },
        exemptions: new Exemptions([]),
        mask: maskedText,
        now,
      }).state,
    ];
    expect(states).toEqual(['unknown']);
  });

  it('keeps nothing of what was another thing', () => {
    const { messages } = backlogCheck.facts;
    const check = {
      ...backlogCheck,
      facts: { messages, deployment: { type: 'string', title: 'Deployment' } },
    } as const;
    const judged = {
      check,
      subject,
      previous: undefined,
      thresholds: { most: 10 },
      exemptions: new Exemptions([]),
      mask: maskedText,
      now,
    };
    const pass = judge({
      ...judged,
      collected: { facts: { messages: 1, deployment: 'a' }, sources: read() },
    });
    const stateOf = (deployment: string) =>
      judge({
        ...judged,
        previous: pass,
        collected: { facts: { deployment }, sources: read(), problem: down },
      }).state;
    expect(stateOf('a')).toBe('pass');
    expect(stateOf('b')).toBe('unknown');
  });

  it.each([
    ['what moves by itself is otherwise', { readAt: 'now' }, [], 'unknown'],
    ['what moves by itself is the same', { readAt: 'then' }, [], 'pass'],
    ['it is more by now', { messages: 2 }, ['messages'], 'unknown'],
    ['it may be as many', { messages: 1 }, ['messages'], 'pass'],
  ] as const)('when %s: %s', (_, facts, atLeast, state) => {
    const pass = resultOf({
      facts: { messages: 1, readAt: 'then' },
      sources: read(),
    });
    const known = { facts, atLeast, sources: read(), problem: down };
    expect(resultOf(known, pass).state).toBe(state);
  });

  it('keeps nothing that was judged by other thresholds', () => {
    const pass = resultOf({ facts: { messages: 11 }, sources: read() });
    const collected = { facts: {}, sources: [], problem: down };
    const otherwise = { ...pass, thresholds: { most: 20 } };
    expect(resultOf(collected, pass).state).toBe('fail');
    expect(resultOf(collected, otherwise).state).toBe('unknown');
  });

  it('takes a finding of now over what was known', () => {
    const pass = resultOf({ facts: { messages: 1 }, sources: read() });
    expect(
      resultOf(
        {
          facts: { messages: 11 },
          atLeast: ['messages'],
          sources: read(),
          problem: down,
        },
        pass,
      ),
    ).toMatchObject({ state: 'fail', atLeast: ['messages'] });
  });
});
