import {
  ANNOTATION_NOT_ON_CLOUDFLARE,
  EvidenceKind,
  FactSource,
  productIds,
  products,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { z } from 'zod';
import { ScorecardFacts } from '../CollectedFacts';
import { observedAtOf } from '../evaluate';
import { PostureSources } from '../PostureSources';
import { PostureSubject } from '../PostureSubject';
import { bindingUsers } from '../sources/bindingUsers';
import { evidenceStreams, hasGap } from '../sources/evidenceStreams';
import { existingOwners } from '../sources/existingOwners';
import { catalogReading } from '../sources/productSync';
import { syncRuns } from '../sources/syncRuns';
import { usesAccess } from '../sources/usesAccess';
import { componentLinks } from './componentLinks';
import {
  parametersOf,
  readOf,
  together,
  whyDetailUnread,
} from './subjectReading';
import { SyncReports } from './SyncReports';

const MS_PER_DAY = 86_400_000;
/** Days after which a day of deployments is sealed. */
const SETTLING_DAYS = 2;
const DEPLOYMENTS_UNREAD =
  'There is no evidence of deployments, and it is not known whether there were any: the sync could not read all that may be deployed';

const deployedSchema = z.object({
  lastDeployment: z.object({ deployedAt: z.string() }),
});

/** What the checks of the scorecard look at. */
export const coverageFacts: ScorecardFacts<'coverage'> = {
  async 'coverage.components'({ account }, sources) {
    const { cloudflare } = sources.dependencies;
    const isFirst = cloudflare.accounts()[0]?.key === account?.key;
    if (!isFirst) {
      return { facts: { first: false }, sources: [] };
    }
    const all = sources.subjects.filter(subject =>
      isProduction(subject, sources),
    );
    const expected = all.filter(subject => !isExcluded(subject));
    const links = await Promise.all(
      expected.map(subject => componentLinks(subject, sources)),
    );
    const linked = links.filter(({ resources }) => resources > 0).length;
    const total = expected.length;
    const isWhole = links.every(link => link.isWhole);
    return {
      facts: {
        first: true,
        total,
        linked,
        excluded: all.length - total,
        // Rounded down: what is missed by little is missed.
        share: total > 0 ? Math.floor((1000 * linked) / total) / 10 : null,
      },
      ...(!isWhole && { atLeast: ['linked', 'share'] as const }),
      problem: links.find(link => link.problem)?.problem,
      sources: oldestOf(links, sources),
    };
  },

  async 'coverage.linked'(subject, sources) {
    const { resources, isWhole, ...read } = await componentLinks(
      subject,
      sources,
    );
    return {
      facts: {
        production: isProduction(subject, sources),
        excluded: isExcluded(subject),
        resources,
      },
      ...(!isWhole && { atLeast: ['resources'] as const }),
      ...read,
    };
  },

  async 'coverage.owners'(subject, sources) {
    const { owner } = subject;
    const [catalog, owners] = await Promise.all([
      catalogReading(subject, sources),
      readOf(subject, existingOwners, sources),
    ]);
    const exists = owner === undefined ? false : owners.value?.has(owner);
    return {
      facts: { ...(exists !== undefined && { ownerExists: exists }) },
      ...together(owners, catalog),
    };
  },

  async 'coverage.orphans'(subject, sources) {
    const read = await catalogReading(subject, sources);
    const orphan = parametersOf(subject).flag('orphan');
    if (orphan !== undefined) {
      return { facts: { orphan }, ...read };
    }
    const users = await readOf(subject, bindingUsers, sources);
    return {
      facts: {},
      ...together({ sources: [], problem: users.value }, users, read),
    };
  },

  async 'coverage.collectors'(subject, sources) {
    const { value, ...read } = await readOf(subject, syncRuns, sources);
    if (!value || value.ended.length === 0) {
      return { facts: {}, ...read };
    }
    const { runs } = sources.config.thresholds['coverage.collectors'];
    const reports = new SyncReports(value);
    const imported = productIds.filter(id => reports.isImported(id));
    const unread = imported.filter(id => !reports.isComplete(id, runs));
    const outside = unread.filter(id => reports.isNotEntitled(id));
    const incomplete = unread.filter(id => !outside.includes(id));
    return {
      facts: {
        products: imported.length,
        incomplete: incomplete.length,
        notEntitled: outside.length,
      },
      ...read,
      findings: incomplete.map(id => {
        const why = reports.problemOf(id)?.message;
        return `${products[id].title} was not read completely${
          why ? `: ${why}` : ''
        }.`;
      }),
    };
  },

  async 'coverage.evidence'(subject, sources) {
    const [{ value, ...read }, hasAccess] = await Promise.all([
      readOf(subject, evidenceStreams, sources),
      usesAccess(subject, sources),
    ]);
    if (!value) {
      return { facts: {}, ...read };
    }
    const { days } = sources.config.thresholds['coverage.evidence'];
    const since = sources.now.getTime() - days * MS_PER_DAY;
    const newestOf = (streams: typeof value) =>
      streams
        .flatMap(({ newest }) => newest?.collected_at ?? [])
        .sort()
        .at(-1);
    const hasDeployed = hasDeployedSince(since, subject, sources);
    const due = sources.dependencies.evidence.kinds.filter(
      kind =>
        (kind !== 'access-audit' || hasAccess) &&
        (kind !== 'deployment-provenance' || hasDeployed !== false),
    );
    const isMissing = (kind: EvidenceKind) => {
      const newest = newestOf(
        value.filter(
          stream => stream.kind === kind && stream.subject_type === 'account',
        ),
      );
      return newest === undefined || Date.parse(newest) < since;
    };
    const unsure = due.filter(
      kind =>
        kind === 'deployment-provenance' &&
        hasDeployed === undefined &&
        isMissing(kind),
    );
    const missing = due.filter(
      kind => !unsure.includes(kind) && isMissing(kind),
    );
    const broken = value.filter(hasGap);
    return {
      facts: {
        kinds: due.length,
        missingKinds: missing.length,
        streams: value.length,
        brokenStreams: broken.length,
        newestAt: newestOf(value) ?? null,
      },
      ...read,
      ...(unsure.length > 0 && {
        atLeast: ['missingKinds'] as const,
        message: DEPLOYMENTS_UNREAD,
      }),
      findings: [
        ...missing.map(
          kind => `There is no evidence '${kind}' of the last ${days} days.`,
        ),
        ...broken.map(({ stream }) => `The chain '${stream}' has a gap.`),
      ],
    };
  },
};

function isProduction(
  { kind, entity }: PostureSubject,
  { dependencies }: PostureSources,
): boolean {
  return (
    kind === 'component' &&
    dependencies.environments.isProductionComponent(entity)
  );
}

function isExcluded({ entity }: PostureSubject): boolean {
  const { annotations } = entity.metadata;
  return annotations?.[ANNOTATION_NOT_ON_CLOUDFLARE] === 'true';
}

/** The whole is as old as its oldest part; without one it was never read. */
function oldestOf(
  links: readonly { sources: readonly FactSource[] }[],
  { now }: PostureSources,
): FactSource[] {
  const times = links.map(observedAtOf);
  if (times.includes(undefined)) {
    return [];
  }
  const observedAt = [now.toISOString(), ...times].sort()[0]!;
  return [{ name: 'catalog', observedAt }];
}

/**
 * Where nothing was deployed, there is nothing to tell of deployments, and of
 * those of the last days not yet. Undefined: it is not known.
 */
function hasDeployedSince(
  time: number,
  { account }: PostureSubject,
  { subjects, now }: PostureSources,
): boolean | undefined {
  const settled = now.getTime() - SETTLING_DAYS * MS_PER_DAY;
  const own = subjects.filter(each => each.account?.key === account?.key);
  const hasDeployed = own.some(subject => {
    const { data } = deployedSchema.safeParse(subject.entity.spec?.parameters);
    const deployedAt = data && Date.parse(data.lastDeployment.deployedAt);
    return deployedAt && deployedAt >= time && deployedAt < settled;
  });
  if (hasDeployed) {
    return true;
  }
  const isUnread = own.some(
    each => each.kind === 'workers' && whyDetailUnread(each) !== undefined,
  );
  return isUnread ? undefined : false;
}
