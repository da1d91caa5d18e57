import { EvidenceGap } from '@cloudflare-backstage/cloudflare-evidence';
import {
  CloudflareProblem,
  ProductStatus,
  SyncRun,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { CatalogModule } from '../../account/CatalogModule';
import { outcomeOf } from '../../reading/outcomeOf';
import { MS_PER_DAY } from '../logs/intervals';
import { problemOfNow } from './gaps';

/** One of them has ended, unless the sync never does. */
const RUNS = 5;

/**
 * What of an account the catalog may lack, as the sync of Cloudflare tells, and
 * why nothing of it was ever read, when that is so.
 */
export async function inventoryGaps(
  catalogModule: CatalogModule,
  account: string,
  signal: AbortSignal,
): Promise<{ gaps: EvidenceGap[]; problem?: CloudflareProblem }> {
  const [statuses, runs] = await Promise.all([
    outcomeOf(catalogModule.products(signal)),
    outcomeOf(catalogModule.runs({ limit: RUNS, account }, signal)),
  ]);
  const problem = statuses.problem ?? runs.problem;
  if (problem) {
    return { gaps: [{ what: 'sync', reason: problem.kind }], problem };
  }
  const own = statuses.value!.filter(status => status.account === account);
  if (own.length === 0) {
    const reason = 'unavailable';
    return {
      gaps: [{ what: 'sync', reason }, ...gapsOfRun(runs.value!)],
      problem: {
        kind: reason,
        message: `The sync of Cloudflare has told nothing of the account '${account}' yet`,
      },
    };
  }
  const unread = own.flatMap(gapOfStatus);
  const told = new Set(unread.map(({ what }) => what));
  const pending = gapsOfRun(runs.value!).filter(({ what }) => !told.has(what));
  const wasRead = own.some(({ lastCompleteSync }) => lastCompleteSync);
  return {
    gaps: [...unread, ...pending],
    problem: wasRead
      ? undefined
      : problemOfNow(own.map(status => status.problem)),
  };
}

function gapOfStatus({
  product,
  state,
  problem,
  lastCompleteSync,
}: ProductStatus): EvidenceGap[] {
  if (state === 'not-imported') {
    return [{ what: product, reason: 'incomplete' }];
  }
  if (state !== 'available' || !lastCompleteSync) {
    return [{ what: product, reason: problem?.kind ?? 'incomplete' }];
  }
  const isOld = Date.parse(lastCompleteSync) < Date.now() - MS_PER_DAY;
  return isOld ? [{ what: product, reason: 'unavailable' }] : [];
}

/** What the newest run that ended left for the next one, or holds back. */
function gapsOfRun(runs: readonly SyncRun[]): EvidenceGap[] {
  const last = runs.find(({ outcome }) => outcome !== 'running');
  return (last?.products ?? [])
    .filter(
      ({ complete, held, detailsPending }) =>
        !complete || held > 0 || detailsPending > 0,
    )
    .map(({ product, problems }) => ({
      what: product,
      reason: problems[0]?.kind ?? 'incomplete',
    }));
}
