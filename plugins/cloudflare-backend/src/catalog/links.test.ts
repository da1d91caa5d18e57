import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { mockCredentials } from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import {
  LinkState,
  ProductStatus,
  ResourceLink,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import request from 'supertest';
import { catalogModuleStub } from '../__testUtils__/catalogModuleStub';
import { failingAccount } from '../__testUtils__/failingAccount';
import { startPlugin } from '../__testUtils__/startPlugin';

const ALL_READ: Partial<ProductStatus> = {
  state: 'available',
  lastCompleteSync: '2026-11-20T10:00:00Z',
};

function component(annotations: Record<string, string>): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: { name: 'shop', namespace: 'default', annotations },
    spec: { type: 'service', lifecycle: 'production', owner: 'payments' },
  };
}

function resource(
  name: string,
  options: { account?: string; type?: string; origin?: string } = {},
): Entity {
  const { account = 'default', type = 'cloudflare-worker', origin } = options;
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Resource',
    metadata: {
      name: `cf-${name}.${account}`.replace(/[^a-z.-]/g, '-'),
      namespace: 'default',
      annotations: {
        'cloudflare.com/account': account,
        'cloudflare.com/name': name,
        'backstage.io/managed-by-origin-location':
          origin ?? `cloudflare-provider:${account}`,
      },
    },
    spec: { type, owner: 'group:default/platform' },
  };
}

async function linksOf(options: {
  annotations: Record<string, string>;
  /** What a user sees of the catalog, besides the Component. */
  visible?: Entity[];
  hidden?: Entity[];
  accounts?: string[];
  status?: Partial<ProductStatus> | 'not-told';
  component?: string;
}) {
  const { visible = [], hidden = [], accounts = ['default'] } = options;
  const { status = ALL_READ } = options;
  const seen = [component(options.annotations), ...visible];
  const forUsers = catalogServiceMock({ entities: seen });
  const forServices = catalogServiceMock({ entities: [...seen, ...hidden] });
  const catalogFor = (asking?: object) => {
    const { credentials } = asking as { credentials: BackstageCredentials };
    const { type } = credentials.principal as { type: string };
    return type === 'user' ? forUsers : forServices;
  };
  const { server } = await startPlugin({
    accounts: accounts.map(key => ({
      ...failingAccount({ kind: 'unavailable', message: 'not asked' }),
      key,
    })),
    entities: 'of-a-real-catalog',
    features: [
      catalogServiceMock.mock({
        getEntityByRef: async (ref, asking) =>
          catalogFor(asking).getEntityByRef(ref),
        async *streamEntities(query, asking) {
          yield* catalogFor(asking).streamEntities(query);
        },
      }).factory,
      ...(status === 'not-told'
        ? []
        : [
            catalogModuleStub(
              accounts.flatMap(account =>
                (['workers', 'pages'] as const).map(product => ({
                  account,
                  product,
                  title: product,
                  state: 'unknown' as const,
                  ...status,
                })),
              ),
            ),
          ]),
    ],
  });
  const { component: asked = 'shop' } = options;
  return request(server)
    .get(`/api/cloudflare/v1/links?component=${encodeURIComponent(asked)}`)
    .set('Authorization', mockCredentials.user.header());
}

const told = ({ body }: request.Response) =>
  (body.data as ResourceLink[]).map(
    ({ account, name, state }): [string, string, LinkState] => [
      account,
      name,
      state,
    ],
  );

describe('the links of a Component', () => {
  it('tell which of the named resources the caller sees', async () => {
    const answer = await linksOf({
      annotations: {
        'cloudflare.com/worker': 'api, hidden, gone',
        'cloudflare.com/pages': 'web',
        'cloudflare.com/queue': 'events',
      },
      visible: [
        resource('api'),
        resource('web', { type: 'cloudflare-pages' }),
        resource('not-named'),
      ],
      hidden: [resource('hidden'), resource('hidden-not-named')],
    });
    expect(answer.status).toBe(200);
    expect(answer.body.data).toEqual([
      {
        annotation: 'cloudflare.com/worker',
        product: 'workers',
        account: 'default',
        name: 'api',
        state: 'visible',
        entityRef: 'resource:default/cf-api.default',
      },
      {
        annotation: 'cloudflare.com/worker',
        product: 'workers',
        account: 'default',
        name: 'hidden',
        state: 'not-visible',
      },
      expect.objectContaining({ name: 'gone', state: 'not-found' }),
      {
        annotation: 'cloudflare.com/pages',
        product: 'pages',
        account: 'default',
        name: 'web',
        state: 'visible',
        entityRef: 'resource:default/cf-web.default',
      },
      {
        annotation: 'cloudflare.com/queue',
        product: 'queues',
        account: 'default',
        name: 'events',
        state: 'not-read',
      },
    ]);
    expect(answer.body.meta).toMatchObject({ cache: 'miss', complete: true });
  });

  it('take only what the sync brought, of the same product, account and case', async () => {
    const answer = await linksOf({
      annotations: { 'cloudflare.com/worker': 'a, b, c, d' },
      accounts: ['default', 'eu'],
      visible: [
        resource('a', { origin: 'url:https://example.com' }),
        resource('b', { type: 'cloudflare-pages' }),
        resource('c', { account: 'eu' }),
        resource('D'),
      ],
    });
    expect(told(answer).map(([, , state]) => state)).toEqual(
      Array(4).fill('not-found'),
    );
  });

  it.each<[string[], string, [string, string, LinkState][]]>([
    [
      ['default', 'eu'],
      'eu::api, api',
      [
        ['eu', 'api', 'visible'],
        ['default', 'api', 'not-found'],
      ],
    ],
    [['default', 'eu'], 'us::api', [['us', 'api', 'unknown-account']]],
    [['eu'], 'api, eu::api', [['eu', 'api', 'visible']]],
    [['eu', 'us'], 'api', [['default', 'api', 'unknown-account']]],
    [['eu', 'us'], 'x::api', [['default', 'x::api', 'unknown-account']]],
    [
      ['default'],
      'Not A Key::api',
      [['default', 'Not A Key::api', 'not-found']],
    ],
    [[], 'api', [['default', 'api', 'unknown-account']]],
  ])('of the accounts %j name %s', async (accounts, value, expected) => {
    const answer = await linksOf({
      annotations: { 'cloudflare.com/worker': value },
      accounts,
      visible: [resource('api', { account: 'eu' })],
    });
    expect(told(answer)).toEqual(expected);
  });

  it('take a name that looks prefixed as a whole where there is one', async () => {
    const answer = await linksOf({
      annotations: { 'cloudflare.com/worker': 'x::api' },
      visible: [resource('x::api')],
    });
    expect(told(answer)).toEqual([['default', 'x::api', 'visible']]);
  });

  it('name what an account has one of by any name', async () => {
    const answer = await linksOf({
      annotations: { 'cloudflare.com/browser-rendering': 'browser' },
      visible: [resource('', { type: 'cloudflare-browser-rendering' })],
    });
    expect(told(answer)).toEqual([['default', 'browser', 'visible']]);
  });

  it.each<[Partial<ProductStatus>, LinkState]>([
    [ALL_READ, 'not-found'],
    [{ ...ALL_READ, state: 'degraded' }, 'not-found'],
    [{ state: 'not-imported' }, 'not-imported'],
    [{ ...ALL_READ, state: 'not-imported' }, 'not-imported'],
    [{ state: 'unknown' }, 'not-read'],
    [{ state: 'degraded' }, 'not-read'],
  ])('tell of a product in the state %j: %s', async (status, expected) => {
    const answer = await linksOf({
      annotations: { 'cloudflare.com/worker': 'api' },
      status,
    });
    expect(told(answer)).toEqual([['default', 'api', expected]]);
    expect(answer.body.meta.complete).toBe(true);
  });

  it('do not call absent what the catalog module cannot tell of', async () => {
    const answer = await linksOf({
      annotations: { 'cloudflare.com/worker': 'api, gone' },
      visible: [resource('api')],
      status: 'not-told',
    });
    expect(told(answer)).toEqual([
      ['default', 'api', 'visible'],
      ['default', 'gone', 'not-read'],
    ]);
    expect(answer.body.meta).toMatchObject({
      complete: false,
      problems: [{ kind: 'unavailable' }],
    });
  });

  it('are complete without the catalog module where nothing is absent', async () => {
    const answer = await linksOf({
      annotations: { 'cloudflare.com/worker': 'api' },
      visible: [resource('api')],
      status: 'not-told',
    });
    expect(answer.body.meta).toMatchObject({ complete: true });
  });

  it('are empty for a Component that names none', async () => {
    const { status, body } = await linksOf({ annotations: {} });
    expect([status, body.data]).toEqual([200, []]);
  });

  it('are not told of a Component that the caller does not see', async () => {
    const secret = component({ 'cloudflare.com/worker': 'api' });
    secret.metadata.name = 'secret';
    const { status, body } = await linksOf({
      annotations: {},
      visible: [resource('api')],
      hidden: [secret],
      component: 'component:default/secret',
    });
    expect(status).toBe(404);
    expect(body.error.name).toBe('NotFoundError');
  });
});
