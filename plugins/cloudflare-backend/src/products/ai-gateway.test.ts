import { mockCredentials } from '@backstage/backend-test-utils';
import {
  Simulator,
  startSimulator,
} from '@cloudflare-backstage/cloudflare-simulator';
import {
  AiGatewayConfig,
  AiGatewayMetrics,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import request from 'supertest';
import { accountOf, startPlugin } from '../__testUtils__/startPlugin';

const LOGS = 'GET /accounts/{account}/ai-gateway/gateways/{gateway}/logs';
const ROUTES = 'GET /accounts/{account}/ai-gateway/gateways/{gateway}/routes';

describe('AI Gateway', () => {
  let simulator: Simulator;
  let get: (path: string) => request.Test;

  beforeEach(async () => {
    simulator = await startSimulator();
    const { server } = await startPlugin({
      accounts: [await accountOf(simulator)],
    });
    get = path =>
      request(server)
        .get(`/api/cloudflare/v1/ai-gateway/${path}`)
        .set('Authorization', mockCredentials.user.header());
  });
  afterEach(() => simulator.close());

  const metricsOf = async (name: string, query = '') => {
    const { body } = await get(`${name}/metrics${query}`);
    return { data: body.data as AiGatewayMetrics, meta: body.meta };
  };
  const configOf = async (name: string) => {
    const { body } = await get(`${name}/config`);
    return { data: body.data as AiGatewayConfig, meta: body.meta };
  };
  const fail = (operation: string) =>
    simulator.injectFault({
      operation,
      fault: { type: 'status', status: 500 },
    });

  it('tells traffic, as a whole, by provider and by model', async () => {
    const { data, meta } = await metricsOf('acme-ai-gateway');
    expect(meta).toMatchObject({ complete: true });
    expect(data.providers.map(({ provider }) => provider)).toEqual([
      'openai',
      'anthropic',
      'workers-ai',
    ]);
    expect(data.models[0]).toMatchObject({
      provider: 'openai',
      model: 'gpt-4o',
    });
    const { totals } = data;
    const sumOf = (figure: 'requests' | 'tokensIn' | 'cost') =>
      data.models.reduce((sum, model) => sum + model[figure], 0);
    expect(totals?.requests).toBe(sumOf('requests'));
    expect(totals?.tokensIn).toBe(sumOf('tokensIn'));
    expect(totals?.cost).toBeCloseTo(sumOf('cost'));
    expect(totals?.cacheHitRate).toBeCloseTo(
      totals!.cachedRequests / totals!.requests,
    );
    expect(totals?.cacheHitRate).toBeGreaterThan(0.1);
    expect(totals?.errors).toBeGreaterThan(0);
  });

  it('tells traffic over 24 hours, with the hit rate of each', async () => {
    const { data } = await metricsOf('acme-ai-gateway');
    const points = (id: string) =>
      data.series.find(series => series.id === id)?.points ?? [];
    expect(points('requests').length).toBeGreaterThan(20);
    for (const { value } of points('cacheHitRate')) {
      expect(value).toBeGreaterThan(0);
      expect(value).toBeLessThan(1);
    }
  });

  it('does not take no traffic for zero', async () => {
    const { data } = await metricsOf('acme-ai-experiments');
    expect(data).not.toHaveProperty('totals');
    expect(data).toMatchObject({ providers: [], models: [] });
  });

  it('reads the log only for whom asks for latency, and one page of it', async () => {
    const asked = () => simulator.statistics().byOperation[LOGS] ?? 0;
    const { data } = await metricsOf('acme-ai-gateway');
    expect(data.latencyState).toBe('not-asked');
    expect(asked()).toBe(0);
    const sampled = await metricsOf('acme-ai-gateway', '?latency=true');
    expect(asked()).toBe(1);
    const { latencyState, latency } = sampled.data;
    expect(latencyState).toBe('sampled');
    expect(latency?.requests).toBeGreaterThan(0);
    expect(latency?.requests).toBeLessThanOrEqual(50);
    // What the cache answered is below this.
    expect(latency?.p50Ms).toBeGreaterThanOrEqual(350);
    expect(latency?.p95Ms).toBeGreaterThanOrEqual(latency!.p50Ms);
    expect(JSON.stringify(sampled)).not.toMatch(/redact|prompt/i);
  });

  it('says why there is no latency', async () => {
    const stateOf = async (name: string) =>
      (await metricsOf(name, '?latency=true')).data.latencyState;
    expect(await stateOf('acme-ai-experiments')).toBe('not-logged');
    simulator.account.changeResource('aiGateway', 'default', { traffic: [] });
    expect(await stateOf('default')).toBe('no-data');
    fail(LOGS);
    const { data, meta } = await metricsOf('acme-ai-gateway', '?latency=true');
    expect(data.latencyState).toBe('unknown');
    expect(data).not.toHaveProperty('latency');
    expect(meta.problems).toMatchObject([{ kind: 'unavailable' }]);
  });

  it('tells how a gateway is configured, and where providers show', async () => {
    const { data, meta } = await configOf('acme-ai-gateway');
    expect(meta).toMatchObject({ complete: true });
    expect(data).toMatchObject({
      authentication: 'enabled',
      logging: 'enabled',
      rateLimit: { state: 'enabled', requests: 500, intervalSeconds: 60 },
      retries: { state: 'enabled', maxAttempts: 3 },
      caching: { state: 'enabled', ttlSeconds: 3600 },
      dlp: { state: 'disabled' },
      guardrails: { state: 'disabled' },
      fallback: { state: 'enabled' },
      providers: [
        { name: 'anthropic', sources: ['stored-key', 'route', 'traffic'] },
        { name: 'openai', sources: ['stored-key', 'route', 'traffic'] },
        { name: 'workers-ai', sources: ['traffic'] },
      ],
      providersComplete: true,
      routes: [{ name: 'chat', active: true, fallback: true }],
    });
  });

  it('tells limits of zero to be off, and the rest of what there is', async () => {
    const { data } = await configOf('acme-ai-support');
    expect(data).toMatchObject({
      rateLimit: { state: 'disabled' },
      caching: { state: 'disabled' },
      dlp: { state: 'enabled', actions: ['BLOCK'] },
      guardrails: { state: 'enabled', prompt: { blocked: 2, flagged: 1 } },
      spendLimits: {
        state: 'enabled',
        limits: [{ limit: 50, windowSeconds: 86_400 }],
      },
      fallback: { state: 'disabled' },
      providers: [{ name: 'azure-openai' }],
    });
    expect(JSON.stringify(data)).not.toMatch(/redact/i);
  });

  it('does not know the fallback without an active route', async () => {
    const { data } = await configOf('acme-ai-experiments');
    expect(data.fallback).toEqual({
      state: 'unknown',
      reason: 'no-active-route',
    });
    expect(data.providersComplete).toBe(true);
  });

  it('tells what it can where routes or the analytics cannot be read', async () => {
    fail(ROUTES);
    simulator.refusePermission('Account Analytics Read');
    const { data, meta } = await configOf('acme-ai-gateway');
    expect(data).toMatchObject({
      caching: { state: 'enabled' },
      fallback: { state: 'unknown', reason: 'not-told' },
      providers: [
        { name: 'anthropic', sources: ['stored-key'] },
        { name: 'openai', sources: ['stored-key'] },
      ],
      providersComplete: false,
    });
    expect(data).not.toHaveProperty('routes');
    expect(meta.complete).toBe(false);
    expect(meta.problems).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ kind: 'unavailable' }),
        expect.objectContaining({ permission: 'Account Analytics Read' }),
      ]),
    );
  });

  it('knows no gateway that does not exist', async () => {
    expect((await get('none/config')).status).toBe(404);
    expect((await get('none/metrics')).status).toBe(404);
  });
});
