import {
  BasicPermission,
  createPermission,
} from '@backstage/plugin-permission-common';
import { productIds, products } from './products';
import { permissionToRead } from './products/permissionToRead';

/**
 * Permission to see the accounts, the state of their products and the sync.
 *
 * @public
 */
export const cloudflareReadAccountPermission = permissionToRead(
  'cloudflare.read.account',
);

/**
 * Permission to see posture: scorecards and their results.
 *
 * @public
 */
export const cloudflareReadPosturePermission = permissionToRead(
  'cloudflare.read.posture',
);

/**
 * Permission to start a sync now.
 *
 * @public
 */
export const cloudflareSyncPermission = createPermission({
  name: 'cloudflare.sync',
  attributes: { action: 'update' },
});

/**
 * Permission to make and download evidence.
 *
 * @public
 */
export const cloudflareExportEvidencePermission = permissionToRead(
  'cloudflare.export.evidence',
);

/**
 * Permission to hand in build manifests, which say where a deployment came
 * from: for the static token of a CI system.
 *
 * @public
 */
export const cloudflareSubmitProvenancePermission = createPermission({
  name: 'cloudflare.submit.provenance',
  attributes: { action: 'create' },
});

/**
 * Permission to see hosts, KV key names, secret names and Analytics Engine
 * blobs unmasked. Takes effect only with `permission.enabled: true` and for a
 * user principal.
 *
 * @public
 */
export const cloudflareReadSensitivePermission = permissionToRead(
  'cloudflare.read.sensitive',
);

/**
 * Permission to see e-mails, IP addresses and device serials unmasked. Takes
 * effect only with `permission.enabled: true` and for a user principal.
 *
 * @public
 */
export const cloudflareReadPersonalPermission = permissionToRead(
  'cloudflare.read.personal',
);

/**
 * Permission to see values of KV keys. Takes effect only with
 * `permission.enabled: true` and for a user principal.
 *
 * @public
 */
export const cloudflareReadKvValuesPermission = permissionToRead(
  'cloudflare.read.kv.values',
);

/**
 * The permissions that lift a mask.
 *
 * @public
 */
export const cloudflareUnmaskingPermissions: BasicPermission[] = [
  cloudflareReadSensitivePermission,
  cloudflareReadPersonalPermission,
  cloudflareReadKvValuesPermission,
];

/**
 * Every permission of the Cloudflare plugins.
 *
 * @public
 */
export const cloudflarePermissions: BasicPermission[] = [
  ...productIds.map(id => products[id].permission),
  cloudflareReadAccountPermission,
  cloudflareReadPosturePermission,
  cloudflareSyncPermission,
  cloudflareExportEvidencePermission,
  cloudflareSubmitProvenancePermission,
  ...cloudflareUnmaskingPermissions,
];
