import {
  Simulator,
  startSimulator,
} from '@cloudflare-backstage/cloudflare-simulator';
import { ProductId } from '@cloudflare-backstage/plugin-cloudflare-common';
import { CloudflareAccount } from '@cloudflare-backstage/plugin-cloudflare-node';
import { accountOf } from '../../__testUtils__/startPlugin';
import { AccountMetrics } from '../../metrics/AccountMetrics';
import { collectFor } from '../__testUtils__/collectFor';
import { resource } from '../__testUtils__/postureAccount';

// The SDK takes seconds to load on a busy machine.
jest.setTimeout(60_000);

describe('facts of the simulated account', () => {
  let simulator: Simulator;
  let account: CloudflareAccount;
  const metrics = new AccountMetrics();
  beforeAll(async () => {
    simulator = await startSimulator({ quota: 'off' });
    account = await accountOf(simulator);
  });
  afterAll(() => simulator.close());

  const collect = (
    checkId: string,
    product: ProductId,
    name: string,
    parameters: Parameters<typeof resource>[2] = {},
  ) =>
    collectFor(checkId, {
      entity: resource(product, name, parameters),
      account,
      dependencies: { metrics },
      now: new Date(),
    });

  it.each([
    ['queue.dlq', 'acme-events', 'pass'],
    ['queue.dlq', 'acme-orders', 'fail'],
    ['queue.dlq', 'acme-embeddings', 'fail'],
    ['queue.dlq', 'acme-exports', 'pass'],
    ['queue.dlq', 'acme-exports-dlq', 'not-applicable'],
    ['queue.backlog', 'acme-events', 'pass'],
    ['queue.backlog', 'acme-emails', 'fail'],
    ['queue.lag', 'acme-orders', 'pass'],
    ['queue.lag', 'acme-emails', 'fail'],
    ['queue.dlq-empty', 'acme-events', 'not-applicable'],
    ['queue.dlq-empty', 'acme-exports-dlq', 'fail'],
  ])('%s of %s is %s', async (checkId, name, state) => {
    const { items } = await account.client.queues.list();
    const { id, consumers } = items.find(queue => queue.name === name)!;
    await expect(
      collect(checkId, 'queues', name, { id, consumerCount: consumers.length }),
    ).resolves.toMatchObject({ state });
  });

  it.each([
    ['workflow.last-run', 'workflows', 'acme-etl', 'pass'],
    ['aigw.rate-limit', 'aiGateway', 'acme-ai-support', 'fail'],
    ['aigw.spend-limit', 'aiGateway', 'acme-ai-support', 'pass'],
    ['vectorize.fresh', 'vectorize', 'acme-idx-main', 'pass'],
    ['vectorize.fresh', 'vectorize', 'acme-idx-support', 'fail'],
    ['vectorize.fresh', 'vectorize', 'acme-idx-experiments', 'fail'],
    ['vectorize.fresh', 'vectorize', 'acme-idx-import', 'unknown'],
    ['aisearch.crawl', 'aiSearch', 'support:acme-product-docs', 'pass'],
    ['aisearch.crawl', 'aiSearch', 'acme-blog', 'fail'],
  ] as const)('%s of %s %s is %s', async (checkId, product, name, state) => {
    const connectors = ['website'];
    const collected = await collect(checkId, product, name, { connectors });
    expect(collected).toMatchObject({
      state,
      sources: expect.arrayContaining([
        expect.objectContaining({
          rayIds: expect.arrayContaining([expect.any(String)]),
        }),
      ]),
    });
  });
});
