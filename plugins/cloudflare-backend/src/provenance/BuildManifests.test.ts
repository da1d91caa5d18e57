import { BuildManifestBody } from '@cloudflare-backstage/plugin-cloudflare-common';
import {
  databases,
  openTestDatabase,
} from '../evidence/__testUtils__/testDatabases';
import { failingAccount } from '../__testUtils__/failingAccount';
import { BuildManifests } from './BuildManifests';

const account = failingAccount({ kind: 'unavailable', message: 'not asked' });
const other = { ...account, key: 'second', accountId: '1'.repeat(32) };
const COMMIT = '1a2b3c4d5e6f708192a3b4c5d6e7f8091a2b3c4d';

const manifest = (
  more: Partial<BuildManifestBody> = {},
): BuildManifestBody => ({
  product: 'workers',
  name: 'shop',
  deploymentId: 'd1',
  commitSha: COMMIT,
  ciRunUrl: 'https://github.com/acme/shop/actions/runs/1',
  ...more,
});

describe.each(databases.eachSupportedId())('BuildManifests on %s', id => {
  async function start() {
    const knex = await openTestDatabase(id);
    const count = async () =>
      Number((await knex('build_manifests').count({ n: '*' }))[0].n);
    return { manifests: new BuildManifests(knex), count };
  }

  it('stores the first of equal manifests that come at once, and answers it to all', async () => {
    const { manifests, count } = await start();
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, i) =>
        // The order of fields, and fields that are not given, say nothing.
        manifests.add(
          account,
          i % 2
            ? manifest({ ref: 'main' })
            : { ref: 'main', actor: undefined, ...manifest() },
        ),
      ),
    );
    expect(new Set(answers.map(answer => JSON.stringify(answer))).size).toBe(1);
    expect(answers[0]).toEqual({
      ...manifest({ ref: 'main' }),
      account: 'default',
      receivedAt: expect.stringMatching(/^\d{4}-.*Z$/),
    });
    expect(await count()).toBe(1);
  });

  it('never changes what is stored', async () => {
    const { manifests } = await start();
    const outcomes = await Promise.allSettled(
      ['a', 'b', 'c'].map(ref => manifests.add(account, manifest({ ref }))),
    );
    const refused = outcomes.filter(({ status }) => status === 'rejected');
    expect(refused).toHaveLength(2);
    expect(refused[0]).toMatchObject({ reason: { name: 'ConflictError' } });
    const [stored] = await manifests.list(account, manifest(), { limit: 10 });
    const won = outcomes.findIndex(({ status }) => status === 'fulfilled');
    expect(stored.ref).toBe(['a', 'b', 'c'][won]);
  });

  it('tells apart accounts, products, names and deployments', async () => {
    const { manifests, count } = await start();
    await manifests.add(account, manifest());
    await manifests.add(other, manifest({ ref: 'other' }));
    await manifests.add(account, manifest({ product: 'pages', ref: 'p' }));
    await manifests.add(account, manifest({ name: 'Shop', ref: 'n' }));
    await manifests.add(account, manifest({ deploymentId: 'd2', ref: 'd' }));
    expect(await count()).toBe(5);
    // More than a database takes in one question.
    const many = Array.from({ length: 1200 }, (_, i) => `none-${i}`);
    const found = await manifests.find(account, [...many, 'd1', 'd1', 'd2']);
    expect(found.of('workers', 'shop', 'd1')).toMatchObject({
      account: 'default',
    });
    expect(found.of('workers', 'shop', 'd1')?.ref).toBeUndefined();
    expect(found.of('pages', 'shop', 'd1')?.ref).toBe('p');
    expect(found.of('workers', 'Shop', 'd1')?.ref).toBe('n');
    expect(found.of('workers', 'shop', 'd2')?.ref).toBe('d');
    expect(found.of('workers', 'shop', 'none-1')).toBeUndefined();
  });

  it('lists those of a resource page by page, last received first', async () => {
    const { manifests } = await start();
    const ids = ['d1', 'd2', 'd3', 'd4', 'd5'];
    jest.useFakeTimers({
      doNotFake: [
        'nextTick',
        'setImmediate',
        'setTimeout',
        'clearTimeout',
        'setInterval',
        'clearInterval',
      ],
    });
    try {
      for (const [i, deploymentId] of ids.entries()) {
        // Some of them in the same instant.
        jest.setSystemTime(new Date(2026, 10, 20, 10, Math.floor(i / 2)));
        await manifests.add(account, manifest({ deploymentId }));
      }
    } finally {
      jest.useRealTimers();
    }
    const listed: string[] = [];
    let after: { receivedAt: string; deploymentId: string } | undefined;
    for (;;) {
      const page = await manifests.list(account, manifest(), {
        after,
        limit: 2,
      });
      listed.push(...page.map(({ deploymentId }) => deploymentId));
      after = page.at(-1);
      if (!after) {
        break;
      }
    }
    expect(listed).toEqual(['d5', 'd4', 'd3', 'd2', 'd1']);
  });
});
