import { CfAiGatewayRoute } from '@cloudflare-backstage/cloudflare-client';
import { toGatewayConfig } from './gatewayConfig';

const configOf = (items: CfAiGatewayRoute[], complete: boolean) =>
  toGatewayConfig(
    { id: 'acme' },
    { routes: { items, complete, problems: [] } },
  );

describe('the routes of a gateway', () => {
  it('are none when the whole list has none, and not known when it was cut short', () => {
    expect(configOf([], true).routes).toEqual([]);
    const { routes, fallback } = configOf([], false);
    expect(routes).toBeUndefined();
    expect(fallback).toEqual({ state: 'unknown', reason: 'not-told' });
  });

  it('are those that could be read', () => {
    expect(configOf([{ id: 'r-1', name: 'chat' }], false).routes).toHaveLength(
      1,
    );
  });
});
