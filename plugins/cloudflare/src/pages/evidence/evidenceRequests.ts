import {
  cloudflareExportEvidencePermission,
  EvidenceBundle,
  EvidenceChain,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { CloudflareRequest } from '../../api';
import { Access } from '../../components/StateBoundary';

/** Who may see evidence; each kind takes the permission of its product, too. */
export const evidenceAccess: Access = {
  permissions: [cloudflareExportEvidencePermission.name],
  tokenPermissions: [],
};

/** The streams, with their heads. */
export function chainsRequest(account: string | undefined): CloudflareRequest {
  return { path: ['evidence', 'chains'], query: { account } };
}

/** What is covered of the last days of the logs, since they are collected. */
export function coverageRequest(
  account: string | undefined,
): CloudflareRequest {
  return { path: ['evidence', 'coverage'], query: { account } };
}

/** The key that signatures are checked with. */
export const keyRequest: CloudflareRequest = { path: ['evidence', 'key'] };

/** The bundles of a stream, the newest first. */
export function bundlesRequest(chain: EvidenceChain): CloudflareRequest {
  const { account, kind, subject, variant } = chain;
  return {
    path: ['evidence'],
    query: {
      account,
      kind,
      variant,
      subjectType: subject.type,
      subject: subject.type === 'account' ? undefined : subject.name,
    },
  };
}

/** A file of a bundle, or what its verification says. */
export function bundleRequest(
  id: EvidenceBundle['id'],
  part: 'bundle' | 'document' | 'verify',
): CloudflareRequest {
  return { path: ['evidence', id, part] };
}
