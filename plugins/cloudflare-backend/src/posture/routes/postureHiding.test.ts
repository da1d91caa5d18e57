import {
  CloudflareProblem,
  PostureExemption,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import {
  entityOf,
  MemoryPosture,
  resultOf,
} from '../__testUtils__/memoryPosture';
import { seededExemption, seededPosture } from '../__testUtils__/seededPosture';
import { refsOf, startPosture } from '../__testUtils__/startPosture';
import { ExemptionEntry, Exemptions } from '../exemptions/Exemptions';

const { store, entities } = seededPosture();
const refs = refsOf(entities);
const withoutLedger = refs.filter(ref => ref !== 'resource:default/ledger');

describe('whom the catalog hides just what permissions withhold', () => {
  const users = {
    'without-r2': { denied: ['cloudflare.read.r2'] },
    // As the shipped policy does with products of which nothing is to be known.
    'hidden-r2': { denied: ['cloudflare.read.r2'], shown: withoutLedger },
    part: { shown: withoutLedger },
  };

  it('is told the same of days gone by as with all entities', async () => {
    const { get } = await startPosture({ store, refs, users });
    const all = await get('/history?days=30', 'without-r2');
    const hidden = await get('/history?days=30', 'hidden-r2');
    expect(hidden.body.data).toEqual(all.body.data);
    expect(hidden.body.data.points.length).toBeGreaterThan(6);
  });

  it('is told the exemptions of what permissions do not withhold', async () => {
    const byName = (id: string, checkId: string) => ({
      ...seededExemption,
      id,
      checkId,
      entityRef: undefined,
      filter: { name: 'some-*' },
    });
    const { get } = await startPosture({
      store,
      refs,
      users,
      services: {
        exemptions: new Exemptions([
          byName('of-queues', 'queue.dlq'),
          byName('of-r2', 'r2.lock'),
        ]),
      },
    });
    const ids = async (user?: string) =>
      (await get('/exemptions', user)).body.data.map(
        ({ id }: { id: string }) => id,
      );
    expect(await ids()).toEqual(['of-queues', 'of-r2']);
    expect(await ids('hidden-r2')).toEqual(['of-queues']);
    expect(await ids('part')).toEqual([]);
  });

  it('is told the name in a filter by all products that it can hold for', async () => {
    const of = (id: string, filter: ExemptionEntry['filter']) => ({
      ...seededExemption,
      id,
      // Of Workers and of Pages.
      checkId: 'secrets.centralised',
      entityRef: undefined,
      filter,
      reason: 'Agreed',
    });
    const named = { account: 'default', name: 'merger-*' };
    const withoutPages = { denied: ['cloudflare.read.pages'] };
    const { get } = await startPosture({
      store,
      refs,
      users: {
        'without-pages': withoutPages,
        'hidden-pages': { ...withoutPages, shown: refs },
      },
      services: {
        exemptions: new Exemptions([
          of('both', named),
          of('workers', { ...named, subject: 'workers' }),
          of('pages', { ...named, subject: 'pages' }),
          { ...of('telling', named), reason: 'All of merger-* are kept' },
        ]),
      },
    });
    const told = async (user?: string) =>
      (await get('/exemptions', user)).body.data.map(
        ({ id, filter, nameWithheld, reason }: PostureExemption) => ({
          [id]: [filter?.name, nameWithheld, reason],
        }),
      );
    const plain = ['merger-*', undefined, 'Agreed'];
    expect(await told()).toEqual([
      { both: plain },
      { workers: plain },
      { pages: plain },
      { telling: ['merger-*', undefined, 'All of merger-* are kept'] },
    ]);
    const withheld = [
      { both: [undefined, true, expect.stringContaining('may not see')] },
      { workers: plain },
      { telling: [undefined, true, expect.stringContaining('may not see')] },
    ];
    expect(await told('without-pages')).toEqual(withheld);
    expect(await told('hidden-pages')).toEqual(withheld);
    const { text } = await get('/exemptions', 'without-pages');
    expect(JSON.parse(text).data[0].filter).toEqual({ account: 'default' });
  });

  it('is told the exemptions of entities whose results they see', async () => {
    const of = (id: string, more: object) => ({
      ...seededExemption,
      id,
      entityRef: undefined,
      reason: 'Agreed',
      ...more,
    });
    const { get } = await startPosture({
      store,
      refs,
      users,
      services: {
        exemptions: new Exemptions([
          of('ledger', {
            checkId: 'r2.lock',
            entityRef: 'resource:default/ledger',
          }),
          of('gone', { checkId: 'r2.lock', entityRef: 'resource:default/old' }),
          of('all-r2', { checkId: 'r2.lock', filter: { account: 'default' } }),
          of('all-queues', {
            checkId: 'queue.dlq',
            filter: { subject: 'queues' },
            reason: 'As long as ledger is not moved',
          }),
        ]),
      },
    });
    const told = async (user?: string) =>
      (await get('/exemptions', user)).body.data.map(
        ({ id, reason }: { id: string; reason: string }) => `${id}: ${reason}`,
      );
    expect(await told()).toEqual([
      'ledger: Agreed',
      'gone: Agreed',
      'all-r2: Agreed',
      'all-queues: As long as ledger is not moved',
    ]);
    const withheld = ['all-queues: Why it is so names what you may not see'];
    expect(await told('without-r2')).toEqual(withheld);
    expect(await told('hidden-r2')).toEqual(withheld);
    expect(await told('part')).toEqual(['all-r2: Agreed', ...withheld]);
  });

  it('is told no reason before there is an evaluation', async () => {
    const { get } = await startPosture({
      store: new MemoryPosture(),
      refs,
      users,
      services: {
        exemptions: new Exemptions([
          {
            ...seededExemption,
            checkId: 'queue.dlq',
            entityRef: undefined,
            filter: { subject: 'queues' },
          },
        ]),
      },
    });
    const told = async (user?: string) =>
      (await get('/exemptions', user)).body.data[0].reason;
    expect(await told()).toBe(seededExemption.reason);
    expect(await told('without-r2')).toContain('may not see');
  });

  it('is told so although an entity is gone since the evaluation', async () => {
    const gone = ['resource:default/orders', 'component:default/web'];
    const there = refs.filter(ref => !gone.includes(ref));
    const many = new MemoryPosture();
    for (let day = 19; day >= 0; day--) {
      many.add(new Date(Date.now() - day * 86_400_000), entities);
    }
    const { get } = await startPosture({ store: many, refs: there, users });
    const daysOf = async (user: string) => {
      const { body } = await get('/history?days=30&scorecard=resilience', user);
      return [body.data.points.length, body.meta.problems ?? []];
    };
    expect(await daysOf('hidden-r2')).toEqual([20, []]);
    expect(await daysOf('part')).toEqual([
      10,
      [expect.objectContaining({ kind: 'incomplete' })],
    ]);
  });
});

describe('what results tell of other entities', () => {
  const now = new Date();
  const own = new MemoryPosture();
  const found = [
    entityOf('orders', {
      results: [
        resultOf('queue.dlq', 'fail', now, {
          message: 'It is of ledger',
          findings: ['to ledger', 'to ledgers', 'of orders'],
          findingsTotal: 3,
        }),
      ],
    }),
    entityOf('ledger', { subject: 'r2' }),
  ];
  own.add(now, found);

  it.each([
    ['hidden', { shown: ['resource:default/orders'] }],
    ['of a product without the permission', { denied: ['cloudflare.read.r2'] }],
  ])('is left out where they are %s', async (_, some) => {
    const { get } = await startPosture({
      store: own,
      refs: refsOf(found),
      users: { some },
    });
    const all = await get('/results');
    expect(all.body.data[0]).toMatchObject({
      message: 'It is of ledger',
      findings: ['to ledger', 'to ledgers', 'of orders'],
      findingsTotal: 3,
    });
    const seen = await get('/results', 'some');
    expect(seen.body.data[0]).toMatchObject({
      findings: ['to ledgers', 'of orders'],
      findingsTotal: 2,
    });
    expect(seen.body.data[0].message).not.toContain('ledger');
  });
});

describe('what could not be read', () => {
  const problems: CloudflareProblem[] = [
    { kind: 'forbidden', product: 'r2', message: 'No rules of ledger' },
    { kind: 'forbidden', product: 'queues', message: 'No lag of orders' },
    { kind: 'forbidden', product: 'queues', message: 'No lag of others' },
    { kind: 'unavailable', message: 'No tokens of the account' },
  ];
  const failing = new MemoryPosture();
  failing.add(new Date(), entities).problems = problems;

  it('is told by product, and with hidden entities without names', async () => {
    const { get } = await startPosture({
      store: failing,
      refs,
      users: {
        'without-r2': { denied: ['cloudflare.read.r2'] },
        'without-account': { denied: ['cloudflare.read.account'] },
        part: { shown: withoutLedger },
      },
    });
    const told = async (user?: string) =>
      (await get('', user)).body.data.evaluation.problems;
    expect(await told()).toEqual(problems);
    expect(await told('without-r2')).toEqual(problems.slice(1));
    expect(await told('without-account')).toEqual(problems.slice(0, 3));
    expect(await told('part')).toEqual([
      expect.objectContaining({ kind: 'forbidden', product: 'r2' }),
      expect.objectContaining({ kind: 'forbidden', product: 'queues' }),
      expect.objectContaining({ kind: 'unavailable' }),
    ]);
    expect(JSON.stringify(await told('part'))).not.toMatch(/ledger|lag|token/);
    const scorecard = await get('/scorecards/resilience', 'without-r2');
    expect(scorecard.text).not.toContain('ledger');
    const path = '/entities/component:default%2Fweb';
    expect((await get(path, 'without-r2')).text).not.toContain('ledger');
  });
});
