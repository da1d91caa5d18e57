import {
  restrictedMarkers,
  secretMarkers,
  Simulator,
} from '@cloudflare-backstage/cloudflare-simulator';
import { added } from './markers';

/** The namespace whose keys tell of a customer. */
export const MARKED_NAMESPACE = 'acme-canary';

const MS_PER_HOUR = 3_600_000;

/** Puts into the account what its seed does not have. */
export function plantMarkers({ account }: Simulator): void {
  const author = `${added.author}@acme.example`;
  const hoursAgo = (hours: number) =>
    new Date(Date.now() - hours * MS_PER_HOUR);

  const domain = `${added.application}.acme.example`;
  account.addAccessApplication(added.application, {
    at: hoursAgo(5),
    domain,
    ownPolicies: [`Everyone of ${added.application}`],
  });
  account.addAccessRequest({ at: hoursAgo(3), application: domain });
  account.addAccessRequest({
    at: hoursAgo(4),
    ipAddress: added.ipV6,
    userEmail: `${restrictedMarkers.login}@acme.example`,
  });
  account.addAuditEvent({
    at: hoursAgo(4),
    action: 'update',
    actorEmail: author,
    description: `Asked for by ${author}`,
    product: 'workers',
    resourceType: 'script',
    resourceId: 'acme-api',
    path: `/workers/scripts/acme-api?note=${secretMarkers.auditedRequest}`,
  });
  account.addResource('kv', MARKED_NAMESPACE, {
    keys: [
      {
        name: `by-email/${added.kvKey}@customer.example`,
        value: JSON.stringify({ note: secretMarkers.kvValue }),
        metadata: { note: secretMarkers.kvMetadata },
      },
    ],
  });
  account.changeResource('vectorize', 'acme-idx-support', {
    description: `Tickets; questions to ${author}`,
  });
  account.setTags('kv', MARKED_NAMESPACE, {
    contact: `${added.taggedPerson}@acme.example`,
  });
  account.deploy('acme-api', {
    authorEmail: author,
    message: `Faster start, reviewed by ${author}`,
    version: { authorEmail: author, message: `By ${author}` },
  });
  account.deployPages('acme-docs', {
    commitMessage: `Spelling\n\nSigned-off-by: ${author}`,
  });
}
