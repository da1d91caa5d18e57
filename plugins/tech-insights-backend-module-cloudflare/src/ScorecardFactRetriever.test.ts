import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { Knex } from 'knex';
import {
  databases,
  TechInsightsBackend,
} from './__testUtils__/techInsightsBackend';
import { PosturePlugin } from './__testUtils__/posturePlugin';
import { CheckFacts } from './entityFacts';

jest.setTimeout(60_000);

const QUEUE = 'resource:default/cf-queue-orders';
const OTHER = 'resource:default/cf-queue-mails';
const WORKFLOW = 'resource:default/cf-workflow-billing';
const DLQ = 'cloudflare-queue-dlq';
const BACKLOG = 'cloudflare-queue-backlog';

const dlq = (state: CheckFacts['state'], consumers: number | null = 1) => ({
  'queue.dlq': { state, facts: { consumers } },
});
const backlog = (state: CheckFacts['state'], mostMessages: number) => ({
  'queue.backlog': { state, facts: { mostMessages } },
});

describe.each(databases.eachSupportedId())('fact retrievers, %p', database => {
  let knex: Knex;
  let posture: PosturePlugin;
  let backend: TechInsightsBackend;

  const start = async () => {
    backend = await TechInsightsBackend.start({
      features: [posture.feature, catalogServiceMock.factory({ entities: [] })],
      knex,
    });
  };
  const rows = async (entity: string) =>
    (await knex('facts').where({ id: 'cloudflare-resilience', entity })).length;
  const run = () => backend.run('resilience');

  beforeEach(async () => {
    jest.useFakeTimers({
      doNotFake: [
        'nextTick',
        'setImmediate',
        'setTimeout',
        'clearTimeout',
        'setInterval',
        'clearInterval',
        'queueMicrotask',
        'performance',
        'hrtime',
      ],
    });
    jest.setSystemTime(new Date('2026-11-22T10:00:00.400Z'));
    knex = await databases.init(database);
    posture = new PosturePlugin();
    await start();
  });
  afterEach(async () => {
    await backend.stop();
    jest.useRealTimers();
  });
  const later = (minutes: number) =>
    jest.setSystemTime(Date.now() + minutes * 60_000);

  it('has Tech Insights say what posture says, page by page', async () => {
    posture.entities = {
      [QUEUE]: { ...dlq('pass', 2), ...backlog('fail', 20_000) },
      [OTHER]: dlq('exempt'),
      [WORKFLOW]: { 'workflow.retry': { state: 'not-applicable', facts: {} } },
    };
    await run();

    expect(await backend.results(QUEUE)).toEqual({
      [DLQ]: true,
      [BACKLOG]: false,
    });
    expect(await backend.results(OTHER)).toEqual({ [DLQ]: true });
    expect(await backend.results(WORKFLOW)).toEqual({
      'cloudflare-workflow-retry': true,
    });
    expect(await backend.facts('resilience', QUEUE)).toMatchObject({
      'cloudflare.queue.dlq.state': 'pass',
      'cloudflare.queue.dlq.consumers': 2,
      'cloudflare.queue.dlq.withoutDeadLetterQueue': null,
      'cloudflare.queue.backlog.mostMessages': 20_000,
    });
    expect(posture.requests).toEqual([
      '/v1/posture/facts?scorecard=resilience',
      '/v1/posture/facts?scorecard=resilience&cursor=2',
    ]);
  });

  it.each(['fail', 'stale', 'unknown'] as const)(
    'lets nothing pass that is %s',
    async state => {
      posture.entities = { [QUEUE]: dlq('pass') };
      await run();
      posture.entities = { [QUEUE]: dlq(state, null) };
      // Within the same second: the later facts still count.
      await run();
      expect(await backend.results(QUEUE)).toEqual({ [DLQ]: false });
      expect(await backend.facts('resilience', QUEUE)).toMatchObject({
        'cloudflare.queue.dlq.state': state,
        'cloudflare.queue.dlq.consumers': null,
      });
    },
  );

  it('emits what changed, and everything once a UTC day', async () => {
    posture.entities = { [QUEUE]: backlog('pass', 1), [OTHER]: dlq('pass') };
    await run();
    later(60);
    // Changes by itself, and is not worth a row.
    posture.entities = { [QUEUE]: backlog('pass', 2), [OTHER]: dlq('fail') };
    await run();
    later(60);
    await run();
    expect([await rows(QUEUE), await rows(OTHER)]).toEqual([1, 2]);

    jest.setSystemTime(new Date('2026-11-23T00:00:10Z'));
    await run();
    await run();
    expect([await rows(QUEUE), await rows(OTHER)]).toEqual([2, 3]);
    expect(await backend.facts('resilience', QUEUE)).toMatchObject({
      'cloudflare.queue.backlog.mostMessages': 2,
    });
  });

  it('emits nothing anew after a restart', async () => {
    posture.entities = { [QUEUE]: dlq('pass') };
    await run();
    await backend.stop();
    await start();
    later(60);
    await run();
    expect(await rows(QUEUE)).toBe(1);
  });

  it('emits again what Tech Insights could not store', async () => {
    posture.entities = { [QUEUE]: dlq('pass'), [OTHER]: dlq('pass') };
    await run();
    later(60);
    posture.entities[QUEUE] = dlq('fail');
    await run();
    const stored = await knex('facts').max('timestamp as last').first();
    await knex('facts').where({ timestamp: stored!.last }).delete();
    expect(await backend.results(QUEUE)).toEqual({ [DLQ]: true });

    later(60);
    await run();
    expect(await backend.results(QUEUE)).toEqual({ [DLQ]: false });
    expect(await rows(OTHER)).toBe(1);
  });

  it('says stale, once, while posture cannot be read', async () => {
    posture.entities = {
      [QUEUE]: { ...dlq('pass', 2), ...backlog('exempt', 5) },
      [OTHER]: dlq('not-applicable'),
    };
    await run();
    later(60);
    posture.status = 403;
    await run();
    later(60);
    await run();
    expect(await backend.results(QUEUE)).toEqual({
      [DLQ]: false,
      [BACKLOG]: false,
    });
    expect(await backend.results(OTHER)).toEqual({ [DLQ]: false });
    expect(await backend.facts('resilience', QUEUE)).toMatchObject({
      'cloudflare.queue.dlq.state': 'stale',
      'cloudflare.queue.dlq.consumers': 2,
    });
    expect([await rows(QUEUE), await rows(OTHER)]).toEqual([2, 2]);

    later(60);
    posture.status = undefined;
    await run();
    expect(await backend.results(QUEUE)).toEqual({
      [DLQ]: true,
      [BACKLOG]: true,
    });
    expect(await rows(OTHER)).toBe(3);
  });

  it('says stale where posture has lost what it knew', async () => {
    posture.entities = { [QUEUE]: dlq('pass') };
    await run();
    posture.evaluation = 0;
    posture.entities = {};
    await run();
    expect(await backend.results(QUEUE)).toEqual({ [DLQ]: false });
  });

  it('takes the results from an entity that is gone, and gives them back', async () => {
    posture.entities = { [QUEUE]: dlq('pass'), [OTHER]: dlq('pass') };
    await run();
    delete posture.entities[QUEUE];
    await run();
    expect(await backend.results(QUEUE)).toEqual({});
    expect(await backend.results(OTHER)).toEqual({ [DLQ]: true });

    await run();
    jest.setSystemTime(new Date('2026-11-24T10:00:00Z'));
    await run();
    expect([await rows(QUEUE), await rows(OTHER)]).toEqual([2, 2]);
    expect(await knex('cloudflare_emitted_facts').pluck('entity_ref')).toEqual([
      OTHER,
    ]);

    posture.entities[QUEUE] = dlq('fail');
    await run();
    expect(await backend.results(QUEUE)).toEqual({ [DLQ]: false });
  });

  it('takes the result of a check that no longer concerns an entity', async () => {
    posture.entities = { [QUEUE]: { ...dlq('pass'), ...backlog('pass', 1) } };
    await run();
    posture.entities = { [QUEUE]: backlog('pass', 1) };
    await run();
    expect(await backend.results(QUEUE)).toEqual({ [BACKLOG]: true });
  });

  it('leaves out what it does not know', async () => {
    posture.entities = {
      [QUEUE]: {
        'queue.dlq': { state: 'pass', facts: { consumers: 1, added: 1 } },
        'queue.added': { state: 'pass', facts: {} },
      },
    };
    await run();
    const facts = Object.keys((await backend.facts('resilience', QUEUE))!);
    expect(facts).toContain('cloudflare.queue.dlq.state');
    expect(facts.filter(fact => fact.includes('added'))).toEqual([]);
  });
});
