import {
  products,
  ProductStatus,
  SyncRun,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { durationText } from '../../components/timeText';
import type { Translate } from '../../components/useCloudflareTranslation';
import { PageLinks } from '../usePageLinks';
import { accountPage } from './accountConcerns';
import { Concern } from './Concern';

/** So many intervals may pass before a sync is late. */
const LATE_INTERVALS = 3;
/** Fewer runs tell nothing of how often they are. */
const LEAST_INTERVALS = 4;

/** The newest of the runs of each account. */
export function lastRuns(runs: readonly SyncRun[]): Map<string, SyncRun> {
  const last = new Map<string, SyncRun>();
  for (const run of runs) {
    const known = last.get(run.account);
    if (!known || run.run > known.run) {
      last.set(run.account, run);
    }
  }
  return last;
}

/** Syncs that failed, were cut short, or do not run. */
export function syncConcerns(
  runs: readonly SyncRun[],
  known: {
    /** Keys of the accounts; absent while they are not known. */
    accounts?: readonly string[];
    /** What is already told of the products. */
    products?: readonly ProductStatus[];
  },
  links: PageLinks,
  t: Translate,
): Concern[] {
  const last = lastRuns(runs);
  return [...new Set([...(known.accounts ?? []), ...last.keys()])].flatMap(
    account => {
      const run = last.get(account);
      if (!run) {
        return [absentConcern(account, links, t)];
      }
      return [
        ...outcomeConcern(run, known.products ?? [], links, t),
        ...lateConcern(
          run,
          runs.filter(other => other.account === account),
          links,
          t,
        ),
      ];
    },
  );
}

function absentConcern(
  account: string,
  links: PageLinks,
  t: Translate,
): Concern {
  return {
    id: `sync absent ${account}`,
    severity: 'warning',
    title: t('overview.sync.absent', { account }),
    todo: t('overview.sync.absentTodo'),
    places: [accountPage(account, links, t)],
  };
}

function outcomeConcern(
  run: SyncRun,
  statuses: readonly ProductStatus[],
  links: PageLinks,
  t: Translate,
): Concern[] {
  const { account, outcome, startedAt } = run;
  if (outcome !== 'failed' && outcome !== 'partial') {
    return [];
  }
  const told = statuses
    .filter(status => status.account === account && status.state === 'degraded')
    .map(({ product }) => product as string);
  const parts = run.products.filter(
    ({ complete, problems, product }) =>
      (!complete || problems.length > 0) && !told.includes(product),
  );
  if (outcome === 'partial' && parts.length === 0) {
    return [];
  }
  return [
    {
      id: `sync ${account}`,
      severity: outcome === 'failed' ? 'danger' : 'warning',
      title: t(`overview.sync.${outcome}Title`, { account }),
      why: whyIncomplete(parts, t),
      time: { label: t('overview.sync.ranAt'), value: startedAt },
      todo: t('overview.sync.failedTodo'),
      places: [accountPage(account, links, t)],
    },
  ];
}

function whyIncomplete(
  parts: SyncRun['products'],
  t: Translate,
): string | undefined {
  if (parts.length === 0) {
    return undefined;
  }
  const messages = new Set(
    parts.flatMap(({ problems }) => problems.map(({ message }) => message)),
  );
  return messages.size > 0
    ? [...messages].join(' ')
    : t('overview.sync.notReadOf', {
        products: parts.map(partTitle(t)).join(', '),
      });
}

function lateConcern(
  run: SyncRun,
  runs: readonly SyncRun[],
  links: PageLinks,
  t: Translate,
): Concern[] {
  const interval = usualInterval(runs);
  if (
    interval === undefined ||
    Date.now() - Date.parse(run.startedAt) <= LATE_INTERVALS * interval
  ) {
    return [];
  }
  return [
    {
      id: `sync late ${run.account}`,
      severity: 'warning',
      title: t('overview.sync.overdue', { account: run.account }),
      why: t('overview.sync.overdueWhy', {
        interval: durationText(interval),
      }),
      time: { label: t('overview.sync.ranAt'), value: run.startedAt },
      todo: t('overview.sync.absentTodo'),
      places: [accountPage(run.account, links, t)],
    },
  ];
}

/**
 * The median: neither a sync that was asked for nor a time without any changes
 * it.
 */
function usualInterval(runs: readonly SyncRun[]): number | undefined {
  const starts = runs
    .map(({ startedAt }) => Date.parse(startedAt))
    .sort((a, b) => a - b);
  const intervals = starts
    .slice(1)
    .map((start, i) => start - starts[i])
    .sort((a, b) => a - b);
  return intervals.length >= LEAST_INTERVALS
    ? intervals[Math.floor(intervals.length / 2)]
    : undefined;
}

/** The name of a part of a sync. */
export function partTitle(t: Translate) {
  return ({ product }: SyncRun['products'][number]): string =>
    product === 'account'
      ? t('overview.sync.account')
      : products[product].title;
}
