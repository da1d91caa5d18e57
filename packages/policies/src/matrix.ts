import {
  cloudflareExportEvidencePermission,
  cloudflareReadAccountPermission,
  cloudflareReadKvValuesPermission,
  cloudflareReadPersonalPermission,
  cloudflareReadPosturePermission,
  cloudflareReadSensitivePermission,
  cloudflareSubmitProvenancePermission,
  cloudflareSyncPermission,
  ProductId,
  productIds,
  products,
} from '@cloudflare-backstage/plugin-cloudflare-common';

/**
 * Who may do what: the groups that hold a permission, as full entity refs, by
 * the permission's name. A permission that is not listed is nobody's.
 *
 * @public
 */
export type PolicyMatrix = Readonly<Record<string, readonly string[]>>;

const SECURITY = 'group:default/security';
const PLATFORM = 'group:default/platform';
const ENGINEERING = 'group:default/engineering';
const READERS = 'group:default/readers';

const everyGroup = [SECURITY, PLATFORM, ENGINEERING, READERS];
const securityAndPlatform = [SECURITY, PLATFORM];

const productReaders: Record<ProductId, readonly string[]> = {
  workers: everyGroup,
  pages: everyGroup,
  zeroTrust: securityAndPlatform,
  queues: everyGroup,
  kv: everyGroup,
  d1: everyGroup,
  r2: everyGroup,
  aiGateway: everyGroup,
  vectorize: everyGroup,
  analyticsEngine: everyGroup,
  secretsStore: securityAndPlatform,
  hyperdrive: everyGroup,
  containers: everyGroup,
  workflows: everyGroup,
  durableObjects: everyGroup,
  aiSearch: everyGroup,
  browserRendering: everyGroup,
};

/**
 * The policy that the Cloudflare plugins suggest, for the groups `security`,
 * `platform`, `engineering` and `readers` of the namespace `default`.
 *
 * @public
 */
export const cloudflarePolicyMatrix: PolicyMatrix = {
  ...Object.fromEntries(
    productIds.map(id => [products[id].permission.name, productReaders[id]]),
  ),
  [cloudflareReadAccountPermission.name]: everyGroup,
  [cloudflareReadPosturePermission.name]: everyGroup,
  [cloudflareSyncPermission.name]: securityAndPlatform,
  [cloudflareExportEvidencePermission.name]: securityAndPlatform,
  // CI hands manifests in with a static token: what a person could write would
  // prove nothing.
  [cloudflareSubmitProvenancePermission.name]: [],
  [cloudflareReadSensitivePermission.name]: securityAndPlatform,
  [cloudflareReadPersonalPermission.name]: [SECURITY],
  [cloudflareReadKvValuesPermission.name]: [],
  // Facts and checks tell of every product, whoever may read it.
  'tech-insights.check.read': securityAndPlatform,
  'tech-insights.check.run': securityAndPlatform,
  'tech-insights.fact-retriever.read': securityAndPlatform,
};
