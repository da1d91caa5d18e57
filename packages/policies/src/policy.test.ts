import {
  techInsightsCheckReadPermission,
  techInsightsCheckUpdatePermission,
  techInsightsFactRetrieverReadPermission,
} from '@backstage-community/plugin-tech-insights-common';
import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import {
  AuthorizeResult,
  createPermission,
} from '@backstage/plugin-permission-common';
import { cloudflarePermissions } from '@cloudflare-backstage/plugin-cloudflare-common';
import {
  cloudflareDecision,
  CloudflarePermissionPolicy,
  cloudflarePolicyMatrix,
} from './index';

const techInsightsPermissions = [
  techInsightsCheckReadPermission,
  techInsightsCheckUpdatePermission,
  techInsightsFactRetrieverReadPermission,
];

const permissionOf = (name: string) =>
  createPermission({ name, attributes: { action: 'read' } });

const groups = ['security', 'platform', 'engineering', 'readers'];

// One row per permission: who of security, platform, engineering, readers.
const table: Record<string, string> = {
  'cloudflare.read.workers': 'yyyy',
  'cloudflare.read.pages': 'yyyy',
  'cloudflare.read.zerotrust': 'yy--',
  'cloudflare.read.queues': 'yyyy',
  'cloudflare.read.kv': 'yyyy',
  'cloudflare.read.d1': 'yyyy',
  'cloudflare.read.r2': 'yyyy',
  'cloudflare.read.aigateway': 'yyyy',
  'cloudflare.read.vectorize': 'yyyy',
  'cloudflare.read.analyticsengine': 'yyyy',
  'cloudflare.read.secretsstore.meta': 'yy--',
  'cloudflare.read.hyperdrive': 'yyyy',
  'cloudflare.read.containers': 'yyyy',
  'cloudflare.read.workflows': 'yyyy',
  'cloudflare.read.durableobjects': 'yyyy',
  'cloudflare.read.aisearch': 'yyyy',
  'cloudflare.read.browserrendering': 'yyyy',
  'cloudflare.read.account': 'yyyy',
  'cloudflare.read.posture': 'yyyy',
  'cloudflare.sync': 'yy--',
  'cloudflare.export.evidence': 'yy--',
  'cloudflare.submit.provenance': '----',
  'cloudflare.read.sensitive': 'yy--',
  'cloudflare.read.personal': 'y---',
  'cloudflare.read.kv.values': '----',
  'tech-insights.check.read': 'yy--',
  'tech-insights.check.run': 'yy--',
  'tech-insights.fact-retriever.read': 'yy--',
};

describe('cloudflarePolicyMatrix', () => {
  it('has a row for every permission of the plugins and of Tech Insights', () => {
    const names = [...cloudflarePermissions, ...techInsightsPermissions]
      .map(({ name }) => name)
      .sort();
    expect(Object.keys(cloudflarePolicyMatrix).sort()).toEqual(names);
    expect(Object.keys(table).sort()).toEqual(names);
  });

  it.each(Object.entries(table))('%s: %s', (name, row) => {
    const decisions = groups.map(group =>
      cloudflareDecision({ permission: permissionOf(name) }, [
        'user:default/someone',
        `group:default/${group}`,
      ]),
    );
    expect(decisions).toEqual(
      [...row].map(cell => ({
        result: cell === 'y' ? AuthorizeResult.ALLOW : AuthorizeResult.DENY,
      })),
    );
  });
});

describe('cloudflareDecision', () => {
  const workers = { permission: permissionOf('cloudflare.read.workers') };
  const allow = { result: AuthorizeResult.ALLOW };
  const deny = { result: AuthorizeResult.DENY };

  it('leaves the permissions of others undecided', () => {
    for (const name of ['catalog.entity.read', 'cloudflared.read.tunnels']) {
      expect(
        cloudflareDecision({ permission: permissionOf(name) }, [
          'group:default/security',
        ]),
      ).toBeUndefined();
    }
  });

  it('denies permissions that the matrix does not list', () => {
    for (const name of ['cloudflare.read.tunnels', 'cloudflare.toString']) {
      expect(
        cloudflareDecision({ permission: permissionOf(name) }, [
          'group:default/security',
        ]),
      ).toEqual(deny);
    }
  });

  it('denies those who are in no group of the matrix', () => {
    expect(cloudflareDecision(workers, [])).toEqual(deny);
    expect(
      cloudflareDecision(workers, [
        'group:default/marketing',
        'group:other/security',
        'user:default/security',
        'security',
      ]),
    ).toEqual(deny);
  });

  it('compares entity refs in any letter case', () => {
    expect(cloudflareDecision(workers, ['Group:default/Security'])).toEqual(
      allow,
    );
  });

  it('takes a matrix of the adopter', () => {
    const matrix = { 'cloudflare.read.workers': ['group:acme/Ops'] };
    expect(cloudflareDecision(workers, ['group:acme/ops'], matrix)).toEqual(
      allow,
    );
    expect(
      cloudflareDecision(workers, ['group:default/security'], matrix),
    ).toEqual(deny);
  });
});

describe('CloudflarePermissionPolicy', () => {
  const workers = { permission: permissionOf('cloudflare.read.workers') };
  const catalog = { permission: permissionOf('catalog.entity.refresh') };
  const user = {
    credentials: mockCredentials.user('user:default/rio'),
    info: {
      userEntityRef: 'user:default/rio',
      ownershipEntityRefs: ['user:default/rio'],
    },
  };

  it('asks the user info service for the groups, not the query', async () => {
    const userInfo = mockServices.userInfo({
      ownershipEntityRefs: ['user:default/rio', 'group:default/readers'],
    });
    const policy = new CloudflarePermissionPolicy({ userInfo });
    await expect(policy.handle(workers, user)).resolves.toEqual({
      result: AuthorizeResult.ALLOW,
    });
  });

  it('denies ours and allows the rest without a user', async () => {
    const userInfo = mockServices.userInfo.mock();
    const policy = new CloudflarePermissionPolicy({ userInfo });
    await expect(policy.handle(workers)).resolves.toEqual({
      result: AuthorizeResult.DENY,
    });
    await expect(policy.handle(catalog)).resolves.toEqual({
      result: AuthorizeResult.ALLOW,
    });
    expect(userInfo.getUserInfo).not.toHaveBeenCalled();
  });

  it('leaves what is not ours to the fallback, with the user', async () => {
    const handle = jest.fn().mockResolvedValue({
      result: AuthorizeResult.DENY,
    });
    const policy = new CloudflarePermissionPolicy({
      userInfo: mockServices.userInfo(),
      fallback: { handle },
    });
    await expect(policy.handle(catalog, user)).resolves.toEqual({
      result: AuthorizeResult.DENY,
    });
    expect(handle).toHaveBeenCalledWith(catalog, user);
    await policy.handle(workers, user);
    expect(handle).toHaveBeenCalledTimes(1);
  });

  it('does not decide when the groups cannot be told', async () => {
    const userInfo = mockServices.userInfo.mock({
      getUserInfo: async () => {
        throw new Error('no user info');
      },
    });
    const policy = new CloudflarePermissionPolicy({ userInfo });
    await expect(policy.handle(workers, user)).rejects.toThrow('no user info');
  });

  it('takes a matrix of the adopter', async () => {
    const policy = new CloudflarePermissionPolicy({
      userInfo: mockServices.userInfo({
        ownershipEntityRefs: ['group:default/ops'],
      }),
      matrix: { 'cloudflare.read.workers': ['group:default/ops'] },
    });
    await expect(policy.handle(workers, user)).resolves.toEqual({
      result: AuthorizeResult.ALLOW,
    });
  });
});
