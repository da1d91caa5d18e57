import { SecretParameters } from '@cloudflare-backstage/plugin-cloudflare-common';
import { CfAccessApplication } from '@cloudflare-backstage/cloudflare-client';
import { z } from 'zod';
import { logSources } from '../../evidence/kinds/logSources';
import { capturedLogKinds } from '../../evidence/logs/LogSource';
import { ScorecardFacts } from '../CollectedFacts';
import {
  accessApplications,
  identityProviders,
} from '../sources/accessApplications';
import { logCoverage, newestAccessEvent } from '../sources/auditLogs';
import { globalKeyUse } from '../sources/globalKeyUse';
import { catalogReading } from '../sources/productSync';
import { usesAccess } from '../sources/usesAccess';
import { tokenFacts } from './access-hygiene.tokens';
import { notTold, readOf, together, whyDetailUnread } from './subjectReading';
import { timeText } from '../timeText';

const MS_PER_HOUR = 3_600_000;

const parametersSchema = z.object({
  notDeployed: z.boolean().optional(),
  lastDeployment: z.object({}).optional(),
  secrets: z
    .object({
      plainTextSuspects: z.number(),
      secretText: z.number(),
      secretsStore: z.number(),
    })
    .optional(),
}) satisfies z.ZodType<SecretParameters>;

const UNTOLD = notTold('whom all policies of Access let in');

/** What the checks of the scorecard look at. */
export const accessHygieneFacts: ScorecardFacts<'access-hygiene'> = {
  ...tokenFacts,

  async 'access.audit-log-fresh'(subject, sources) {
    const [newest, kept] = await Promise.all([
      readOf(subject, newestAccessEvent, sources),
      readOf(subject, logCoverage, sources, 'access-audit'),
    ]);
    return {
      facts: {
        ...(newest.value && { lastEventAt: newest.value.at ?? null }),
        ...(kept.value && { readUntil: kept.value.covered.at(-1)?.to ?? null }),
      },
      ...together(newest, kept),
    };
  },

  async 'access.audit-log-gapless'(subject, sources) {
    const hasAccess = await usesAccess(subject, sources);
    const kinds = capturedLogKinds.filter(
      kind => hasAccess || kind !== 'access-audit',
    );
    const read = await Promise.all(
      kinds.map(kind => readOf(subject, logCoverage, sources, kind)),
    );
    const kept = read.flatMap(({ value }) => value ?? []);
    const gaps = kept.flatMap(coverage =>
      coverage.gaps.map(gap => ({
        ...gap,
        what: logSources[coverage.kind as keyof typeof logSources].what,
        hours: (Date.parse(gap.to) - Date.parse(gap.from)) / MS_PER_HOUR,
      })),
    );
    const largest = gaps.reduce((most, { hours }) => Math.max(most, hours), 0);
    const isWhole = kept.length === kinds.length;
    return {
      facts: {
        logs: kept.filter(({ since }) => since !== undefined).length,
        gaps: gaps.length,
        lostGaps: gaps.filter(({ state }) => state === 'lost').length,
        largestGapHours: Math.ceil(largest * 10) / 10,
      },
      ...(!isWhole && {
        atLeast: ['logs', 'gaps', 'lostGaps', 'largestGapHours'] as const,
      }),
      ...together(...read),
      findings: gaps.map(({ what, from, to, until }) => {
        const missing = `From ${timeText(from)} to ${timeText(
          to,
        )}, ${what} is missing`;
        return until === undefined
          ? `${missing} and can no longer be read.`
          : `${missing}. It can be read until ${timeText(until)}.`;
      }),
    };
  },

  async 'globalkey.not-used'(subject, sources) {
    const { days } = sources.config.thresholds['globalkey.not-used'];
    const { value, ...read } = await readOf(
      subject,
      globalKeyUse,
      sources,
      String(days),
    );
    return {
      facts: value
        ? { events: value.events, lastAt: value.lastAt ?? null }
        : {},
      ...(value?.more && { atLeast: ['events'] as const }),
      ...read,
    };
  },

  async 'secrets.centralised'(subject, sources) {
    const read = await catalogReading(subject, sources);
    const parsed = parametersSchema.safeParse(subject.entity.spec?.parameters);
    const message = whyDetailUnread(subject);
    if (message !== undefined) {
      return { facts: {}, ...read, message };
    }
    const { notDeployed, lastDeployment, secrets } = parsed.data ?? {};
    if (notDeployed) {
      return { facts: { serves: false }, ...read };
    }
    const suspects = secrets?.plainTextSuspects ?? 0;
    return {
      facts: {
        ...((secrets || lastDeployment) && { serves: true }),
        ...secrets,
      },
      ...read,
      ...(suspects > 0 && {
        findings: [
          suspects === 1
            ? '1 plain variable looks like a secret.'
            : `${suspects} plain variables look like secrets.`,
        ],
      }),
    };
  },

  async 'access.app-has-policy'(subject, sources) {
    const [listed, providers] = await Promise.all([
      readOf(subject, accessApplications, sources),
      readOf(subject, identityProviders, sources),
    ]);
    const read = together(listed, providers);
    if (!listed.value) {
      return { facts: {}, ...read };
    }
    // A bookmark leads elsewhere: nothing is behind Access there.
    const applications = listed.value.filter(({ type }) => type !== 'bookmark');
    const withoutPolicy = applications.filter(
      ({ policies }) => policies.length === 0,
    );
    const open = applications.filter(({ policies }) => policies.some(isOpen));
    const isUntold = applications.some(({ policies }) =>
      policies.some(
        ({ decision, everyone }) =>
          decision === 'allow' && everyone === undefined,
      ),
    );
    const ids = providers.value && new Set(providers.value.map(({ id }) => id));
    const withoutProvider = ids
      ? applications.filter(application => !canSignIn(application, ids))
      : [];
    // More providers could only help.
    const isProviderKnown =
      ids && (!providers.problem || withoutProvider.length === 0);
    return {
      facts: {
        applications: applications.length,
        withoutPolicy: withoutPolicy.length,
        open: open.length,
        ...(isProviderKnown && { withoutProvider: withoutProvider.length }),
      },
      atLeast: [
        ...(listed.problem
          ? (['applications', 'withoutPolicy', 'withoutProvider'] as const)
          : []),
        ...(listed.problem || isUntold ? (['open'] as const) : []),
      ],
      ...read,
      problem: read.problem ?? (isUntold ? UNTOLD : undefined),
      findings: [
        ...withoutPolicy.map(app => `${named(app)} has no policy.`),
        ...open.map(app => `${named(app)} lets everyone in.`),
        ...(isProviderKnown ? withoutProvider : []).map(
          app => `${named(app)} has no identity provider to sign in with.`,
        ),
      ],
    };
  },
};

function isOpen({
  decision,
  everyone,
}: CfAccessApplication['policies'][number]): boolean {
  return decision === 'bypass' || (decision === 'allow' && everyone === true);
}

/** Where no one is let in by who they are, no one has to sign in. */
function canSignIn(
  { policies, allowedIdentityProviderIds: allowed }: CfAccessApplication,
  ids: ReadonlySet<string>,
): boolean {
  return (
    !policies.some(({ decision }) => decision === 'allow') ||
    (allowed.length > 0 ? allowed.some(id => ids.has(id)) : ids.size > 0)
  );
}

function named({ name, id }: CfAccessApplication): string {
  return `The application '${name ?? id}'`;
}
