import { CfAccessApplication } from '@cloudflare-backstage/cloudflare-client';
import {
  CloudflareProblem,
  CoveringApplication,
  dashboardUrl,
  HostnameAccess,
  products,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { CloudflareAccount } from '@cloudflare-backstage/plugin-cloudflare-node';
import { z } from 'zod';
import { outcomeOf } from '../../reading/outcomeOf';
import { AccessApplications } from './AccessApplications';
import { covers, Hostname } from './coverage';
import { LastSignIns } from './LastSignIns';

/** Applications of one answer whose log is searched. */
const MOST_SEARCHED = 10;
/** Names may be old, but a hostname is not to seem bare long after it is protected. */
const APPLICATIONS_MOST_AGE_MS = 60_000;

/** How Access protects hostnames, as it leaves. */
export const hostnameAccess = z.object({
  hostnames: z.array(
    z.object({
      hostname: z.string(),
      source: z.enum(['workers.dev', 'custom-domain', 'route', 'pages.dev']),
      applicationIds: z.array(z.string()).optional(),
    }),
  ),
  applications: z.array(
    z.object({
      id: z.string(),
      name: z.string().optional(),
      type: z.string().optional(),
      domains: z.array(z.string()),
      policies: z.array(
        z.object({
          id: z.string(),
          name: z.string().optional(),
          decision: z.string().optional(),
        }),
      ),
      lastSignIn: z
        .object({ at: z.string().optional(), since: z.string() })
        .optional(),
      dashboardUrl: z.string(),
    }),
  ),
}) satisfies z.ZodType<HostnameAccess>;

/** Finds the Access applications that cover hostnames. */
export class HostnameAccessReader {
  private readonly lastSignIns = new LastSignIns();

  constructor(private readonly applications: AccessApplications) {}

  /**
   * How Access protects hostnames. An application that is known covers a
   * hostname also when others are not known; without one, the hostname is not
   * covered only when all are known.
   */
  async read(
    account: CloudflareAccount,
    hostnames: readonly Hostname[],
  ): Promise<{ data: HostnameAccess; problems: CloudflareProblem[] }> {
    if (hostnames.length === 0) {
      return { data: { hostnames: [], applications: [] }, problems: [] };
    }
    const known = await this.applications.read(
      account,
      Date.now() - APPLICATIONS_MOST_AGE_MS,
    );
    const covering = known.applications.flatMap(application => {
      const targets = new Set(
        hostnames.filter(target => covers(application, target)),
      );
      return targets.size > 0 ? [{ application, targets }] : [];
    });
    const { described, problems } = await this.describe(
      account,
      covering.map(({ application }) => application),
    );
    return {
      data: {
        hostnames: hostnames.map(target => {
          const ids = covering
            .filter(({ targets }) => targets.has(target))
            .map(({ application }) => application.id);
          const isKnown = known.complete || ids.length > 0;
          return { ...target, applicationIds: isKnown ? ids : undefined };
        }),
        applications: described,
      },
      problems: [...known.problems, ...problems],
    };
  }

  private async describe(
    account: CloudflareAccount,
    applications: readonly CfAccessApplication[],
  ): Promise<{
    described: CoveringApplication[];
    problems: CloudflareProblem[];
  }> {
    const problems: CloudflareProblem[] = [];
    const readings = await Promise.all(
      applications
        .slice(0, MOST_SEARCHED)
        .map(application =>
          outcomeOf(this.lastSignIns.read(account, application)),
        ),
    );
    const lastSignIns = readings.map(({ value, problem }) => {
      if (value?.lastSignIn) {
        return value.lastSignIn;
      }
      problems.push(value ? value.problem : problem);
      return undefined;
    });
    if (applications.length > MOST_SEARCHED) {
      problems.push({
        kind: 'incomplete',
        message: `${applications.length} Access applications cover these hostnames: when somebody last signed in is told of the first ${MOST_SEARCHED} only`,
        product: 'zeroTrust',
      });
    }
    return {
      described: applications.map((application, i) =>
        toCoveringApplication(account, application, lastSignIns[i]),
      ),
      problems,
    };
  }
}

function toCoveringApplication(
  { accountId }: CloudflareAccount,
  { id, name, type, domain, domains, policies }: CfAccessApplication,
  lastSignIn: CoveringApplication['lastSignIn'],
): CoveringApplication {
  return {
    id,
    name,
    type,
    domains: domain === undefined ? domains : [domain, ...domains],
    policies: policies.map(policy => ({
      id: policy.id,
      name: policy.name,
      decision: policy.decision,
    })),
    lastSignIn,
    // No path to one application is documented.
    dashboardUrl: dashboardUrl(products.zeroTrust, accountId, {
      id,
      qualifiedName: name ?? id,
    }),
  };
}
