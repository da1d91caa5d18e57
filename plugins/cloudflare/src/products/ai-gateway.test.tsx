import {
  AiGatewayConfig,
  AiGatewayMetrics,
  AiGatewayTotals,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { answer } from '../__fixtures__/answers';
import { worker } from '../__fixtures__/entities';
import { renderEntityTab } from '../__testUtils__/render';

const entity = (parameters: object = {}) => ({
  ...worker,
  metadata: {
    ...worker.metadata,
    name: 'cf-ai-gateway-acme-ai',
    title: 'acme-ai',
    annotations: {
      'cloudflare.com/account': 'default',
      'cloudflare.com/name': 'acme-ai',
    },
  },
  spec: {
    type: 'cloudflare-ai-gateway',
    owner: 'group:default/ai',
    parameters: { account: 'default', name: 'acme-ai', ...parameters },
  },
  relations: [],
});

const totals: AiGatewayTotals = {
  requests: 2000,
  errors: 20,
  cachedRequests: 620,
  cacheHitRate: 0.31,
  tokensIn: 1_640_000,
  tokensOut: 520_000,
  cost: 8.4,
};

const metrics: AiGatewayMetrics = {
  from: '2026-11-21T02:00:00Z',
  to: '2026-11-21T04:00:00Z',
  stepSeconds: 3600,
  series: [
    {
      id: 'requests',
      unit: 'count',
      points: [{ time: '2026-11-21T02:00:00Z', value: 1200 }],
    },
    {
      id: 'cacheHitRate',
      unit: 'ratio',
      points: [{ time: '2026-11-21T02:00:00Z', value: 0.25 }],
    },
  ],
  totals,
  providers: [{ ...totals, provider: 'openai' }],
  models: [{ ...totals, provider: 'openai', model: 'gpt-4o' }],
  latencyState: 'not-asked',
};

const config: AiGatewayConfig = {
  id: 'acme-ai',
  authentication: 'disabled',
  logging: 'enabled',
  logpush: 'unknown',
  traceExports: 0,
  zeroDataRetention: 'disabled',
  rateLimit: { state: 'enabled', requests: 500, intervalSeconds: 60 },
  retries: { state: 'enabled', maxAttempts: 3 },
  caching: { state: 'enabled', ttlSeconds: 3600 },
  dlp: { state: 'enabled', actions: ['BLOCK'] },
  guardrails: {
    state: 'enabled',
    prompt: { blocked: 2, flagged: 1 },
    response: { blocked: 0, flagged: 1 },
  },
  spendLimits: {
    state: 'enabled',
    limits: [{ limit: 50, windowSeconds: 86_400 }],
  },
  fallback: { state: 'enabled' },
  providers: [
    { name: 'openai', sources: ['stored-key', 'route'] },
    { name: 'workers-ai', sources: ['traffic'] },
  ],
  providersComplete: true,
  routes: [
    {
      id: 'r-1',
      name: 'chat',
      active: true,
      models: [{ provider: 'openai', model: 'gpt-4o' }],
      fallback: true,
    },
    { id: 'r-2', name: 'untold' },
  ],
};

function show(
  options: {
    metrics?: Partial<AiGatewayMetrics>;
    latency?: Partial<AiGatewayMetrics>;
    config?: Partial<AiGatewayConfig>;
    parameters?: object;
    isPartial?: boolean;
  } = {},
) {
  return renderEntityTab({
    entity: entity(options.parameters),
    answers: {
      'ai-gateway/acme-ai/metrics': async ({ query }) =>
        answer(
          {
            ...metrics,
            ...options.metrics,
            ...(query?.latency && options.latency),
          },
          { complete: !options.isPartial },
        ),
      'ai-gateway/acme-ai/config': answer({ ...config, ...options.config }),
    },
  });
}

const section = (name: string) => screen.findByRole('region', { name });
const traffic = () => section('Traffic of the last 24 hours');
const factOf = async (region: HTMLElement, label: string) =>
  (await within(region).findByText(label, { selector: 'dt' })).parentElement;

describe('AI Gateway', () => {
  it('shows traffic, hit rate and cost, as a whole and by model', async () => {
    show();
    const region = await traffic();
    expect(await factOf(region, 'Errors')).toHaveTextContent(
      '20 (1% of the requests)',
    );
    expect(await factOf(region, 'Cache hit rate')).toHaveTextContent('31%');
    expect(await factOf(region, 'Tokens in / out')).toHaveTextContent(
      '1,640,000 / 520,000',
    );
    expect(await factOf(region, 'Cost, estimated')).toHaveTextContent('$8.40');
    const row = within(region)
      .getByRole('rowheader', { name: 'gpt-4o' })
      .closest('[role=row]');
    expect(row).toHaveTextContent('openai');
    expect(row).toHaveTextContent('$8.40');
    expect(
      within(region).getByText(/Cache hit rate: .*25%/),
    ).toBeInTheDocument();
  });

  it('does not take no data for no requests', async () => {
    show({ metrics: { totals: undefined, models: [], series: [] } });
    const region = await traffic();
    expect(
      (await within(region).findAllByText('No data from Cloudflare')).length,
    ).toBe(6);
    expect(within(region).queryByText('$0.00')).toBeNull();
  });

  it('does not call unread traffic no data', async () => {
    show({
      metrics: { totals: undefined, models: [], series: [] },
      isPartial: true,
    });
    const region = await traffic();
    expect(await factOf(region, 'Requests')).toHaveTextContent('Not known');
    expect(within(region).queryByRole('region', { name: 'Models' })).toBeNull();
  });

  it('reads the log only when it is asked to, and says what it is', async () => {
    const api = show({
      latency: {
        latencyState: 'sampled',
        latency: {
          requests: 38,
          from: '2026-11-21T03:00:00Z',
          to: '2026-11-21T04:00:00Z',
          p50Ms: 640,
          p95Ms: 2300,
        },
      },
    });
    const region = await section('Latency (sample)');
    const asked = () =>
      api.read.mock.calls.filter(([{ query }]) => query?.latency).length;
    expect(asked()).toBe(0);
    await userEvent.click(
      within(region).getByRole('button', { name: 'Read a sample' }),
    );
    expect(await factOf(region, 'Median')).toHaveTextContent('640 ms');
    expect(await factOf(region, '95th percentile')).toHaveTextContent(
      '2.3 sec',
    );
    expect(await factOf(region, 'Sample')).toHaveTextContent(
      '38 requests that the cache did not answer',
    );
    expect(asked()).toBe(1);
  });

  it('says why there is no latency', async () => {
    show({ latency: { latencyState: 'not-logged' } });
    const region = await section('Latency (sample)');
    await userEvent.click(within(region).getByRole('button'));
    expect(await factOf(region, 'Median')).toHaveTextContent(
      'The gateway keeps no log',
    );
  });

  it('shows what is limited, guarded and retried', async () => {
    show();
    const region = await section('Configuration');
    for (const [label, value] of [
      ['Authentication', 'Off'],
      ['Rate limit', '500 requests in 1 min'],
      ['Caching', 'Kept for 1 hr'],
      ['Retries', 'Up to 3'],
      ['Fallback', 'By a dynamic route'],
      ['Guardrails', 'Prompts: 3 hazards, answers: 1'],
      ['Data loss prevention', 'BLOCK'],
      ['Spend limits', '$50.00 in 1 day'],
      ['Logpush', 'Not known'],
      ['Trace collectors', '0'],
    ]) {
      expect(await factOf(region, label)).toHaveTextContent(value);
    }
  });

  it('shows from where providers are known, and routes', async () => {
    show();
    const region = await section('Configuration');
    const rowOf = async (name: string) =>
      (await within(region).findByRole('rowheader', { name })).closest(
        '[role=row]',
      );
    expect(await rowOf('openai')).toHaveTextContent('Stored key, Active route');
    expect(await rowOf('workers-ai')).toHaveTextContent('Requests of the last');
    expect(await rowOf('chat')).toHaveTextContent('openai / gpt-4o');
    expect(await rowOf('chat')).toHaveTextContent('Active');
    expect(await rowOf('untold')).toHaveTextContent(/Not known.*Not known/);
  });

  it('does not call unknown what could not be read to be none', async () => {
    show({
      config: {
        providers: [],
        providersComplete: false,
        routes: undefined,
        fallback: { state: 'unknown', reason: 'not-told' },
        caching: { state: 'unknown' },
      },
    });
    const region = await section('Configuration');
    expect(await factOf(region, 'Fallback')).toHaveTextContent(
      'the routes could not be read',
    );
    expect(await factOf(region, 'Caching')).toHaveTextContent('Not known');
    expect(
      within(region).getByText(/there may be further providers/),
    ).toBeInTheDocument();
    expect(within(region).queryByText('None')).toBeNull();
    expect(within(region).queryByText(/None known/)).toBeNull();
  });

  it.each([
    [{ authentication: 'disabled', rateLimit: 'enabled' }, 'No authentication'],
    [{ authentication: 'enabled', rateLimit: 'disabled' }, 'No rate limit'],
    [
      { authentication: 'enabled', rateLimit: 'enabled' },
      'Authenticated, limited',
    ],
  ])('tells by %j that it is: %s', async (parameters, status) => {
    show({ parameters });
    expect((await screen.findAllByText(status)).length).toBeGreaterThan(0);
  });
});
