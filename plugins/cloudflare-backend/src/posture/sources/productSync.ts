import {
  CloudflareProblem,
  FactSource,
  ProductId,
  products,
  ProductStatus,
  SyncRun,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { CloudflareAccount } from '@cloudflare-backstage/plugin-cloudflare-node';
import {
  PostureSource,
  PostureSources,
  SourceReading,
} from '../PostureSources';
import { PostureSubject } from '../PostureSubject';

/** Runs in which the last one is sought that read the account whole. */
const RUNS = 20;

/** What the sync keeps of an account. */
interface SyncState {
  statuses: readonly ProductStatus[];
  runs: readonly SyncRun[];
}

/** How the sync read what the catalog holds of a product, or of the account. */
export interface ProductSync {
  product: ProductId | 'account';
  /** When the catalog last got all of it; absent: never. */
  lastComplete?: Date;
  /** Why the last run did not get all of it. */
  problem?: CloudflareProblem;
}

/** What the sync of an account tells of its runs. */
const syncState: PostureSource<SyncState> = {
  name: 'catalog',
  async read({ dependencies, reading, now }, { key: account }) {
    const { catalogModule } = dependencies;
    const [statuses, runs] = await Promise.all([
      catalogModule.products(reading.signal),
      catalogModule.runs({ limit: RUNS, account }, reading.signal),
    ]);
    return {
      value: {
        statuses: statuses.filter(status => status.account === account),
        runs,
      },
      observedAt: now,
    };
  },
};

/**
 * When the catalog last got all of a product; the key is the product's id, or
 * `account`. What it has of a product is as old as that, whatever the age of
 * an entity.
 */
export const productSync: PostureSource<ProductSync> = {
  name: 'catalog',
  async read({ sources, now }, account, key) {
    const { value, problem } = await readState(sources, account);
    if (!value) {
      return { problem };
    }
    const product = key as ProductSync['product'];
    const found =
      product === 'account'
        ? accountSync(value.runs)
        : syncOf(
            product,
            value.statuses.find(status => status.product === product),
          );
    return { value: found, observedAt: found.lastComplete ?? now };
  },
};

/** How facts of the catalog's entities of a subject came to be, and how old they are. */
export async function catalogReading(
  { kind, account }: PostureSubject,
  sources: PostureSources,
): Promise<CatalogReading> {
  return kind === 'component' || !account
    ? // Nothing but the catalog itself tells of these.
      { sources: [catalogSource(sources.now)] }
    : productReading(kind, account, sources);
}

/** The same for all that the catalog holds of a product in an account. */
export async function productReading(
  product: ProductId | 'account',
  account: CloudflareAccount,
  sources: PostureSources,
): Promise<CatalogReading> {
  const { value, problem } = problemOrValue(
    await sources.read(productSync, account, product),
  );
  const whole = value?.lastComplete;
  return {
    sources: whole ? [catalogSource(whole)] : [],
    ...((problem ?? value?.problem) && { problem: problem ?? value?.problem }),
  };
}

/** As facts are collected with; without sources it was never read whole. */
export interface CatalogReading {
  sources: FactSource[];
  /** Why there is nothing newer, or nothing at all. */
  problem?: CloudflareProblem;
}

function catalogSource(observedAt: Date): FactSource {
  return { name: 'catalog', observedAt: observedAt.toISOString() };
}

async function readState(sources: PostureSources, account: CloudflareAccount) {
  return problemOrValue(await sources.read(syncState, account));
}

function problemOrValue<T>(
  reading: SourceReading<T>,
):
  | { value: T; problem?: undefined }
  | { value?: undefined; problem: CloudflareProblem } {
  return 'problem' in reading
    ? { problem: reading.problem }
    : { value: reading.value };
}

function syncOf(
  product: ProductId,
  status: ProductStatus | undefined,
): ProductSync {
  if (status?.state === 'not-imported') {
    return {
      product,
      problem: {
        kind: 'not-supported',
        product,
        message: `${products[product].title} is not imported into the catalog: switch 'cloudflare.entityProvider.import.${product}' on`,
      },
    };
  }
  return {
    product,
    lastComplete:
      status?.lastCompleteSync === undefined
        ? undefined
        : new Date(status.lastCompleteSync),
    problem: status?.problem,
  };
}

/** Runs come newest first. */
function accountSync(runs: readonly SyncRun[]): ProductSync {
  const reports = runs.flatMap(({ startedAt, products: reported }) => {
    const report = reported.find(({ product }) => product === 'account');
    return report ? [{ startedAt, report }] : [];
  });
  const whole = reports.find(({ report }) => report.complete);
  return {
    product: 'account',
    lastComplete: whole && new Date(whole.startedAt),
    problem: reports[0]?.report.problems[0],
  };
}
