import { mockCredentials } from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import { ConfigReader } from '@backstage/config';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import {
  CloudflareAccount,
  EnvironmentRules,
} from '@cloudflare-backstage/plugin-cloudflare-node';
import { Caller } from '../routing/route';
import { DeploymentsQuestion } from './cataloguedDeployments';
import { DeploymentsInSight } from './DeploymentsInSight';

function worker(name: string, account = 'default'): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Resource',
    metadata: {
      name: `cf-worker-${name}`,
      annotations: {
        'cloudflare.com/account': account,
        'cloudflare.com/name': name,
        'backstage.io/managed-by-origin-location': `cloudflare-provider:${account}`,
      },
      labels: { 'cloudflare.com/environment': 'production' },
    },
    spec: { type: 'cloudflare-worker', parameters: {} },
  };
}

describe('the deployments that callers see', () => {
  const catalog = catalogServiceMock.mock();
  let now: number;
  let shown: Entity[];
  let inSight: DeploymentsInSight;
  beforeEach(() => {
    now = Date.parse('2026-11-20T12:00:00Z');
    shown = [worker('shop'), worker('blog', 'eu')];
    catalog.streamEntities.mockReset();
    catalog.streamEntities.mockImplementation(async function* stream() {
      yield shown;
    });
    inSight = new DeploymentsInSight(
      {
        catalog,
        environments: EnvironmentRules.fromConfig(new ConfigReader({})),
      },
      () => now,
    );
  });

  const read = async (
    user: string | undefined,
    more: Partial<DeploymentsQuestion> & { without?: string } = {},
  ) => {
    const { without, ...question } = more;
    const { deployments } = await inSight.read({
      accounts: [{ key: 'default' }, { key: 'eu' }] as CloudflareAccount[],
      query: {},
      caller: {
        credentials:
          user === undefined
            ? mockCredentials.service()
            : mockCredentials.user(`user:default/${user}`),
        may: ({ name }) => name !== without,
      } as Partial<Caller> as Caller,
      signal: new AbortController().signal,
      ...question,
    });
    return deployments.map(({ name }) => name);
  };
  const reads = () => catalog.streamEntities.mock.calls.length;

  it('are remembered for half a minute', async () => {
    expect(await read('ann')).toEqual(['shop', 'blog']);
    shown = [];
    now += 29_999;
    expect(await read('ann')).toEqual(['shop', 'blog']);
    now += 1;
    expect(await read('ann')).toEqual([]);
    expect(reads()).toBe(2);
    shown = [worker('shop')];
    now -= 3_600_000;
    expect(await read('ann')).toEqual(['shop']);
  });

  it('are remembered for who asked alone', async () => {
    await read('ann');
    shown = [worker('shop')];
    expect(await read('bob')).toEqual(['shop']);
    expect(await read('ann')).toEqual(['shop', 'blog']);
    const [asAnn, asBob] = catalog.streamEntities.mock.calls.map(
      ([, asked]) =>
        (asked as any).credentials.principal.userEntityRef as string,
    );
    expect([asAnn, asBob]).toEqual(['user:default/ann', 'user:default/bob']);
  });

  it('are read anew once the caller may read other products', async () => {
    await read('ann');
    shown = [];
    expect(await read('ann', { without: 'cloudflare.read.workers' })).toEqual(
      [],
    );
    expect(reads()).toBe(2);
  });

  it('are read anew for each service', async () => {
    await read(undefined);
    shown = [];
    expect(await read(undefined)).toEqual([]);
  });

  it('are read once for what is asked at once, whoever gives up', async () => {
    const gone = AbortSignal.abort();
    expect(
      await Promise.all([
        read('ann', { signal: gone }),
        read('ann', {
          accounts: [{ key: 'eu' }] as CloudflareAccount[],
        }),
      ]),
    ).toEqual([['shop', 'blog'], ['blog']]);
    expect(reads()).toBe(1);
  });

  it('are not remembered when the catalog could not be read', async () => {
    catalog.streamEntities.mockImplementationOnce(() => {
      throw new Error('down');
    });
    await expect(read('ann')).rejects.toThrow('could not be read');
    expect(await read('ann')).toEqual(['shop', 'blog']);
  });
});
