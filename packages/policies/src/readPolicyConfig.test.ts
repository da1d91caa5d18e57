import { ConfigReader } from '@backstage/config';
import { cloudflarePolicyMatrix, readPolicyConfig } from './index';

const SRE = 'group:default/sre';

const read = (policy?: object) =>
  readPolicyConfig(
    new ConfigReader(policy === undefined ? {} : { cloudflare: { policy } }),
  );

const heldBy = (holder: string, policy: object) =>
  Object.entries(read(policy).matrix)
    .filter(([, holders]) => holders.includes(holder))
    .map(([permission]) => permission)
    .sort();

describe('readPolicyConfig', () => {
  it('is the suggested matrix where nothing is configured', () => {
    expect(read()).toEqual({
      holders: [],
      matrix: cloudflarePolicyMatrix,
      fallback: 'allow',
    });
    expect(read({ fallback: 'deny' }).fallback).toBe('deny');
  });

  it('adds a group, in any letter case', () => {
    const permissions = ['cloudflare.sync', 'cloudflare.read.personal'];
    expect(heldBy(SRE, { groups: { [SRE]: permissions } })).toEqual(
      [...permissions].sort(),
    );
    expect(
      heldBy(SRE, { groups: { 'Group:Default/SRE': permissions } }),
    ).toEqual([...permissions].sort());
  });

  it('replaces what a group of the matrix has, and leaves the others', () => {
    const security = 'group:default/security';
    const platform = 'group:default/platform';
    const policy = { groups: { [security]: ['cloudflare.sync'] } };
    expect(heldBy(security, policy)).toEqual(['cloudflare.sync']);
    expect(heldBy(platform, policy)).toEqual(heldBy(platform, {}));
    expect(heldBy(platform, { groups: { [platform]: [] } })).toEqual([]);
  });

  it('takes patterns, which never lift a mask', () => {
    const held = heldBy(SRE, { groups: { [SRE]: ['cloudflare.*'] } });
    expect(held).toContain('cloudflare.read.secretsstore.meta');
    expect(held).toContain('cloudflare.sync');
    expect(held).not.toContain('cloudflare.read.sensitive');
    expect(held).not.toContain('cloudflare.read.personal');
    expect(held).not.toContain('cloudflare.read.kv.values');
    expect(
      heldBy(SRE, {
        groups: { [SRE]: ['cloudflare.read.kv*', 'cloudflare.read.kv.values'] },
      }),
    ).toEqual(['cloudflare.read.kv', 'cloudflare.read.kv.values']);
    expect(
      heldBy(SRE, { groups: { [SRE]: ['tech-insights.*'] } }),
    ).toHaveLength(3);
  });

  it.each([
    [{ fallback: 'perhaps' }, `'cloudflare.policy.fallback'`],
    [{ group: {} }, `'cloudflare.policy'`],
    [{ groups: { [SRE]: 'cloudflare.sync' } }, `${SRE}'`],
    [{ groups: { sre: [] } }, `'cloudflare.policy.groups.'sre''`],
    [{ groups: { 'group:sre': [] } }, 'full entity ref of a group or user'],
    [{ groups: { 'component:default/sre': [] } }, 'full entity ref'],
    [
      { groups: { [SRE]: ['cloudflare.read.tunnels'] } },
      `no permission 'cloudflare.read.tunnels'`,
    ],
    [{ groups: { [SRE]: ['cloudflare.read.sens*'] } }, 'fits no permission'],
    [{ groups: { [SRE]: ['catalog.*'] } }, 'fits no permission'],
    [{ groups: { [SRE]: ['cloudflare.read.k('] } }, 'no permission'],
    [{ groups: { [SRE]: [], 'group:default/SRE': [] } }, 'configured twice'],
  ])('refuses %j', (policy, reason) => {
    expect(() => read(policy)).toThrow(reason);
  });
});
