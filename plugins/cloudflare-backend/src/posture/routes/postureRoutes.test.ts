import { ConflictError } from '@backstage/errors';
import { scorecards } from '@cloudflare-backstage/plugin-cloudflare-common';
import { MemoryPosture } from '../__testUtils__/memoryPosture';
import {
  EVALUATED,
  seededExemption,
  seededPosture,
  seededUsers,
} from '../__testUtils__/seededPosture';
import { refsOf, startPosture } from '../__testUtils__/startPosture';
import { Exemptions } from '../exemptions/Exemptions';

const { store, entities, before } = seededPosture();
const refs = refsOf(entities);

describe('the routes about posture', () => {
  let posture: Awaited<ReturnType<typeof startPosture>>;
  beforeAll(async () => {
    posture = await startPosture({
      store,
      refs,
      users: seededUsers,
      services: { exemptions: new Exemptions([seededExemption]) },
    });
  });

  it('sum posture up', async () => {
    const { body, headers } = await posture.get('');
    const { data } = body;
    expect(data.evaluation).toEqual({
      state: 'finished',
      startedAt: EVALUATED.toISOString(),
      finishedAt: EVALUATED.toISOString(),
      entities: 5,
      results: 8,
      requests: 7,
      problems: [],
    });
    expect(data.score).toBeCloseTo(3 / 7);
    expect(data.scorecards.map(({ key }: { key: string }) => key)).toEqual([
      'access-hygiene',
      'change-management',
      'data-retention',
      'resilience',
      'ai-governance',
      'coverage',
    ]);
    expect(data.products).toContainEqual(
      expect.objectContaining({ key: 'r2', title: 'R2', level: 'bronze' }),
    );
    expect(data.owners[0]).toMatchObject({
      key: 'group:default/shop',
      title: 'shop',
      counts: { fail: 2 },
    });
    expect(data.components).toContainEqual(
      expect.objectContaining({
        key: 'component:default/web',
        counts: expect.objectContaining({ pass: 2, fail: 1 }),
      }),
    );
    expect(data.coverage).toEqual({
      linked: 1,
      total: 2,
      excluded: 3,
      share: 0.5,
      expected: 0.95,
      state: 'fail',
    });
    expect(headers.etag).toBeDefined();
  });

  it('tell what got worse in a day', async () => {
    const { body } = await posture.get('');
    expect(body.data.comparedWith).toBe(before(24).toISOString());
    expect(body.data.worseTotal).toBe(1);
    expect(body.data.worse).toEqual([
      {
        before: 'pass',
        result: expect.objectContaining({
          checkId: 'queue.dlq',
          state: 'fail',
        }),
      },
    ]);
  });

  it('tell a scorecard by its checks', async () => {
    const { body } = await posture.get('/scorecards/resilience');
    expect(body.data).toMatchObject({
      key: 'resilience',
      description: scorecards.resilience.description,
      counts: { pass: 1, fail: 1 },
    });
    expect(body.data.checks).toContainEqual(
      expect.objectContaining({
        key: 'queue.dlq',
        severity: 'medium',
        kind: 'design',
        criteria: ['A1.2', 'PI1.3'],
        subjects: ['queues'],
        counts: expect.objectContaining({ fail: 1 }),
      }),
    );
  });

  it('tell of an entity, and what belongs to it', async () => {
    const of = async (ref: string) => {
      const path = `/entities/${encodeURIComponent(ref)}`;
      const { data } = (await posture.get(path).expect(200)).body;
      const titles = (results: { checkId: string }[]) =>
        results.map(({ checkId }) => checkId);
      return [titles(data.own), titles(data.related)];
    };
    expect(await of('component:default/web')).toEqual([
      ['coverage.linked'],
      ['queue.dlq', 'queue.backlog'],
    ]);
    expect(await of('resource:default/orders')).toEqual([
      ['queue.dlq', 'queue.backlog'],
      [],
    ]);
    const sales = [[], ['queue.dlq', 'queue.backlog', 'coverage.linked']];
    expect(await of('system:default/sales')).toEqual(sales);
    expect(await of('System:sales')).toEqual(sales);
  });

  it('tell the exemptions, and what they exempt', async () => {
    const { body } = await posture.get('/exemptions');
    expect(body.data).toEqual([
      { ...seededExemption, expiring: true, results: 1 },
    ]);
  });

  it('tell how it went', async () => {
    const { body } = await posture.get(
      '/history?days=3&scorecard=resilience&entity=resource:default/orders&check=queue.dlq',
    );
    expect(body.data.points.at(-1)).toMatchObject({
      at: EVALUATED.toISOString(),
      counts: { pass: 1, fail: 1 },
    });
    expect(body.data.points.length).toBeGreaterThan(1);
    expect(body.data.transitions).toEqual([
      { at: before(49).toISOString(), state: 'pass' },
      { at: EVALUATED.toISOString(), before: 'pass', state: 'fail' },
    ]);
  });

  it('have posture evaluated, and recorded who asked', async () => {
    await posture.post('/refresh').expect(202, /"started":true/);
    expect(posture.refresh).toHaveBeenCalledTimes(1);
    expect(posture.auditor.createEvent).toHaveBeenCalledWith(
      expect.objectContaining({ eventId: 'posture-refresh' }),
    );
    posture.refresh.mockRejectedValueOnce(new ConflictError('It runs'));
    await posture.post('/refresh').expect(409);
    await posture.post('/refresh', 'without-posture').expect(403);
    expect(posture.refresh).toHaveBeenCalledTimes(2);
  });

  it.each([
    ['/scorecards/none', 404, 'there are access-hygiene'],
    ['/history?days=181', 400, '180'],
    ['/history?days=0', 400, `'days'`],
    ['/history?entity=resource:default/orders', 400, 'both'],
    ['/history?check=queue.dlq', 400, 'both'],
    ['/history?check=no.such&entity=resource:default/orders', 400, 'no.such'],
    ['/history?check=queue.dlq&entity=:', 400, `'entity'`],
    ['/facts?limit=1001', 400, '1000'],
    ['/facts?scorecard=x', 400, `'scorecard'`],
    ['/facts?cursor=x', 400, `'cursor'`],
    ['/acceptance?account=other', 400, `'other'`],
    ['/results?account=other', 400, `'other'`],
  ])('refuse %s with %d', async (path, expected, message) => {
    const { status, body } = await posture.get(path);
    expect([status, body.error.message]).toEqual([
      expected,
      expect.stringContaining(message),
    ]);
  });
});

describe('before the first evaluation', () => {
  it('every route answers, and nothing passes', async () => {
    const { get } = await startPosture({ store: new MemoryPosture(), refs });
    const { body } = await get('').expect(200);
    expect(body.data).toMatchObject({
      counts: { pass: 0 },
      evaluation: { state: 'never' },
      coverage: { expected: 0.95 },
    });
    expect(body.data).not.toHaveProperty('score');
    expect(body.data).not.toHaveProperty('level');
    // What is not known is not zero.
    for (const unknown of ['linked', 'total', 'excluded', 'share']) {
      expect(body.data.coverage).not.toHaveProperty(unknown);
    }
    expect(body.data).not.toHaveProperty('comparedWith');
    expect((await get('/results')).body.data).toEqual([]);
    expect((await get('/facts')).body.data).toEqual({ entities: [] });
    expect((await get('/history')).body.data).toEqual({ points: [] });
    await get('/scorecards/coverage').expect(200, /"never"/);
    await get('/entities/component:default%2Fweb').expect(200, /"never"/);
  });
});

describe('GET /v1/posture/facts', () => {
  it('answers all of an evaluation in pages, and 409 after another one', async () => {
    const seeded = seededPosture();
    const { get } = await startPosture({ store: seeded.store, refs });
    const first = await get('/facts?limit=2');
    expect(first.body.data.evaluation).toMatchObject({ id: 5 });
    expect(first.body.data.entities).toEqual([
      {
        entityRef: 'component:default/books',
        checks: {
          'coverage.linked': {
            state: 'fail',
            facts: {},
            observedAt: EVALUATED.toISOString(),
          },
        },
      },
      expect.objectContaining({ entityRef: 'component:default/web' }),
    ]);
    const next = `/facts?limit=1000&cursor=${first.body.meta.nextCursor}`;
    const second = await get(next);
    expect(second.body.data.entities).toHaveLength(3);
    expect(second.body.meta.nextCursor).toBeUndefined();
    const narrow = await get('/facts?scorecard=data-retention');
    expect(narrow.body.data.entities).toEqual([
      expect.objectContaining({
        checks: expect.objectContaining({
          'r2.lock': expect.objectContaining({ reason: 'forbidden' }),
        }),
      }),
    ]);
    seeded.store.add(new Date(), seeded.entities);
    await new Promise(resolve => setTimeout(resolve, 1_050));
    await get(next).expect(409, /begin again/);
  });
});
