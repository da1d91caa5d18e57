import { mockServices } from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { failingAccount } from '../__testUtils__/failingAccount';
import { queueEntity } from './__testUtils__/evaluating';
import { readSubjects } from './readSubjects';

const account = failingAccount({ kind: 'unavailable', message: 'Not asked' });

const shop: Entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name: 'shop', namespace: 'default', title: 'Shop' },
  spec: { type: 'service', lifecycle: 'experimental' },
  relations: [
    { type: 'ownedBy', targetRef: 'group:default/payments' },
    { type: 'partOf', targetRef: 'component:default/all' },
    { type: 'partOf', targetRef: 'system:default/storefront' },
  ],
};

async function read(...entities: Entity[]) {
  const subjects = await readSubjects(
    {
      auth: mockServices.auth(),
      catalog: catalogServiceMock({ entities }),
      cloudflare: {
        accounts: () => [account],
        account: () => account,
        observe: () => () => {},
      },
    },
    new AbortController().signal,
  );
  return subjects.map(({ entity, account: of, ...subject }) => ({
    ...subject,
    account: of?.key,
  }));
}

describe('readSubjects', () => {
  it('reads accounts, what the sync made, and all Components', async () => {
    const orders = queueEntity('orders', {
      'backstage.io/view-url': 'https://dash.cloudflare.com/orders',
    });
    orders.relations?.push(
      { type: 'dependencyOf', targetRef: 'component:default/shop' },
      // The catalog does not have it.
      { type: 'dependencyOf', targetRef: 'component:default/gone' },
      { type: 'dependencyOf', targetRef: 'resource:default/cf-worker-api' },
    );
    const cloudflareAccount = queueEntity('account');
    cloudflareAccount.spec!.type = 'cloudflare-account';
    expect(await read(orders, cloudflareAccount, shop)).toEqual([
      {
        entityRef: 'component:default/shop',
        kind: 'component',
        name: 'shop',
        title: 'Shop',
        owner: 'group:default/payments',
        system: 'system:default/storefront',
        components: ['component:default/shop'],
        account: undefined,
      },
      expect.objectContaining({ kind: 'account', account: 'default' }),
      {
        entityRef: 'resource:default/cf-queue-orders',
        kind: 'queues',
        account: 'default',
        name: 'orders',
        title: 'orders',
        owner: 'group:default/shop',
        components: ['component:default/shop'],
        dashboardUrl: 'https://dash.cloudflare.com/orders',
      },
    ]);
  });

  it('leaves out what the sync did not make, and what is of no account here', async () => {
    const origin = 'backstage.io/managed-by-origin-location';
    const byHand = queueEntity('a', {
      [origin]: 'url:https://a.example/c.yaml',
    });
    const elsewhere = queueEntity('b', { 'cloudflare.com/account': 'other' });
    const database = queueEntity('c');
    database.spec!.type = 'database';
    const system = { ...shop, kind: 'System' };
    expect(await read(byHand, elsewhere, database, system)).toEqual([]);
  });
});
