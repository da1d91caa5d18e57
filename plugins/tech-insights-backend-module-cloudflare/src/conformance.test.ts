import {
  CheckState,
  findCheck,
  scorecardIds,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import {
  expectedResults,
  PostureEstate,
  postureResults,
} from './__testUtils__/postureEstate';
import { TechInsightsBackend } from './__testUtils__/techInsightsBackend';
import { factNameOf, stateFactOf } from './names';

jest.setTimeout(240_000);

const MS_PER_DAY = 86_400_000;
const COMPONENT = 'component:default/acme-api';

describe('what Tech Insights says of the posture of an estate', () => {
  let estate: PostureEstate;
  let backend: TechInsightsBackend;
  let aheadMs = 0;

  async function entitiesWhen(
    done: (entities: { metadata: { name: string } }[]) => boolean,
  ): Promise<void> {
    const url = '/api/catalog/entities?fields=metadata.name';
    while (!done(await backend.get(url))) {
      await new Promise(resolve => setTimeout(resolve, 200));
    }
  }

  beforeAll(async () => {
    const now = Date.now;
    jest.spyOn(Date, 'now').mockImplementation(() => now() + aheadMs);
    estate = await PostureEstate.create();
    backend = await TechInsightsBackend.start({
      features: estate.features(),
      configs: [
        estate.config({ check: 'queue.dlq', filter: { subject: 'queues' } }),
      ],
    });
    await backend.runTask('cloudflare:default:sync');
    await entitiesWhen(entities => entities.length > 100);
  });
  afterAll(async () => {
    jest.restoreAllMocks();
    await backend?.stop();
    // The catalog ends what it processes after it was stopped.
    await new Promise(resolve => setTimeout(resolve, 1_500));
    await estate?.close();
  });

  async function retrieve() {
    for (const scorecard of scorecardIds) {
      await backend.run(scorecard);
    }
  }

  async function evaluate() {
    await backend.runTask('cloudflare:posture');
    await retrieve();
  }

  /** Compares everything, and tells the states that there were. */
  async function compare(): Promise<Set<CheckState>> {
    const results = await postureResults(backend);
    const expected = expectedResults(results);
    expect(Object.keys(expected).length).toBeGreaterThan(50);
    expect(await backend.allResults()).toEqual(expected);
    return new Set(results.map(({ state }) => state));
  }

  it('is what posture says', async () => {
    await evaluate();
    expect([...(await compare())]).toEqual(
      expect.arrayContaining(['exempt', 'fail', 'not-applicable', 'pass']),
    );
  });

  it('is the same of facts, of which the unknown ones are null', async () => {
    const unknown = (await postureResults(backend)).find(
      ({ state }) => state === 'unknown',
    )!;
    const { check, scorecard } = findCheck(unknown.checkId)!;
    const facts = await backend.facts(scorecard, unknown.entityRef);
    expect(facts).toMatchObject({
      [stateFactOf(check)]: 'unknown',
      ...Object.fromEntries(
        Object.keys(check.facts).map(name => [
          factNameOf(check, name),
          unknown.facts[name] ?? null,
        ]),
      ),
    });
  });

  it('is the same when a product cannot be read any more', async () => {
    estate.simulator.refusePermission('Queues Read');
    await backend.runTask('cloudflare:default:sync');
    await evaluate();
    expect(await compare()).toContain('unknown');
  });

  it('is the same when an entity is gone', async () => {
    expect(await backend.results(COMPONENT)).not.toEqual({});
    await estate.remove('acme-api');
    await entitiesWhen(entities =>
      entities.every(({ metadata }) => metadata.name !== 'acme-api'),
    );
    await evaluate();
    await compare();
    expect(await backend.results(COMPONENT)).toEqual({});
  });

  it('is the same when nothing was evaluated for long', async () => {
    aheadMs = 60 * MS_PER_DAY;
    await retrieve();
    const states = await compare();
    expect(states).toContain('stale');
    expect(states).not.toContain('pass');
    expect(states).not.toContain('fail');
  });
});
