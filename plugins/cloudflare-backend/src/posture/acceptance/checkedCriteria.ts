import {
  CheckState,
  CheckSubject,
  cloudflareReadAccountPermission,
  products,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { coverageResults } from '../PostureReader';
import { PostureSight } from '../PostureBoard';
import { PostureView } from '../PostureVisibility';
import { findResults, FoundResult } from '../resultQuery';
import {
  AcceptanceContext,
  Criterion,
  notCatalogued,
  unknown,
} from './Criterion';

const LIFECYCLE_CHECK = 'r2.lifecycle';

/** Every regulated bucket has lifecycle rules, by the check of posture. */
export const regulatedBucketsLifecycle: Criterion = {
  id: 'regulated-buckets-lifecycle',
  title: 'Every regulated R2 bucket shows its lifecycle configuration',
  judge(context) {
    const keys = new Set(context.accounts.map(({ key }) => key));
    const found = resultsOf(context, 'r2', (sight, view) =>
      findResults(sight, view, { check: LIFECYCLE_CHECK }).filter(
        ({ row: { entity } }) =>
          entity.account !== undefined && keys.has(entity.account),
      ),
    );
    if ('reason' in found) {
      return unknown(found.reason);
    }
    const { results } = found;
    const count = counterOf(results);
    const regulated = results.length - count('not-applicable');
    const figures = [
      { label: 'Buckets', value: results.length },
      { label: 'Regulated', value: regulated },
      { label: 'With lifecycle rules', value: count('pass') },
      { label: 'Without', value: count('fail') },
      { label: 'Exempt', value: count('exempt') },
      { label: 'Not known', value: count('stale') + count('unknown') },
    ];
    if (count('fail') > 0) {
      return {
        state: 'missed',
        figures,
        message: `${count(
          'fail',
        )} of ${regulated} regulated buckets lack rules that end within what their class allows`,
      };
    }
    const reason = notCatalogued(context, 'r2') ?? notKnown(results);
    if (reason) {
      return unknown(reason, results.length > 0 ? figures : []);
    }
    return regulated === 0
      ? {
          state: 'not-applicable',
          figures,
          message: 'No bucket is of a class of data that is regulated',
        }
      : {
          state: 'met',
          figures,
          message: `All ${regulated} regulated buckets have rules, or an approved exemption`,
        };
  },
};

/** So many Components in production have a resource, by the check of posture. */
export const componentsLinked: Criterion = {
  id: 'components-linked',
  title: 'At least 95 % of production Components have a Cloudflare resource',
  judge(context) {
    const found = resultsOf(context, 'account', coverageResults);
    if ('reason' in found) {
      return unknown(found.reason);
    }
    const { results } = found;
    const { facts = {} } = results[0]?.row.stored ?? {};
    const figures = [
      ['Production Components', facts.total],
      ['With a resource', facts.linked],
      ['Not on Cloudflare, as they say', facts.excluded],
    ].flatMap(([label, value]) =>
      typeof value === 'number' ? [{ label: String(label), value }] : [],
    );
    const count = counterOf(results);
    if (count('fail') > 0) {
      return {
        state: 'missed',
        figures,
        message:
          'Too few have one: annotate the Components with their resources',
      };
    }
    const reason =
      results.length === 0 ? 'It was not evaluated' : notKnown(results);
    if (reason) {
      return unknown(reason, figures);
    }
    return count('pass') > 0
      ? { state: 'met', figures, message: 'Enough of them have one' }
      : {
          state: 'not-applicable',
          figures,
          message:
            count('exempt') > 0
              ? 'It is exempt'
              : 'There are no Components in production',
        };
  },
};

function resultsOf(
  { sight, view, caller }: AcceptanceContext,
  subject: Extract<CheckSubject, 'account' | 'r2'>,
  find: (sight: PostureSight, view: PostureView) => FoundResult[],
): { results: FoundResult[] } | { reason: string } {
  const permission =
    subject === 'account'
      ? cloudflareReadAccountPermission
      : products[subject].permission;
  if (!caller.may(permission)) {
    return {
      reason: `The permission '${permission.name}' is needed to see whether it is met`,
    };
  }
  return sight
    ? { results: find(sight, view) }
    : { reason: 'Nothing was evaluated yet' };
}

function counterOf(results: readonly FoundResult[]) {
  return (wanted: CheckState) =>
    results.filter(({ state }) => state === wanted).length;
}

function notKnown(results: readonly FoundResult[]): string | undefined {
  const found = results.find(
    ({ state }) => state === 'unknown' || state === 'stale',
  );
  return (
    found &&
    (found.row.stored.message ??
      `It is '${found.state}' of ${found.row.entity.title}`)
  );
}
