import { mockCredentials } from '@backstage/backend-test-utils';
import {
  Simulator,
  startSimulator,
} from '@cloudflare-backstage/cloudflare-simulator';
import {
  productIds,
  CloudflareProblemKind,
  products,
  TokenPermissionStatus,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { CloudflareAccount } from '@cloudflare-backstage/plugin-cloudflare-node';
import request from 'supertest';
import { failingAccount } from '../__testUtils__/failingAccount';
import { accountOf, startPlugin } from '../__testUtils__/startPlugin';
import { productBackends } from '../products';

// The first test also loads the backend.
jest.setTimeout(30_000);

const ALL = productIds.flatMap(product =>
  products[product].tokenPermissions.map(permission => ({
    product,
    permission,
  })),
);

async function read(accounts: CloudflareAccount[], denied: string[] = []) {
  const { server } = await startPlugin({ accounts, denied });
  return request(server)
    .get('/api/cloudflare/v1/token-permissions')
    .set('Authorization', mockCredentials.user.header());
}

const states = ({ body }: request.Response) =>
  (body.data as TokenPermissionStatus[]).map(({ state }) => state);

describe('the permissions of the token', () => {
  let simulator: Simulator;
  beforeAll(async () => {
    simulator = await startSimulator({ quota: 'off' });
  });
  afterEach(() => simulator.resetStatistics());
  afterAll(() => simulator.close());

  it.each(productIds)('are all tried for %s', product => {
    expect(Object.keys(productBackends[product].tokenPermissionChecks)).toEqual(
      products[product].tokenPermissions,
    );
  });

  it('are granted when the reads that take them succeed', async () => {
    const { status, body } = await read([await accountOf(simulator)]);
    expect(status).toBe(200);
    expect(body.data).toEqual(
      ALL.map(item => ({ account: 'default', ...item, state: 'granted' })),
    );
    expect(body.meta).toMatchObject({ complete: true });
  });

  it.each([...new Set(ALL.map(({ permission }) => permission))])(
    'tell alone %s as missing',
    async permission => {
      simulator.refusePermission(permission);
      const { body } = await read([await accountOf(simulator)]);
      simulator.grantPermission(permission);
      const found = (body.data as TokenPermissionStatus[]).filter(
        ({ state }) => state !== 'granted',
      );
      expect(found).toEqual(
        // Products may take the same one.
        ALL.filter(item => item.permission === permission).map(item =>
          expect.objectContaining({
            ...item,
            state: 'missing',
            problem: expect.objectContaining({ kind: 'forbidden', permission }),
          }),
        ),
      );
      expect(body.meta.complete).toBe(true);
    },
  );

  it('are tried with one page of a list', async () => {
    const pages = () =>
      simulator.statistics().byOperation['GET /accounts/{account}/queues'];
    const account = await accountOf(simulator);
    await read([account]);
    expect(pages()).toBe(1);
    simulator.resetStatistics();
    await account.client.queues.list();
    expect(pages()).toBe(3);
  });

  it('are told for every account', async () => {
    const { body } = await read([
      await accountOf(simulator),
      { ...failingAccount({ kind: 'forbidden', message: 'no' }), key: 'eu' },
    ]);
    const byAccount = (key: string) =>
      (body.data as TokenPermissionStatus[])
        .filter(({ account }) => account === key)
        .map(({ state }) => state);
    expect(new Set(byAccount('default'))).toEqual(new Set(['granted']));
    expect(byAccount('eu')).toEqual(ALL.map(() => 'missing'));
  });

  it.each<[CloudflareProblemKind, string, boolean]>([
    ['forbidden', 'missing', true],
    ['not-entitled', 'not-entitled', true],
    ['unauthorized', 'unknown', false],
    ['unavailable', 'unknown', false],
    ['rate-limited', 'unknown', false],
  ])('after a read that is %s are %s', async (kind, state, complete) => {
    const problem = { kind, message: 'It did not work' };
    const answer = await read([failingAccount(problem)]);
    expect(states(answer)).toEqual(ALL.map(() => state));
    expect(answer.body.data[0].problem).toEqual(problem);
    expect(answer.body.meta.complete).toBe(complete);
  });

  it.each([
    ['Workers Scripts Read', 'missing'],
    ['Zone Read', 'granted'],
  ])(
    'with a listing that lacks a part for want of %s are %s',
    async (permission, state) => {
      const problem = { kind: 'forbidden', message: 'no', permission };
      const account = await accountOf(simulator);
      const list = async () => ({
        items: [],
        complete: true,
        problems: [problem],
      });
      const client = Object.create(account.client, {
        workers: { value: { list } },
      });
      const answer = await read([{ ...account, client }]);
      expect(answer.body.data[0]).toEqual({
        account: 'default',
        product: 'workers',
        permission: 'Workers Scripts Read',
        state,
        ...(state === 'missing' && { problem }),
      });
    },
  );

  it('are for those who may read the account', async () => {
    const accounts = [await accountOf(simulator)];
    const { status } = await read(accounts, ['cloudflare.read.account']);
    expect(status).toBe(403);
    expect(simulator.statistics().total).toBe(0);
  });
});
