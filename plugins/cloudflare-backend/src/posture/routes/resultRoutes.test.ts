import {
  seededExemption,
  seededPosture,
  seededUsers,
  EVALUATED,
  seededEntities,
} from '../__testUtils__/seededPosture';
import { timeText } from '../timeText';
import { refsOf, startPosture } from '../__testUtils__/startPosture';
import { Exemptions } from '../exemptions/Exemptions';

const { store, entities, before } = seededPosture();

describe('GET /v1/posture/results', () => {
  let posture: Awaited<ReturnType<typeof startPosture>>;
  beforeAll(async () => {
    posture = await startPosture({
      store,
      users: seededUsers,
      refs: refsOf(entities),
      services: { exemptions: new Exemptions([seededExemption]) },
    });
  });

  async function found(query: string, user?: string) {
    const { body, status } = await posture.get(`/results?${query}`, user);
    expect([query, status]).toEqual([query, 200]);
    return body.data.map(
      ({ checkId, title, state }: Record<string, string>) =>
        `${checkId} ${title} ${state}`,
    );
  }

  it('lists the worst first, of these the most severe', async () => {
    expect(await found('')).toEqual([
      'coverage.components cf-account fail',
      'queue.dlq Orders of the shop fail',
      'coverage.linked books fail',
      'r2.lock ledger unknown',
      expect.stringMatching(/ pass$/),
      expect.stringMatching(/ pass$/),
      'coverage.linked web pass',
      'r2.not-public ledger exempt',
    ]);
  });

  it.each([
    ['scorecard=resilience&state=fail', ['queue.dlq Orders of the shop fail']],
    ['check=r2.lock', ['r2.lock ledger unknown']],
    [
      'state=unknown,exempt&sort=check',
      ['r2.lock ledger unknown', 'r2.not-public ledger exempt'],
    ],
    ['severity=high&state=fail', ['coverage.components cf-account fail']],
    ['subject=account', ['coverage.components cf-account fail']],
    ['account=default&subject=component', []],
    ['owner=group:default/data&state=fail', ['coverage.linked books fail']],
    ['owner=data&state=fail', ['coverage.linked books fail']],
    ['system=sales&state=fail', ['queue.dlq Orders of the shop fail']],
    ['component=web&state=fail', ['queue.dlq Orders of the shop fail']],
    ['system=none&state=unknown', ['r2.lock ledger unknown']],
    ['entity=component:default/books', ['coverage.linked books fail']],
    ['search=ORDERS%20of&state=fail', ['queue.dlq Orders of the shop fail']],
    ['search=queue.dlq', ['queue.dlq Orders of the shop fail']],
    ['check=no.such', []],
  ])('finds by %s', async (query, expected) => {
    expect(await found(query)).toEqual(expected);
  });

  it('finds what changed', async () => {
    const since = (time: Date) =>
      found(`check=queue.dlq&changedSince=${time.toISOString()}`);
    expect(await since(before(1))).toHaveLength(1);
    expect(await since(new Date(before(1).getTime() + 1))).toEqual([]);
  });

  it('tells the facts, where they come from and how old they are', async () => {
    const { body } = await posture.get('/results?check=queue.dlq');
    expect(body.data).toEqual([
      expect.objectContaining({
        checkTitle: 'Consumers have a dead-letter queue',
        severity: 'medium',
        criteria: ['A1.2', 'PI1.3'],
        scorecard: 'resilience',
        entityRef: 'resource:default/orders',
        subject: 'queues',
        account: 'default',
        owner: 'group:default/shop',
        components: ['component:default/web'],
        since: before(1).toISOString(),
        facts: { consumersWithoutDlq: 1 },
        observedAt: EVALUATED.toISOString(),
        evaluatedAt: EVALUATED.toISOString(),
        findings: ['orders: no dead-letter queue'],
      }),
    ]);
  });

  it('tells what was known at any time', async () => {
    const at = (time: Date) =>
      found(`check=queue.dlq&at=${time.toISOString()}`);
    expect(await at(before(24))).toEqual(['queue.dlq Orders of the shop pass']);
    // What was read three hours before said nothing of then.
    expect(await at(before(21))).toEqual([
      'queue.dlq Orders of the shop stale',
    ]);
    const { status, body } = await posture.get(
      `/results?at=${before(99).toISOString()}`,
    );
    expect([status, body.error.message]).toEqual([
      404,
      expect.stringContaining(
        `Nothing was evaluated by ${timeText(before(99))},`,
      ),
    ]);
  });

  it.each(['worst', 'entity', 'check', 'newest', 'oldest-facts'])(
    'pages in the order %s, and stays with its evaluation',
    async sort => {
      const seeded = seededPosture();
      const own = await startPosture({
        store: seeded.store,
        refs: refsOf(seeded.entities),
      });
      const whole = await own.get(`/results?sort=${sort}`);
      const paged: unknown[] = [];
      let cursor: string | undefined;
      do {
        const more: string = cursor ? `&cursor=${cursor}` : '';
        const { body } = await own.get(`/results?sort=${sort}&limit=3${more}`);
        paged.push(...body.data);
        expect(body.data.length).toBeLessThanOrEqual(3);
        cursor = body.meta.nextCursor;
        // Meanwhile everything is evaluated anew.
        const now = new Date(EVALUATED.getTime() + paged.length);
        seeded.store.add(now, seededEntities(now, 'pass').slice(1));
        await new Promise(resolve => setTimeout(resolve, 1_050));
      } while (cursor);
      expect(paged).toEqual(whole.body.data);
      const anew = await own.get('/results?check=queue.dlq');
      expect(anew.body.data).toEqual([]);
    },
    20_000,
  );

  it('refuses a page of what is no longer kept', async () => {
    const cursor = Buffer.from(
      JSON.stringify({
        evaluation: 99,
        finishedAt: EVALUATED.toISOString(),
        instant: EVALUATED.getTime(),
        sort: 'worst',
        last: 1,
      }),
    ).toString('base64url');
    const { status, body } = await posture.get(`/results?cursor=${cursor}`);
    expect([status, body.error.message]).toEqual([
      409,
      expect.stringContaining('begin again'),
    ]);
  });

  it.each([
    ['scorecard=none', `'scorecard'`],
    ['state=green', 'not-applicable'],
    ['state=fail,', `'state'`],
    ['severity=worst', `'severity'`],
    ['subject=zone', `'subject'`],
    ['owner=:', `'owner'`],
    ['entity=..', `'entity'`],
    ['sort=best', `'sort'`],
    ['limit=501', '500'],
    ['at=yesterday', 'RFC 3339'],
    ['at=2999-01-01T00:00:00Z', 'past'],
    ['changedSince=1', `'changedSince'`],
    ['cursor=x', `'cursor'`],
  ])('refuses %s', async (query, message) => {
    const { status, body } = await posture.get(`/results?${query}`);
    expect([status, body.error.message]).toEqual([
      400,
      expect.stringContaining(message),
    ]);
  });
});
