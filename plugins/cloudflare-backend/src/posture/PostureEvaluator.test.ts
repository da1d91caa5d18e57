import { openTestDatabase } from '../evidence/__testUtils__/testDatabases';
import { evaluating, queueEntity } from './__testUtils__/evaluating';
import { backlogCheck } from './__testUtils__/storedPosture';

const { signal } = new AbortController();

const HOUR_MS = 3_600_000;
const down = { kind: 'unavailable', message: 'Cloudflare is down' } as const;

async function start(options: Parameters<typeof evaluating>[1] = {}) {
  return evaluating(await openTestDatabase('SQLITE_3'), options);
}

const exemption = {
  id: 'known',
  checkId: backlogCheck.id,
  entityRef: 'resource:default/cf-queue-orders',
  reason: 'It is known',
  requestedBy: 'user:default/jane',
  approvedBy: 'user:default/joe',
  approvedAt: '2026-03-01T00:00:00.000Z',
  expiresAt: '2026-03-02T00:00:00.000Z',
  status: 'approved',
} as const;

describe('an evaluation', () => {
  it('stores what each check says of each entity, and of what', async () => {
    const { world, store, evaluate } = await start();
    world.entities = [queueEntity('orders'), queueEntity('mails')];
    world.backlogs = { mails: 11 };
    await evaluate();
    expect(await store.current()).toEqual([
      {
        entityRef: 'resource:default/cf-queue-mails',
        subject: 'queues',
        account: 'default',
        name: 'mails',
        title: 'mails',
        owner: 'group:default/shop',
        components: [],
        results: [
          {
            checkId: 'test.backlog',
            checkVersion: 1,
            state: 'fail',
            since: '2026-03-01T00:00:00.000Z',
            facts: { messages: 11, readAt: '2026-03-01T00:00:00.000Z' },
            thresholds: { most: 10 },
            observedAt: '2026-03-01T00:00:00.000Z',
            sources: [
              { name: 'catalog', observedAt: '2026-03-01T00:00:00.000Z' },
              { name: 'backlog', observedAt: '2026-03-01T00:00:00.000Z' },
            ],
            findings: ['11 messages wait, ask ***@example.com'],
            findingsTotal: 1,
          },
        ],
      },
      expect.objectContaining({
        name: 'orders',
        results: [expect.objectContaining({ state: 'pass' })],
      }),
    ]);
    expect(await store.finished()).toMatchObject({
      entities: 2,
      results: 2,
      requests: 2,
      problems: [],
    });
  });

  it('keeps since when a state is what it is', async () => {
    const { world, later, resultOf } = await start();
    expect((await resultOf())?.since).toBe('2026-03-01T00:00:00.000Z');
    later(1);
    expect((await resultOf())?.since).toBe('2026-03-01T00:00:00.000Z');
    world.backlogs = { orders: 11 };
    later(1);
    expect(await resultOf()).toMatchObject({
      state: 'fail',
      since: '2026-03-01T02:00:00.000Z',
    });
  });

  it('fails when the catalog cannot be read, and changes nothing', async () => {
    const { world, store, evaluate, later, logger } = await start();
    await evaluate();
    const before = await store.current();
    world.catalogDown = true;
    later(1);
    expect(await evaluate()).toBeUndefined();
    expect(await store.current()).toEqual(before);
    expect(await store.latest()).toMatchObject({
      outcome: 'failed',
      problems: [{ kind: 'unavailable', message: expect.any(String) }],
    });
    expect(JSON.stringify(logger.error.mock.calls)).not.toContain('jane');
    world.catalogDown = false;
    later(1);
    expect(await evaluate()).toBeDefined();
  });

  it.each(['begin', 'commit', 'fail'] as const)(
    'tells nothing of what a database says when it cannot %s',
    async method => {
      const { world, store, writer, evaluate, logger } = await start();
      // Knex writes the values of a statement into its errors.
      const error = new RangeError('insert into ... values (jane@example.com)');
      jest.spyOn(writer, method).mockRejectedValue(error);
      world.catalogDown = method === 'fail';
      expect(await evaluate()).toBeUndefined();
      const logged = JSON.stringify(logger.error.mock.calls);
      expect(logged).toContain('(RangeError)');
      const { problems = [] } = (await store.latest()) ?? {};
      expect(`${logged} ${JSON.stringify(problems)}`).not.toContain('jane');
    },
  );

  it('tells what could not be read masked, and of which product', async () => {
    const { world, store, evaluate } = await start();
    world.problem = { kind: 'unavailable', message: 'Ask jane@example.com' };
    await evaluate();
    expect((await store.finished())?.problems).toEqual([
      {
        kind: 'unavailable',
        message: 'Ask ***@example.com',
        product: 'queues',
      },
    ]);
  });

  it('goes on when a collector is broken, and tells no content', async () => {
    const { world, resultOf, later, logger } = await start({
      collect: ({ name }) => {
        if (name === 'orders') {
          throw new TypeError('of jane@example.com');
        }
        return {
          facts: { messages: 0 },
          sources: [{ name: 'a', observedAt: '2026-03-01T00:00:00.000Z' }],
        };
      },
    });
    world.entities.push(queueEntity('mails'));
    const broken = await resultOf();
    expect(broken).toMatchObject({ state: 'unknown', reason: 'not-read' });
    expect(broken?.message).toContain('fault of this plugin');
    expect(await resultOf('mails')).toMatchObject({ state: 'pass' });
    const logged = JSON.stringify(logger.error.mock.calls);
    expect(logged).toContain(`'test.backlog'`);
    expect(logged).toContain('TypeError');
    expect(logged).not.toContain('jane');
    later(3);
    expect(await resultOf('mails')).toMatchObject({ state: 'stale' });
  });

  it('ends with its signal, and nothing of it is stored', async () => {
    const controller = new AbortController();
    const { evaluator, store } = await start({
      collect: () => {
        controller.abort();
        throw new Error('Ended');
      },
    });
    expect(await evaluator.evaluate(controller.signal)).toBeUndefined();
    expect(await store.current()).toEqual([]);
    expect(await store.latest()).toMatchObject({ outcome: 'failed' });
  });

  it('is made once, however many ask for it at once', async () => {
    const knex = await openTestDatabase('SQLITE_3');
    const [one, other] = [evaluating(knex), evaluating(knex)];
    const finished = await Promise.all([
      one.evaluator.evaluate(signal),
      other.evaluator.evaluate(signal),
    ]);
    expect(finished.filter(each => each)).toHaveLength(1);
    expect(await knex('posture_evaluations')).toHaveLength(1);
  });

  it('takes out what the catalog no longer has', async () => {
    const { world, store, evaluate, later } = await start();
    await evaluate();
    world.entities = [queueEntity('mails')];
    later(1);
    await evaluate();
    expect((await store.current()).map(({ name }) => name)).toEqual(['mails']);
  });
});

describe('an exemption', () => {
  it('holds for what fails, until it expires', async () => {
    const { world, later, resultOf } = await start({ exemptions: [exemption] });
    world.backlogs = { orders: 11 };
    expect(await resultOf()).toMatchObject({
      state: 'exempt',
      exemption: 'known',
      message: 'It is known',
      facts: { messages: 11 },
    });
    later(24);
    const after = await resultOf();
    expect(after).toMatchObject({ state: 'fail' });
    expect(after?.exemption).toBeUndefined();
  });

  it('holds for what is not known or stale, but not for what passes', async () => {
    const { world, later, resultOf } = await start({ exemptions: [exemption] });
    expect(await resultOf()).toMatchObject({ state: 'pass' });
    world.problem = down;
    later(3);
    expect(await resultOf()).toMatchObject({ state: 'exempt' });
    world.problem = { kind: 'forbidden', message: 'A group is missing' };
    later(1);
    const unknown = await resultOf();
    expect(unknown).toMatchObject({ state: 'exempt' });
    expect(unknown?.reason).toBeUndefined();
  });
});

describe('what cannot be read', () => {
  it('is unknown with the reason, at once when that lasts', async () => {
    const { world, resultOf, later } = await start();
    expect(await resultOf()).toMatchObject({ state: 'pass' });
    world.problem = { kind: 'forbidden', message: 'A group is missing' };
    later(1);
    expect(await resultOf()).toMatchObject({
      state: 'unknown',
      reason: 'forbidden',
      message: 'A group is missing',
      facts: {},
    });
  });

  it('is stale by the last complete sync, whatever else was read', async () => {
    const { world, resultOf, later } = await start();
    world.syncedAt = world.now;
    later(2);
    expect(await resultOf()).toMatchObject({ state: 'pass' });
    later(1);
    expect(await resultOf()).toMatchObject({
      state: 'stale',
      observedAt: '2026-03-01T00:00:00.000Z',
    });
  });

  it.each([1, 2, 3, 5])(
    'turns nothing green in an outage from hour %i on, is told apart from a failure, and comes back',
    async begins => {
      const { world, store, later, resultOf, evaluate } = await start();
      world.entities = ['fine', 'full'].map(name => queueEntity(name));
      world.backlogs = { full: 99, late: 99 };
      for (let hour = 0; hour < begins + 30; hour++) {
        const outage = hour - begins;
        world.problem = outage >= 0 && outage < 24 ? down : undefined;
        if (outage === 3) {
          world.entities.push(queueEntity('late'));
        }
        await evaluate();
        const current = await store.current();
        const [fine, full, late] = ['fine', 'full', 'late'].map(name => {
          const result = current.find(entity => entity.name === name)
            ?.results[0];
          return result && [result.state, result.reason];
        });
        // What was read less than two hours ago is still so.
        expect([fine, full]).toEqual(
          outage >= 2 && outage < 24
            ? [
                ['stale', 'unavailable'],
                ['stale', 'unavailable'],
              ]
            : [
                ['pass', undefined],
                ['fail', undefined],
              ],
        );
        const lateState =
          outage < 24 ? ['unknown', 'unavailable'] : ['fail', undefined];
        expect(late).toEqual(outage >= 3 ? lateState : undefined);
        later(1);
      }
      expect(await resultOf('fine')).toMatchObject({ state: 'pass' });
      const middle = await store.at(
        new Date(Date.parse('2026-03-01T00:30:00Z') + (begins + 12) * HOUR_MS),
      );
      expect(middle?.entities.map(({ results }) => results[0].state)).toEqual([
        'stale',
        'stale',
        'unknown',
      ]);
      expect(middle?.evaluation.problems).toEqual([
        { ...down, product: 'queues' },
      ]);
    },
  );
});
