import {
  AcceptanceCriterion,
  CloudflareProblem,
  ProductId,
  products as definitions,
  ProductStatus,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { CloudflareAccount } from '@cloudflare-backstage/plugin-cloudflare-node';
import { EvidenceServices } from '../../evidence/EvidenceServices';
import { ProductionDeployments } from '../../provenance/ProductionDeployments';
import { Caller, Route } from '../../routing/route';
import { PostureSight } from '../PostureBoard';
import { PostureServices } from '../PostureServices';
import { PostureView } from '../PostureVisibility';
import { timeText } from '../timeText';

/** What the criteria are computed from. */
export interface AcceptanceContext {
  services: Pick<PostureServices, 'dependencies'>;
  evidence: Pick<EvidenceServices, 'store' | 'signing'>;
  production: Pick<ProductionDeployments, 'read'>;
  routes: readonly Route[];
  accounts: readonly CloudflareAccount[];
  caller: Caller;
  view: PostureView;
  sight: PostureSight | undefined;
  /** How the products can be read, as the sync tells; or why that is not known. */
  products: { value?: readonly ProductStatus[]; problem?: CloudflareProblem };
  signal: AbortSignal;
  now: Date;
}

/** What a criterion says, without what it is about. */
export type Verdict = Pick<
  AcceptanceCriterion,
  'state' | 'figures' | 'message'
>;

/** A criterion of acceptance. */
export interface Criterion {
  id: AcceptanceCriterion['id'];
  title: string;
  /** What it throws becomes the reason for `unknown`. */
  judge(context: AcceptanceContext): Promise<Verdict> | Verdict;
}

export function unknown(
  message: string,
  figures: Verdict['figures'] = [],
): Verdict {
  return { state: 'unknown', figures, message };
}

/** Older than this, a sync that was complete does not tell of now. */
const FRESH_MS = 2 * 3_600_000;

/** Why the catalog does not tell all there is of a product now; undefined: it does. */
export function notCatalogued(
  { accounts, products, now }: AcceptanceContext,
  product: ProductId,
): string | undefined {
  if (!products.value) {
    return products.problem?.message ?? 'The sync does not tell how it went';
  }
  const { title } = definitions[product];
  for (const { key } of accounts) {
    const whose = `${title} of the account '${key}'`;
    const status = products.value.find(
      each => each.account === key && each.product === product,
    );
    if (status?.state === 'not-imported') {
      return `${whose} is not imported into the catalog`;
    }
    if (!status?.lastCompleteSync) {
      return `${whose} was never read completely`;
    }
    if (Date.parse(status.lastCompleteSync) < now.getTime() - FRESH_MS) {
      return `${whose} was last read completely at ${timeText(
        status.lastCompleteSync,
      )}`;
    }
  }
  return undefined;
}
