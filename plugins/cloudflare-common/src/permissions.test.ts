import {
  cloudflarePermissions,
  cloudflareSyncPermission,
  cloudflareUnmaskingPermissions,
  productIds,
  products,
} from './index';

const names = cloudflarePermissions.map(({ name }) => name);

describe('cloudflarePermissions', () => {
  it('are those of the products and these, each once', () => {
    expect([...names].sort()).toEqual(
      [
        ...productIds.map(id => products[id].permission.name),
        'cloudflare.read.account',
        'cloudflare.read.posture',
        'cloudflare.sync',
        'cloudflare.export.evidence',
        'cloudflare.read.sensitive',
        'cloudflare.read.personal',
        'cloudflare.read.kv.values',
      ].sort(),
    );
    expect(new Set(names).size).toBe(names.length);
  });

  it('read, but for the one that starts a sync', () => {
    expect(
      cloudflarePermissions.filter(
        ({ attributes }) => attributes.action !== 'read',
      ),
    ).toEqual([cloudflareSyncPermission]);
    expect(cloudflareSyncPermission.attributes.action).toBe('update');
  });

  it('lift masks by three of them', () => {
    expect(cloudflareUnmaskingPermissions.map(({ name }) => name)).toEqual([
      'cloudflare.read.sensitive',
      'cloudflare.read.personal',
      'cloudflare.read.kv.values',
    ]);
  });
});
