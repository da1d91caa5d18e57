import {
  CloudflareProblem,
  ProductId,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { SyncRuns } from '../sources/syncRuns';

/** What the last runs of the sync tell of products. */
export class SyncReports {
  constructor(private readonly runs: SyncRuns) {}

  /** What nothing is told of is imported, and was not read. */
  isImported(product: ProductId): boolean {
    const status = this.runs.statuses.find(each => each.product === product);
    return status !== undefined && status.state !== 'not-imported';
  }

  /** Whether one of so many last runs read all of a product, not only its list. */
  isComplete(product: ProductId, runs: number): boolean {
    return this.reportsOf(product, runs).some(
      ({ complete, detailsPending, problems }) =>
        complete && detailsPending === 0 && problems.length === 0,
    );
  }

  /** Whether the plan of the account does not have a product. */
  isNotEntitled(product: ProductId): boolean {
    const { problems = [] } = this.newest(product) ?? {};
    return (
      problems.length > 0 &&
      problems.every(({ kind }) => kind === 'not-entitled')
    );
  }

  /** Why the last run could not read all of a product. */
  problemOf(product: ProductId): CloudflareProblem | undefined {
    return this.newest(product)?.problems[0];
  }

  private newest(product: ProductId) {
    return this.reportsOf(product, Infinity)[0];
  }

  /** Newest first; a run that did not come to a product tells nothing of it. */
  private reportsOf(product: ProductId, runs: number) {
    return this.runs.ended
      .slice(0, runs)
      .flatMap(run => run.products.filter(each => each.product === product));
  }
}
