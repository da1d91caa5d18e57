import {
  CloudflareProblem,
  ProductId,
  productIds,
  products,
  SyncProductReport,
  SyncRun,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { PostureSource } from '../PostureSources';
import { syncRuns } from './syncRuns';

/** Whether all is known that uses something in an account. */
export interface BindingUsers {
  /** Why it is not. */
  problem?: CloudflareProblem;
  /**
   * Why the catalog may not show yet what is known: it takes its time to process
   * what a run hands it, and shows what the run before knew until then.
   */
  unshown?: CloudflareProblem;
}

/**
 * Whether the last run of the sync knew of all that may use something. Only
 * then it calls orphans what nothing uses, and what it does not call so is used.
 */
export const bindingUsers: PostureSource<BindingUsers> = {
  name: syncRuns.name,
  async read({ sources, subjects }, account) {
    const reading = await sources.read(syncRuns, account);
    if ('problem' in reading) {
      return reading;
    }
    const { ended, statuses } = reading.value;
    const users = productIds.filter(id => products[id].refersToOthers);
    const [last, before] = ended;
    const unknown = users.find(product => {
      const resources = subjects.filter(
        subject =>
          subject.kind === product && subject.account?.key === account.key,
      );
      const report = knownBy(last, product);
      // What is kept out of the catalog can use something, too.
      return !report || report.listed > resources.length;
    });
    if (unknown === undefined) {
      const unread = before && users.find(each => !knownBy(before, each));
      return {
        ...reading,
        value: unread ? { unshown: notShown(unread) } : {},
      };
    }
    const isImported = statuses.some(
      ({ product, state }) => product === unknown && state !== 'not-imported',
    );
    return {
      ...reading,
      value: {
        problem: {
          kind: isImported ? 'incomplete' : 'not-supported',
          product: unknown,
          message: `Whether something uses it is not known: not all of ${products[unknown].title} is read and in the catalog`,
        },
      },
    };
  },
};

/** The report of a run that read all there is of a product. */
function knownBy(
  run: SyncRun | undefined,
  product: ProductId,
): SyncProductReport | undefined {
  const report = run?.products.find(each => each.product === product);
  return report?.complete && report.held === 0 && report.detailsPending === 0
    ? report
    : undefined;
}

function notShown(product: ProductId): CloudflareProblem {
  return {
    kind: 'incomplete',
    product,
    message: `Whether something uses it is known after the next run of the sync: not all of ${products[product].title} was read in the one before the last, and the catalog may show what that one knew`,
  };
}
