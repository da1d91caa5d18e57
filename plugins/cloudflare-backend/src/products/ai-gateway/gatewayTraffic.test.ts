import { CfAiGatewayRequests } from '@cloudflare-backstage/cloudflare-client';
import { MetricsReading } from '../../metrics/AccountMetrics';
import { toGatewayTraffic } from './gatewayTraffic';

const row: CfAiGatewayRequests = {
  gateway: 'acme',
  provider: 'openai',
  model: 'gpt-4o',
  hour: '2026-11-21T02:00:00Z',
  requests: 40,
  cachedRequests: 10,
  erroredRequests: 1,
  cost: 0.5,
  cachedTokensIn: 1,
  cachedTokensOut: 2,
  uncachedTokensIn: 3,
  uncachedTokensOut: 4,
};

const trafficOf = (complete: boolean) =>
  toGatewayTraffic(
    {
      window: {
        from: new Date('2026-11-21T02:00:00Z'),
        to: new Date('2026-11-22T02:00:00Z'),
      },
      metrics: {
        aiGateway: {
          requests: { rows: [row, { ...row, gateway: 'other' }], complete },
        },
      },
    } as unknown as MetricsReading,
    'acme',
  );

describe('the traffic of a gateway', () => {
  it('is added up, as a whole and by provider and model', () => {
    const { totals, providers, models } = trafficOf(true);
    expect(totals).toMatchObject({ requests: 40, cacheHitRate: 0.25 });
    expect(providers).toMatchObject([{ provider: 'openai', requests: 40 }]);
    expect(models).toMatchObject([{ model: 'gpt-4o', tokensIn: 4 }]);
  });

  it('has no total where a part of it could not be read', () => {
    const { totals, providers, models, series } = trafficOf(false);
    expect([totals, providers, models]).toEqual([undefined, [], []]);
    expect(series[0].points).toHaveLength(1);
  });
});
