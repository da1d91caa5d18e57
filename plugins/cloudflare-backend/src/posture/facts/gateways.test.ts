import { CfAiGateway } from '@cloudflare-backstage/cloudflare-client';
import { LABEL_CLOUDFLARE_DATA_CLASS } from '@cloudflare-backstage/plugin-cloudflare-common';
import { collectFor, NOW } from '../__testUtils__/collectFor';
import {
  accountWith,
  down,
  measuredAccount,
  partial,
  resource,
} from '../__testUtils__/postureAccount';

const listing = (
  items: CfAiGateway[],
  cut: { complete?: false } = {},
): Parameters<typeof accountWith>[0] => ({
  aiGateway: {
    list: async () => ({
      items,
      complete: true,
      problems: cut.complete === false ? [down] : [],
      ...cut,
    }),
  },
});

const collect = (
  checkId: string,
  settings: Partial<CfAiGateway>,
  dataClass?: string,
) =>
  collectFor(checkId, {
    entity: resource(
      'aiGateway',
      'support',
      {},
      dataClass ? { [LABEL_CLOUDFLARE_DATA_CLASS]: dataClass } : {},
    ),
    config: { regulated: ['pii'] },
    account: accountWith(listing([{ id: 'support', ...settings }])),
  });

describe.each<{
  checkId: string;
  pass: Partial<CfAiGateway>;
  fail: Partial<CfAiGateway>[];
}>([
  {
    checkId: 'aigw.rate-limit',
    pass: { rateLimit: { requests: 100, intervalSeconds: 60 } },
    fail: [
      { rateLimit: null },
      { rateLimit: { requests: 0, intervalSeconds: 60 } },
      { rateLimit: { requests: 100, intervalSeconds: 0 } },
    ],
  },
  {
    checkId: 'aigw.retry',
    pass: { retries: { maxAttempts: 2, backoff: 'exponential' } },
    fail: [
      { retries: null },
      { retries: { maxAttempts: 0, backoff: 'constant' } },
      { retries: { maxAttempts: 2 } },
    ],
  },
  {
    checkId: 'aigw.auth',
    pass: { authentication: true },
    fail: [{ authentication: false }],
  },
  {
    checkId: 'aigw.spend-limit',
    pass: { spendLimits: [{ limit: 50, windowSeconds: 86_400 }] },
    fail: [{ spendLimits: null }],
  },
])('$checkId', ({ checkId, pass, fail }) => {
  it('judges the setting', async () => {
    await expect(collect(checkId, pass)).resolves.toMatchObject({
      state: 'pass',
      sources: [{ name: 'AI gateways', observedAt: NOW.toISOString() }],
    });
    for (const settings of fail) {
      await expect(collect(checkId, settings)).resolves.toMatchObject({
        state: 'fail',
      });
    }
  });

  it('does not know a setting that is not told, or not read', async () => {
    await expect(collect(checkId, {})).resolves.toMatchObject({
      state: 'unknown',
      reason: 'not-supported',
    });
    const entity = resource('aiGateway', 'support');
    await expect(collectFor(checkId, { entity })).resolves.toMatchObject({
      state: 'unknown',
      reason: 'unavailable',
    });
    await expect(
      collectFor(checkId, { entity, account: accountWith(listing([])) }),
    ).resolves.toMatchObject({ state: 'unknown', reason: 'not-found' });
    await expect(
      collectFor(checkId, {
        entity,
        account: accountWith(listing([], { complete: false })),
      }),
    ).resolves.toMatchObject({ state: 'unknown', reason: 'unavailable' });
  });

  it('is stale when the gateways were listed too long ago', async () => {
    const value = new Map([['support', { id: 'support', ...pass }]]);
    const observedAt = new Date('2026-03-01T09:59:00Z');
    await expect(
      collectFor(checkId, {
        entity: resource('aiGateway', 'support'),
        readings: { 'AI gateways': { value, observedAt } },
      }),
    ).resolves.toMatchObject({ state: 'stale', reason: undefined });
  });
});

describe('aigw.data-protection', () => {
  const off: Partial<CfAiGateway> = {
    dlp: null,
    guardrails: null,
    zeroDataRetention: false,
    collectLogs: true,
  };
  const guardrails = {
    prompt: { blocked: 1, flagged: 0 },
    response: { blocked: 0, flagged: 0 },
  };
  const protection = (settings: Partial<CfAiGateway>, dataClass?: string) =>
    collect('aigw.data-protection', { ...off, ...settings }, dataClass);

  it.each<Partial<CfAiGateway>>([
    { dlp: { enabled: true, actions: ['BLOCK'] } },
    { guardrails },
    { zeroDataRetention: true },
  ])('passes for regulated data with %j', async settings => {
    await expect(protection(settings, 'pii')).resolves.toMatchObject({
      state: 'pass',
      facts: { dataClass: 'pii', isRegulated: true, isRestricted: false },
    });
  });

  it('fails for regulated data without any protection', async () => {
    await expect(
      protection({ dlp: { enabled: false, actions: [] } }, 'pii'),
    ).resolves.toMatchObject({
      state: 'fail',
      facts: { hasDlp: false, hasGuardrails: false },
    });
  });

  it('wants no logs of restricted data', async () => {
    await expect(protection({}, 'restricted')).resolves.toMatchObject({
      state: 'fail',
    });
    await expect(
      protection({ collectLogs: false }, 'restricted'),
    ).resolves.toMatchObject({ state: 'pass' });
  });

  it('is not about other data, and asks nothing for it', async () => {
    for (const dataClass of [undefined, 'public']) {
      await expect(protection({}, dataClass)).resolves.toMatchObject({
        state: 'not-applicable',
        message: expect.stringContaining('cloudflare.dataClasses'),
        sources: [{ name: 'catalog' }],
      });
    }
  });

  it('does not know what is not told', async () => {
    await expect(protection({ dlp: undefined }, 'pii')).resolves.toMatchObject({
      state: 'unknown',
      reason: 'not-supported',
    });
    // One of them is enough.
    await expect(
      protection({ dlp: undefined, guardrails }, 'pii'),
    ).resolves.toMatchObject({ state: 'pass' });
  });

  it('is stale when the class is, which the catalog tells', async () => {
    await expect(
      collectFor('aigw.data-protection', {
        entity: resource(
          'aiGateway',
          'support',
          {},
          { [LABEL_CLOUDFLARE_DATA_CLASS]: 'restricted' },
        ),
        account: accountWith(
          listing([{ id: 'support', ...off, collectLogs: false }]),
        ),
        syncs: {
          aiGateway: { lastComplete: new Date('2026-03-01T09:00:00Z') },
        },
      }),
    ).resolves.toMatchObject({ state: 'stale' });
  });
});

describe('ai.providers-known', () => {
  beforeEach(() => {
    jest.spyOn(Date, 'now').mockReturnValue(NOW.getTime());
  });
  afterEach(() => {
    jest.restoreAllMocks();
  });

  const asked = (provider: string, gateway = 'support') => ({
    gateway,
    provider,
  });
  const read = { fallback: 'disabled' };
  const known = (
    parameters: Parameters<typeof resource>[2],
    requests: object[] | ReturnType<typeof partial>,
    more: { approvedProviders?: readonly string[]; now?: Date } = {},
  ) =>
    collectFor('ai.providers-known', {
      entity: resource('aiGateway', 'support', parameters),
      config: { approvedProviders: ['OpenAI', 'workers-ai'], ...more },
      ...(more.now && { now: more.now }),
      ...measuredAccount({ aiGateway: { requests } }),
    });

  it('compares those that are set up, and those that were asked', async () => {
    await expect(
      known({ ...read, providers: ['openai'] }, [
        asked('workers-ai'),
        asked(''),
        asked('mistral', 'other'),
      ]),
    ).resolves.toMatchObject({
      state: 'pass',
      facts: { providers: ['openai', 'workers-ai'], unapprovedProviders: 0 },
    });
    await expect(
      known({ ...read, providers: ['mistral'], observedProviders: ['groq'] }, [
        asked('cohere'),
        asked('openai'),
      ]),
    ).resolves.toMatchObject({
      state: 'fail',
      facts: { unapprovedProviders: 3 },
      findings: [
        "'cohere' is not approved",
        "'groq' is not approved",
        "'mistral' is not approved",
      ],
    });
  });

  it('is not about a gateway without providers, or without a list to compare', async () => {
    await expect(known(read, [])).resolves.toMatchObject({
      state: 'not-applicable',
    });
    await expect(
      known(read, [asked('mistral')], { approvedProviders: undefined }),
    ).resolves.toMatchObject({
      state: 'not-applicable',
      message: expect.stringContaining('approvedProviders'),
    });
    // An empty list approves of none.
    await expect(
      known(read, [asked('openai')], { approvedProviders: [] }),
    ).resolves.toMatchObject({ state: 'fail' });
  });

  it('is sure only of a finding while some providers are not known', async () => {
    const providers = ['openai'];
    await expect(
      known({ ...read, providers }, partial('not-entitled')),
    ).resolves.toMatchObject({ state: 'unknown', reason: 'not-entitled' });
    // Keys and routes are not read yet.
    await expect(known({}, [asked('openai')])).resolves.toMatchObject({
      state: 'unknown',
      reason: 'not-read',
    });
    await expect(known({}, [asked('mistral')])).resolves.toMatchObject({
      state: 'fail',
    });
  });

  it('is stale when the metrics are', async () => {
    await expect(
      known({ ...read, providers: ['openai'] }, [], {
        now: new Date(NOW.getTime() + 2 * 3_600_000),
      }),
    ).resolves.toMatchObject({ state: 'stale' });
  });
});
