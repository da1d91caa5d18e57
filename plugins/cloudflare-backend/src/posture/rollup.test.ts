import {
  entityOf,
  MemoryPosture,
  resultOf,
} from './__testUtils__/memoryPosture';
import { PostureSnapshot } from './PostureSnapshot';
import { PostureView } from './PostureVisibility';
import { rollUp, sumTotals } from './rollup';
import { StoredEntity } from './StoredPosture';

const NOW = '2026-03-01T12:00:00.000Z';

const pass = (check: string) => resultOf(check, 'pass', NOW);
const fail = (check: string) => resultOf(check, 'fail', NOW);

const entities: StoredEntity[] = [
  entityOf('orders', {
    owner: 'group:default/shop',
    system: 'system:default/sales',
    components: ['component:default/web', 'component:default/api'],
    results: [fail('queue.dlq'), pass('queue.backlog')],
  }),
  entityOf('bucket', {
    subject: 'r2',
    owner: 'group:default/data',
    components: ['component:default/api'],
    results: [pass('r2.lifecycle'), resultOf('r2.lock', 'not-applicable', NOW)],
  }),
  entityOf('web', {
    subject: 'component',
    owner: 'group:default/shop',
    results: [pass('coverage.linked')],
  }),
  entityOf('cf-account', {
    subject: 'account',
    owner: 'group:default/data',
    results: [pass('token.ttl')],
  }),
];

const all: PostureView['subjects'] = new Set([
  'queues',
  'r2',
  'component',
  'account',
]);

function rolledUp(view: Partial<PostureView>) {
  const store = new MemoryPosture();
  const evaluation = store.add(NOW, entities);
  const snapshot = new PostureSnapshot(evaluation, entities, () => undefined);
  const rollup = rollUp(snapshot, Date.parse(NOW), {
    key: '',
    subjects: all,
    ...view,
  });
  const told = (tallies: Map<string, (typeof rollup)['total']>) =>
    Object.fromEntries(
      [...tallies].map(([key, { counts, notVisible }]) => [
        key,
        `${counts.pass}/${counts.fail}/${notVisible}`,
      ]),
    );
  return { rollup, told, evaluation };
}

describe('a rollup', () => {
  it('sums up by all that results belong to', () => {
    const { rollup, told } = rolledUp({});
    expect(rollup.total).toMatchObject({
      counts: { pass: 4, fail: 1, 'not-applicable': 1 },
      notVisible: 0,
    });
    expect(told(rollup.scorecards)).toEqual({
      resilience: '1/1/0',
      'data-retention': '1/0/0',
      coverage: '1/0/0',
      'access-hygiene': '1/0/0',
    });
    expect(told(rollup.checks)).toMatchObject({ 'queue.dlq': '0/1/0' });
    expect(told(rollup.subjects)).toMatchObject({
      queues: '1/1/0',
      r2: '1/0/0',
    });
    expect(told(rollup.accounts)).toEqual({ default: '3/1/0' });
    expect(told(rollup.owners)).toEqual({
      'group:default/shop': '2/1/0',
      'group:default/data': '2/0/0',
    });
    expect(told(rollup.systems)).toEqual({
      'system:default/sales': '1/1/0',
      '': '3/0/0',
    });
    // Of a Component: its own and those of its resources.
    expect(told(rollup.components)).toEqual({
      'component:default/web': '2/1/0',
      'component:default/api': '2/1/0',
      '': '1/0/0',
    });
  });

  it('counts what the caller may not read as not visible, and what is measured only', () => {
    const subjects: PostureView['subjects'] = new Set(['queues', 'component']);
    const { rollup, told } = rolledUp({ subjects });
    expect(rollup.total).toMatchObject({ counts: { pass: 2 }, notVisible: 2 });
    expect(told(rollup.subjects)).toMatchObject({
      r2: '0/0/1',
      account: '0/0/1',
    });
    expect(told(rollup.components)['component:default/api']).toBe('1/1/1');
    // Nobody learns of an owner by what is hidden.
    expect(Object.keys(told(rollup.owners))).toEqual(['group:default/shop']);
  });

  it('tells of what the catalog hides no more than how much it is', () => {
    const refs = new Set(['resource:default/orders', 'group:default/shop']);
    const { rollup, told } = rolledUp({ refs });
    expect(rollup.total).toMatchObject({
      counts: { pass: 1, fail: 1 },
      notVisible: 3,
    });
    expect(told(rollup.owners)).toEqual({ 'group:default/shop': '1/1/0' });
    expect(told(rollup.systems)).toEqual({ '': '1/1/0' });
    expect(told(rollup.components)).toEqual({ '': '1/1/0' });
  });

  it('sums up the totals of a past evaluation the same way', () => {
    for (const subjects of [all, new Set(['queues', 'component'] as const)]) {
      const { rollup, evaluation } = rolledUp({ subjects });
      expect(sumTotals(evaluation.totals, { subjects }, () => true)).toEqual(
        rollup.total,
      );
    }
  });
});
