import {
  seededExemption,
  seededPosture,
  seededUsers,
} from '../__testUtils__/seededPosture';
import { refsOf, startPosture } from '../__testUtils__/startPosture';
import { Exemptions } from '../exemptions/Exemptions';

const { store, entities } = seededPosture();

const ROUTES = [
  '',
  '/scorecards/coverage',
  '/results',
  '/history?days=3',
  '/history?entity=resource:default/ledger&check=r2.lock',
  '/entities/component:default%2Fweb',
  '/exemptions',
  '/facts',
];

describe('whoever does not see everything', () => {
  let posture: Awaited<ReturnType<typeof startPosture>>;
  beforeAll(async () => {
    posture = await startPosture({
      store,
      users: seededUsers,
      refs: refsOf(entities),
      services: { exemptions: new Exemptions([seededExemption]) },
    });
  });

  it.each(ROUTES)('learns nothing of other entities from %s', async path => {
    const { body, status, text } = await posture.get(path, 'shop');
    expect([path, status]).toEqual([path, 200]);
    expect(text).not.toMatch(/ledger|books|group:default\/data/);
    expect(body.data).toBeDefined();
  });

  it.each([
    '/results',
    '/facts',
    '/history?entity=resource:default/ledger&check=r2.lock',
  ])('would have learnt of them from %s', async path => {
    const { text } = await posture.get(path);
    expect(text).toMatch(/ledger|"transitions":\[\{/);
  });

  it('has it counted as not visible', async () => {
    const { body } = await posture.get('', 'shop');
    expect(body.data).toMatchObject({
      counts: { pass: 2, fail: 2, unknown: 0, exempt: 0 },
      notVisible: 3,
      coverage: { linked: 1, total: 2 },
    });
    expect(body.data.owners.map(({ key }: { key: string }) => key)).toEqual([
      'group:default/shop',
    ]);
    const all = await posture.get('');
    expect(all.body.data).toMatchObject({
      counts: { pass: 3, fail: 3, unknown: 1, exempt: 1 },
      notVisible: 0,
    });
  });

  it('gets findings of the account without the names of others', async () => {
    const of = async (user?: string) => {
      const { body } = await posture.get('/results?subject=account', user);
      const [{ findings, findingsTotal }] = body.data;
      return [findings, findingsTotal];
    };
    expect(await of()).toEqual([['books', 'something else'], 2]);
    expect(await of('shop')).toEqual([['something else'], 1]);
  });

  it.each([
    'resource:default/ledger',
    'component:default/books',
    'resource:default/no-such',
    'nonsense',
  ])('gets 404 for %s', async ref => {
    const path = `/entities/${encodeURIComponent(ref)}`;
    const { body, status } = await posture.get(path, 'shop');
    expect([status, body.error.message]).toEqual([
      404,
      `There is no entity '${ref}' that you may see`,
    ]);
  });

  it('sees no result of a product without its permission, but that there are some', async () => {
    const { body } = await posture.get('', 'without-r2');
    expect(body.data).toMatchObject({ notVisible: 2, counts: { exempt: 0 } });
    const results = await posture.get('/results?subject=r2', 'without-r2');
    expect(results.body.data).toEqual([]);
    const facts = await posture.get('/facts', 'without-r2');
    expect(facts.text).not.toContain('r2.');
    const path = '/entities/resource:default%2Fledger';
    const entity = await posture.get(path, 'without-r2');
    expect(entity.body.data).toMatchObject({ own: [], notVisible: 2 });
    const history = await posture.get('/history?days=1', 'without-r2');
    expect(
      history.body.data.points.find(
        ({ scorecard }: { scorecard: string }) =>
          scorecard === 'data-retention',
      ),
    ).toMatchObject({ counts: { pass: 0, unknown: 0 }, notVisible: 2 });
  });

  it('sees nothing when the catalog shows nothing', async () => {
    const { body } = await posture.get('', 'nobody');
    expect(body.data).toMatchObject({
      counts: { pass: 0, fail: 0 },
      notVisible: 7,
      owners: [],
      worse: [],
    });
    expect(body.data.level).toBeUndefined();
    const results = await posture.get('/results', 'nobody');
    expect(results.body.data).toEqual([]);
  });

  it('is asked about once a minute', async () => {
    posture.permissions.authorizeConditional.mockClear();
    posture.catalog.getEntitiesByRefs.mockClear();
    await posture.get('/results', 'shop');
    await posture.get('', 'shop');
    expect(posture.permissions.authorizeConditional).not.toHaveBeenCalled();
    expect(posture.catalog.getEntitiesByRefs).not.toHaveBeenCalled();
  });

  it('has an entity that it sees results of read from the results', async () => {
    const read = posture.catalog.getEntityByRef;
    read.mockClear();
    const statusOf = async (ref: string, user: string) =>
      (await posture.get(`/entities/${encodeURIComponent(ref)}`, user)).status;
    expect(await statusOf('resource:default/ledger', 'all')).toBe(200);
    expect(await statusOf('component:default/web', 'shop')).toBe(200);
    expect(read).not.toHaveBeenCalled();
    // The catalog is asked whether it is still hidden.
    expect(await statusOf('resource:default/ledger', 'shop')).toBe(404);
    expect(read).toHaveBeenCalledTimes(1);
  });

  it.each([...ROUTES, '/acceptance'])(
    'is refused %s without the permission',
    async path => {
      const { body, status } = await posture.get(path, 'without-posture');
      expect([status, body.error.message]).toEqual([
        403,
        `The permission 'cloudflare.read.posture' is needed here`,
      ]);
    },
  );
});
