import {
  cloudflarePermissions,
  cloudflareSubmitProvenancePermission,
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
        'cloudflare.submit.provenance',
        'cloudflare.read.sensitive',
        'cloudflare.read.personal',
        'cloudflare.read.kv.values',
      ].sort(),
    );
    expect(new Set(names).size).toBe(names.length);
  });

  it('read, but for those that start a sync and hand in a manifest', () => {
    expect(
      cloudflarePermissions.filter(
        ({ attributes }) => attributes.action !== 'read',
      ),
    ).toEqual([cloudflareSyncPermission, cloudflareSubmitProvenancePermission]);
    expect(cloudflareSyncPermission.attributes.action).toBe('update');
    expect(cloudflareSubmitProvenancePermission.attributes.action).toBe(
      'create',
    );
  });

  it('lift masks by three of them', () => {
    expect(cloudflareUnmaskingPermissions.map(({ name }) => name)).toEqual([
      'cloudflare.read.sensitive',
      'cloudflare.read.personal',
      'cloudflare.read.kv.values',
    ]);
  });
});
