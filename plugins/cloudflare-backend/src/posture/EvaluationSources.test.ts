import { mockServices } from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import { CloudflareApiError } from '@cloudflare-backstage/cloudflare-client';
import {
  ProductStatus,
  SyncRun,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { failingAccount } from '../__testUtils__/failingAccount';
import { EvaluationSources } from './EvaluationSources';
import {
  PostureDependencies,
  PostureSource,
  SourceReading,
} from './PostureSources';
import { readScorecardsConfig } from './readScorecardsConfig';
import { productReading } from './sources/productSync';

const now = new Date('2026-03-01T12:00:00Z');
const account = failingAccount({ kind: 'unavailable', message: 'Down' });

function start(dependencies: object = {}) {
  const controller = new AbortController();
  const logger = mockServices.logger.mock();
  const sources = new EvaluationSources({
    dependencies: { logger, ...dependencies } as unknown as PostureDependencies,
    config: readScorecardsConfig(new ConfigReader({})),
    now,
    subjects: [],
    signal: controller.signal,
  });
  return { sources, controller, logger };
}

function sourceOf(
  read: PostureSource<string>['read'],
): PostureSource<string> & { read: jest.Mock } {
  return { name: 'tokens', read: jest.fn(read) };
}

describe('the sources of an evaluation', () => {
  it('are read once for an account and a key, in the background', async () => {
    const { sources } = start();
    const source = sourceOf(async ({ reading }, _, key) => {
      reading.record!({ method: 'GET', path: '/', query: {}, at: '' });
      return { value: key, observedAt: now };
    });
    const read = (key?: string, other = account) =>
      sources.read(source, other, key);
    await Promise.all([read(), read(), read('a'), read('a')]);
    await read('a', { ...account, key: 'other' });
    expect(source.read).toHaveBeenCalledTimes(3);
    expect(source.read.mock.calls[0][0].reading.lane).toBe('background');
    expect(sources.requests).toBe(3);
  });

  it('tell what they throw as a problem, and no content of a fault', async () => {
    const { sources, logger } = start();
    const problem = {
      kind: 'forbidden',
      message: 'A group is missing',
    } as const;
    const failing = sourceOf(async () => {
      throw new CloudflareApiError(problem);
    });
    expect(await sources.read(failing, account)).toEqual({ problem });
    const broken = sourceOf(async (): Promise<SourceReading<string>> => {
      throw new TypeError('of jane@example.com');
    });
    expect(await sources.read(broken, account)).toMatchObject({
      problem: { kind: 'unavailable' },
    });
    const logged = JSON.stringify(logger.error.mock.calls);
    expect(logged).toContain(`'tokens'`);
    expect(logged).not.toContain('jane');
  });

  it('end with the evaluation', async () => {
    const { sources, controller } = start();
    const source = sourceOf(async () => {
      controller.abort(new Error('Ended'));
      throw new CloudflareApiError({ kind: 'unavailable', message: 'Aborted' });
    });
    await expect(sources.read(source, account)).rejects.toThrow('Ended');
    await expect(sources.read(source, account, 'a')).rejects.toThrow('Ended');
    expect(source.read).toHaveBeenCalledTimes(1);
  });
});

describe('what the catalog holds of a product', () => {
  const status: ProductStatus = {
    account: 'default',
    product: 'queues',
    title: 'Queues',
    state: 'available',
    lastCompleteSync: '2026-03-01T11:50:00.000Z',
  };
  const problem = { kind: 'forbidden', message: 'A group is missing' } as const;
  const catalogOf = (...statuses: ProductStatus[]) => ({
    catalogModule: { products: async () => statuses, runs: async () => [] },
  });

  it.each<[string, Partial<ProductStatus>, object]>([
    [
      'as old as the last complete sync',
      {},
      { sources: [{ name: 'catalog', observedAt: status.lastCompleteSync }] },
    ],
    [
      'that old, with the reason, when it is degraded',
      { state: 'degraded', problem },
      {
        sources: [{ name: 'catalog', observedAt: status.lastCompleteSync }],
        problem,
      },
    ],
    [
      'never read whole before a complete sync',
      { state: 'degraded', lastCompleteSync: undefined, problem },
      { sources: [], problem },
    ],
    [
      'not read before the first sync',
      { state: 'unknown', lastCompleteSync: undefined },
      { sources: [] },
    ],
    [
      'not there when it is not imported',
      { state: 'not-imported' },
      {
        sources: [],
        problem: expect.objectContaining({ kind: 'not-supported' }),
      },
    ],
  ])('is %s', async (_, changed, expected) => {
    const other = { ...status, account: 'other', lastCompleteSync: undefined };
    const { sources } = start(catalogOf(other, { ...status, ...changed }));
    expect(await productReading('queues', account, sources)).toEqual(expected);
  });

  it('is not known when the sync tells nothing', async () => {
    const { sources } = start({
      catalogModule: {
        products: async () => {
          throw new CloudflareApiError({ kind: 'unavailable', message: 'No' });
        },
        runs: async () => [],
      },
    });
    expect(await productReading('queues', account, sources)).toEqual({
      sources: [],
      problem: { kind: 'unavailable', message: 'No' },
    });
  });

  it('is, of the account, what the last complete run told', async () => {
    const runOf = (startedAt: string, complete: boolean): SyncRun => ({
      account: 'default',
      run: 1,
      startedAt,
      outcome: 'succeeded',
      products: [
        {
          product: 'account',
          listed: 1,
          complete,
          added: 0,
          changed: 0,
          removed: 0,
          held: 0,
          detailsRead: 0,
          detailsPending: 0,
          problems: complete ? [] : [problem],
        },
      ],
    });
    const { sources } = start({
      catalogModule: {
        products: async () => [],
        runs: async () => [
          runOf('2026-03-01T11:55:00.000Z', false),
          runOf('2026-03-01T11:45:00.000Z', true),
        ],
      },
    });
    expect(await productReading('account', account, sources)).toEqual({
      sources: [{ name: 'catalog', observedAt: '2026-03-01T11:45:00.000Z' }],
      problem,
    });
  });
});
