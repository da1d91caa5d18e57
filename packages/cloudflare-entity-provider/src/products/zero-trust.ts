import {
  CloudflareClient,
  Listing,
  ReadOptions,
} from '@cloudflare-backstage/cloudflare-client';
import {
  CloudflareProblem,
  products,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { kindOfProduct, ResourceIngestion } from '../ResourceIngestion';
import { roundedHour } from '../rounding';
import { problemOf } from '../syncProblems';

/** Access of an account, as far as it could be read: what is absent is unknown. */
interface AccessPosture {
  id: string;
  authProviders?: string[];
  applicationCount?: number;
  policyCount?: number;
  /** To the hour. Null: the log is empty. */
  lastAuditEvent?: string | null;
}

/** Zero Trust: one Resource that stands for the account's Access. */
export const zeroTrustIngestion: ResourceIngestion<AccessPosture> = {
  kind: kindOfProduct(products.zeroTrust),
  version: 1,
  entityTags: ['zero-trust', 'access'],
  list: listPosture,
  fill: (posture, known) => ({ ...known, ...posture }),
  describe: ({ id }) => ({
    id,
    qualifiedName: id,
    title: 'Zero Trust Access',
    tags: [],
  }),
  toEntity: ({
    authProviders,
    applicationCount,
    policyCount,
    lastAuditEvent,
  }) => ({
    description:
      'Zero Trust Access posture for the protected applications of the account.',
    parameters: {
      authProviders,
      applicationCount,
      policyCount,
      lastAuditEvent: lastAuditEvent ?? undefined,
    },
  }),
};

async function listPosture(
  client: CloudflareClient,
  options: ReadOptions,
): Promise<Listing<AccessPosture>> {
  const problems: CloudflareProblem[] = [];
  const attempt = async <T>(read: Promise<T>): Promise<T | undefined> => {
    try {
      return await read;
    } catch (error) {
      problems.push(problemOf(error, 'Zero Trust Access'));
      return undefined;
    }
  };
  const whole = async <T>(read: Promise<Listing<T>>) => {
    const listing = await attempt(read);
    problems.push(...(listing?.problems ?? []));
    return listing?.complete ? listing.items : undefined;
  };

  const [providers, applications, reusable, newest] = await Promise.all([
    whole(client.zeroTrust.identityProviders(options)),
    whole(client.zeroTrust.applications(options)),
    whole(client.zeroTrust.policies(options)),
    attempt(
      client.zeroTrust.lastAuditEvent(options).then(time => ({
        time: time === undefined ? null : roundedHour(time),
      })),
    ),
  ]);

  const posture: Omit<AccessPosture, 'id'> = {
    ...(providers && {
      authProviders: [...new Set(providers.map(({ type }) => type))].sort(),
    }),
    ...(applications && { applicationCount: applications.length }),
    // Policies of a single application are not among the reusable ones.
    ...(applications &&
      reusable && {
        policyCount: new Set(
          [...reusable, ...applications.flatMap(app => app.policies)].map(
            policy => policy.id,
          ),
        ).size,
      }),
    ...(newest && { lastAuditEvent: newest.time }),
  };
  const complete = Boolean(providers && applications && reusable && newest);
  return {
    // Nothing readable at all: whether the account uses Access is not known.
    items:
      Object.keys(posture).length > 0
        ? [{ id: client.accountId, ...posture }]
        : [],
    complete,
    problems,
  };
}
