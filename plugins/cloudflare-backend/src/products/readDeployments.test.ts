import { ConfigReader } from '@backstage/config';
import { Page } from '@cloudflare-backstage/cloudflare-client';
import {
  EnvironmentRules,
  readProvenanceOptions,
} from '@cloudflare-backstage/plugin-cloudflare-node';
import { failingAccount } from '../__testUtils__/failingAccount';
import { openTestDatabase } from '../evidence/__testUtils__/testDatabases';
import { BuildManifests } from '../provenance/BuildManifests';
import { DeploymentsOf } from '../provenance/DeploymentsReading';
import { pagesBackend } from './pages';
import { workersBackend } from './workers';

const SIZE = 3;
/** Whoever reads on would never end. */
const MOST_REQUESTS = 5000;
const window = {
  from: new Date('2026-11-01T00:00:00Z'),
  to: new Date('2026-11-30T00:00:00Z'),
};

/** Deployment `n`, made on the nth of November. */
const deployment = (n: number) => ({
  id: `d${n}`,
  createdAt: new Date(Date.UTC(2026, 10, n)).toISOString(),
  environment: 'production',
  annotations: {},
  versions: [],
  aliases: [],
  skipped: false,
});
type Deployment = ReturnType<typeof deployment>;

/** Days of November from the newest to the oldest. */
const days = (newest: number, oldest: number) =>
  Array.from({ length: newest - oldest + 1 }, (_, i) => newest - i);

describe.each([
  ['pages', pagesBackend],
  ['workers', workersBackend],
] as const)('the deployments of %s', (area, { readDeployments }) => {
  /** Reads with a server that answers page n like this. */
  async function read(answer: (n: number) => Page<Deployment>) {
    const { accountId, client, key } = failingAccount({
      kind: 'unavailable',
      message: 'not asked',
    });
    const deployments = jest.fn(
      async (_name: string, { cursor }: { cursor?: string }) => {
        const page = Number(cursor ?? 1);
        if (page > MOST_REQUESTS) {
          throw new Error('It does not stop reading');
        }
        return answer(page);
      },
    );
    const list = async () => ({
      items: [{ id: 'i', name: 'shop', tags: [] }],
      complete: true,
      problems: [],
    });
    const builds = async () => new Map();
    const of: DeploymentsOf = {
      account: {
        key,
        accountId,
        client: new Proxy(client, {
          get: (target, name) =>
            name === area
              ? { list, deployments, builds }
              : Reflect.get(target, name),
        }),
      },
      window,
      reading: { signal: new AbortController().signal },
      environments: EnvironmentRules.fromConfig(new ConfigReader({})),
      provenance: readProvenanceOptions(new ConfigReader({})),
      manifests: new BuildManifests(await openTestDatabase('SQLITE_3')),
    };
    const { deployments: found, gaps } = await readDeployments!(of);
    return {
      ids: found.map(({ id }) => id),
      gaps,
      requests: deployments.mock.calls.length,
    };
  }

  it('are there once when others are made between two pages', async () => {
    const answer = (n: number) => {
      // Two are made after the first page was read.
      const all = n === 1 ? days(10, 1) : days(12, 1);
      const items = all.slice((n - 1) * SIZE, n * SIZE).map(deployment);
      return {
        items,
        ...(n * SIZE < all.length && { nextCursor: String(n + 1) }),
      };
    };
    expect(await read(answer)).toEqual({
      ids: days(10, 1).map(n => `d${n}`),
      gaps: [],
      requests: 4,
    });
  });

  it('are a gap when the server repeats a page for ever', async () => {
    const answer = (n: number) => ({
      items: days(10, 8).map(deployment),
      nextCursor: String(n + 1),
    });
    expect(await read(answer)).toEqual({
      ids: [],
      gaps: [{ what: `${area} shop`, reason: 'incomplete' }],
      requests: 2,
    });
  });

  it('are a gap when the list never ends', async () => {
    const answer = (n: number) => ({
      items: [{ ...deployment(9), id: `d${n}` }],
      nextCursor: String(n + 1),
    });
    expect(await read(answer)).toMatchObject({
      gaps: [{ what: `${area} shop`, reason: 'incomplete' }],
      requests: 1000,
    });
  });

  it('are read no further than the window needs', async () => {
    const { ids, gaps, requests } = await read(n => ({
      items: [6, 0, -1, -2].map(deployment),
      nextCursor: String(n + 1),
    }));
    expect([ids, gaps, requests]).toEqual([['d6'], [], 1]);
  });
});
