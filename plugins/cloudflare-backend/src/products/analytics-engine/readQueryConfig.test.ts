import { ConfigReader } from '@backstage/config';
import { JsonObject } from '@backstage/types';
import { readQueryConfig } from './readQueryConfig';

const read = (analyticsEngine?: JsonObject) =>
  readQueryConfig(
    new ConfigReader(
      analyticsEngine ? { cloudflare: { analyticsEngine } } : {},
    ),
  );

describe('readQueryConfig', () => {
  it('lets nothing be queried by default', () => {
    expect(read()).toEqual({
      datasets: new Set(),
      defaultRangeMs: 86_400_000,
      maxRangeMs: 31 * 86_400_000,
      sensitiveMaxRangeMs: 92 * 86_400_000,
      defaultLimit: 1000,
      maxLimit: 10_000,
    });
  });

  it('reads names in both cases and limits', () => {
    expect(
      read({ datasets: ['a-b', 'A_b'], maxRangeDays: 92, defaultLimit: 10 }),
    ).toMatchObject({
      datasets: new Set(['a-b', 'A_b']),
      maxRangeMs: 92 * 86_400_000,
      defaultLimit: 10,
    });
  });

  it.each([
    [{ datasets: ['a; DROP'] }, 'datasets'],
    [{ maxRangeDays: 93 }, 'maxRangeDays'],
    [{ maxRangeDays: 0 }, 'maxRangeDays'],
    [{ sensitiveMaxRangeDays: 93 }, 'sensitiveMaxRangeDays'],
    [{ defaultLimit: 10_001 }, 'defaultLimit'],
    [{ defaultLimit: 1.5 }, 'defaultLimit'],
  ])('refuses %j', (config, key) => {
    expect(() => read(config)).toThrow(`cloudflare.analyticsEngine.${key}`);
  });
});
