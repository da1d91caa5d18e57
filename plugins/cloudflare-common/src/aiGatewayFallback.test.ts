import { aiGatewayFallback } from './aiGatewayFallback';

describe('aiGatewayFallback', () => {
  it('is on with one active route that falls back', () => {
    const routes = [
      { active: false, fallback: false },
      {},
      { active: true, fallback: true },
    ];
    expect(aiGatewayFallback(routes, false)).toEqual({ state: 'enabled' });
  });

  it('is off when all active routes are known not to', () => {
    const routes = [
      { active: true, fallback: false },
      { active: false, fallback: true },
      { active: false },
    ];
    expect(aiGatewayFallback(routes, true)).toEqual({ state: 'disabled' });
  });

  it.each([
    ['no route', []],
    ['no active one', [{ active: false, fallback: true }]],
  ])('is not known with %s, as callers may fall back', (_what, routes) => {
    expect(aiGatewayFallback(routes, true)).toEqual({
      state: 'unknown',
      reason: 'no-active-route',
    });
  });

  it.each([
    ['whether it is active', [{ fallback: true }], true],
    ['what an active route is made of', [{ active: true }], true],
    ['all routes', [{ active: true, fallback: false }], false],
  ])('is not known without knowing %s', (_what, routes, complete) => {
    expect(aiGatewayFallback(routes, complete)).toEqual({
      state: 'unknown',
      reason: 'not-told',
    });
  });
});
