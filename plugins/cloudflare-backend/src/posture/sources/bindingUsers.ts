import {
  CloudflareProblem,
  ProductId,
  productIds,
  products,
  SyncRun,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { PostureSource } from '../PostureSources';
import { syncRuns } from './syncRuns';

/**
 * Why the catalog does not tell whether anything uses a resource of an account:
 * not all is known that may.
 */
export const bindingUsers: PostureSource<CloudflareProblem> = {
  name: syncRuns.name,
  async read({ sources }, account) {
    const reading = await sources.read(syncRuns, account);
    if ('problem' in reading) {
      return reading;
    }
    const { ended, statuses } = reading.value;
    const users = productIds.filter(id => products[id].refersToOthers);
    const unknown = users.find(product => !isKnownBy(ended[0], product));
    const isImported = statuses.some(
      ({ product, state }) => product === unknown && state !== 'not-imported',
    );
    const value: CloudflareProblem = unknown
      ? {
          kind: isImported ? 'incomplete' : 'not-supported',
          product: unknown,
          message: `Whether something uses it is not known: not all of ${products[unknown].title} is read`,
        }
      : {
          kind: 'incomplete',
          message:
            'Whether something uses it is not known yet: the sync tells once all that may use it is read and in the catalog, unless filters keep some of that out, or another resource has the same name',
        };
    return { ...reading, value };
  },
};

/** Whether a run read all there is of a product. */
function isKnownBy(run: SyncRun | undefined, product: ProductId): boolean {
  const report = run?.products.find(each => each.product === product);
  return (
    report !== undefined &&
    report.complete &&
    report.held === 0 &&
    report.detailsPending === 0
  );
}
