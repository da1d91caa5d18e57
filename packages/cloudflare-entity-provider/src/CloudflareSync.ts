import {
  SyncProductReport,
  SyncRun,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import {
  CloudflareService,
  faultText,
} from '@cloudflare-backstage/plugin-cloudflare-node';
import { BindingGraph } from './bindingGraph';
import { CloudflareEntityProvider } from './CloudflareEntityProvider';
import { DETAIL_SLOTS, DueDetail } from './details';
import { FindEntities } from './entityRefs';
import { HourlyMetrics } from './HourlyMetrics';
import { TaggedResources } from './inventory';
import { OwnershipRules } from './ownership';
import { ProductRun } from './ProductRun';
import { AnyIngestion } from './ResourceIngestion';
import { readDetails } from './readDetails';
import { RunContext } from './RunContext';
import { addProblems } from './syncProblems';

/** Kept of a run's time to apply what was read, in milliseconds. */
const MARGIN_MS = 10_000;
/** Part of a run's time that listings may take: the rest is for details. */
const LISTING_SHARE = 0.5;

/** A product of an account: how it is read, and who owns its entities. */
export interface SyncedProduct {
  ingestion: AnyIngestion;
  provider: CloudflareEntityProvider;
  /** The operator wants its resources in the catalog. */
  imported: boolean;
}

/** Brings one account's inventory into the catalog. */
export class CloudflareSync {
  private running = false;
  private readonly metrics: HourlyMetrics;

  constructor(
    private readonly options: Omit<RunContext, 'ownership'> & {
      products: readonly SyncedProduct[];
      findEntities: FindEntities;
      /** How long a run may take, in milliseconds. */
      timeoutMs: number;
      observe: CloudflareService['observe'];
    },
  ) {
    this.metrics = new HourlyMetrics(options.account.client);
  }

  /** One run. Never throws: a failed run leaves the catalog as it is. */
  async run(signal: AbortSignal): Promise<void> {
    const { account, logger } = this.options;
    if (this.running) {
      logger.warn(
        `The sync of Cloudflare account '${account.key}' still runs: this run is left out`,
      );
      return;
    }
    this.running = true;
    let requests = 0;
    const unobserve = this.options.observe(observation => {
      if (
        observation.account === account.key &&
        observation.lane === 'background'
      ) {
        requests += observation.attempts;
      }
    });
    try {
      const run = await this.start();
      await this.runProducts(run, signal);
      await this.finish({ ...run, ...(requests > 0 && { requests }) });
    } catch (error) {
      logger.error(
        `The sync of Cloudflare account '${account.key}' failed: ${faultText(
          error,
        )}`,
      );
    } finally {
      unobserve();
      this.running = false;
    }
  }

  private async start(): Promise<SyncRun> {
    const { account, store, products } = this.options;
    await Promise.all(products.map(({ provider }) => provider.ready()));
    const startedAt = new Date().toISOString();
    return {
      account: account.key,
      run: await store.startRun(account.key, startedAt),
      startedAt,
      outcome: 'running',
      products: [],
    };
  }

  private async runProducts(run: SyncRun, signal: AbortSignal): Promise<void> {
    const { products, timeoutMs, config, account } = this.options;
    await this.dropUnwanted();
    const ownership = new OwnershipRules(
      config,
      this.options.findEntities,
      this.options.logger,
    );
    const context = { ...this.options, ownership };
    const parts = products
      .filter(({ imported }) => imported)
      .map(p => new ProductRun(p.ingestion, p.provider, context));
    run.products = parts.map(({ report }) => report);
    // Whatever a process that was cut off, or another hand, did to the catalog
    // is put right within a day.
    if (run.run % DETAIL_SLOTS === 0) {
      products.forEach(({ provider }) => provider.doubt());
    }

    const timeMs = timeoutMs - Math.min(MARGIN_MS, timeoutMs / 4);
    const inTime = AbortSignal.any([signal, AbortSignal.timeout(timeMs)]);
    const graph = new BindingGraph(
      config.namespace,
      products.map(({ ingestion }) => ingestion),
    );
    await this.runListings(
      parts,
      graph,
      ownership,
      AbortSignal.any([inTime, AbortSignal.timeout(timeMs * LISTING_SHARE)]),
      signal,
    );
    await readDetails(parts, {
      run: run.run,
      client: account.client,
      inTime,
      apply: async batch => {
        if (!signal.aborted) {
          await this.applyDetails(parts, batch, graph, inTime);
        }
      },
    });
    if (!signal.aborted) {
      graph.settle();
      await this.applyDetails(parts, [], graph, inTime);
    }
    if (signal.aborted) {
      // What was listed, or changed, may not be in the catalog.
      parts.forEach(({ report }) => {
        report.complete = false;
      });
    }
    run.outcome = signal.aborted ? 'failed' : outcomeOf(run.products);
  }

  /** Products that the operator has switched off leave the catalog. */
  private async dropUnwanted(): Promise<void> {
    const { products, account, store } = this.options;
    for (const { ingestion, provider, imported } of products) {
      if (!imported && !provider.isReconciled()) {
        await provider.apply({ type: 'full', entities: [] });
        await store.forgetProduct(account.key, ingestion.kind.id);
      }
    }
  }

  private async runListings(
    parts: readonly ProductRun[],
    graph: BindingGraph,
    ownership: OwnershipRules,
    inTime: AbortSignal,
    signal: AbortSignal,
  ): Promise<void> {
    const [tagged] = await Promise.all([
      this.listTags(parts, inTime),
      ...parts.map(part => part.list(inTime)),
    ]);
    if (signal.aborted) {
      return;
    }
    await eachPart(parts, part => part.take(tagged, graph));
    await this.metrics.measure(parts, inTime);
    await ownership.check(
      parts.flatMap(({ ingestion, listed }) =>
        listed.map(resource => ({ ingestion, resource })),
      ),
      inTime,
    );
    // Relations need the names of all products' resources.
    await eachPart(parts, part => part.refer(graph));
    await eachPart(parts, async part => {
      if (!signal.aborted) {
        await part.apply(graph);
      }
    });
  }

  /** Tags of all products at once; a failure shows on the account. */
  private async listTags(
    parts: readonly ProductRun[],
    signal: AbortSignal,
  ): Promise<TaggedResources> {
    const whole = parts.find(part => part.ingestion.kind.id === 'account');
    try {
      const tagged = await this.options.account.client.tags.list({
        signal,
        lane: 'background',
      });
      if (whole) {
        addProblems(whole.report.problems, tagged.problems);
      }
      return tagged;
    } catch (error) {
      whole?.addFailure(error, 'The list of resource tags');
      return { items: [], complete: false };
    }
  }

  private async applyDetails(
    parts: readonly ProductRun[],
    batch: readonly DueDetail<ProductRun>[],
    graph: BindingGraph,
    inTime: AbortSignal,
  ): Promise<void> {
    const read = (part: ProductRun) =>
      batch
        .filter(({ owner }) => owner === part)
        .map(({ resource }) => resource);
    await eachPart(parts, part => part.takeDetails(read(part), graph, inTime));
    await eachPart(parts, part => part.applyDetails(read(part), graph));
  }

  private async finish(run: SyncRun): Promise<void> {
    const { account, logger, store } = this.options;
    const { products } = run;
    await store.finishRun({ ...run, finishedAt: new Date().toISOString() });

    const sum = (count: 'added' | 'changed' | 'removed' | 'held') =>
      products.reduce((total, report) => total + report[count], 0);
    const summary = `Sync ${run.run} of Cloudflare account '${account.key}' ${
      run.outcome
    }: ${sum('added')} added, ${sum('changed')} changed, ${sum(
      'removed',
    )} removed`;
    if (sum('held') > 0) {
      logger.warn(
        `${summary}; ${sum(
          'held',
        )} removals are held until further runs agree, since too much was gone at once or a list can have skipped it`,
      );
    } else if (run.outcome !== 'succeeded') {
      logger.warn(`${summary}; ${describeProblems(products)}`);
    } else if (sum('added') + sum('changed') + sum('removed') > 0) {
      logger.info(summary);
    } else {
      logger.debug(summary);
    }
  }
}

/** Does the same for every product; a failure is that product's own matter. */
async function eachPart(
  parts: readonly ProductRun[],
  act: (part: ProductRun) => Promise<void>,
): Promise<void> {
  for (const part of parts) {
    try {
      await act(part);
    } catch (error) {
      part.addWriteFailure(error);
    }
  }
}

function outcomeOf(products: readonly SyncProductReport[]): SyncRun['outcome'] {
  if (
    products.every(({ complete, problems }) => complete && !problems.length)
  ) {
    return 'succeeded';
  }
  return products.some(({ complete }) => complete) ? 'partial' : 'failed';
}

function describeProblems(products: readonly SyncProductReport[]): string {
  return products
    .flatMap(({ product, problems }) =>
      problems.map(({ kind }) => `${product}: ${kind}`),
    )
    .join(', ');
}
