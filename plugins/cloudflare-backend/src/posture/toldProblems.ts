import {
  CloudflareProblem,
  products,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { fitsTotals, PostureView } from './PostureVisibility';

/**
 * What could not be read, of what a caller may read. Who does not see all
 * entities learns of which product it is, in words that name none.
 */
export function toldProblems(
  problems: readonly CloudflareProblem[],
  view: PostureView,
): CloudflareProblem[] {
  const own = problems.filter(({ product }) =>
    view.subjects.has(product ?? 'account'),
  );
  if (fitsTotals(view)) {
    return own;
  }
  const byKind = new Map(
    own.map(({ kind, product }) => [
      `${kind} ${product}`,
      { kind, product, message: wordsOf(kind, product) },
    ]),
  );
  return [...byKind.values()];
}

function wordsOf(
  kind: CloudflareProblem['kind'],
  product: CloudflareProblem['product'],
): string {
  const what = product ? `Not all of ${products[product].title}` : 'Not all';
  return `${what} could be read (${kind}); you see some of the entities only, and why may name others`;
}
