import {
  CfMetrics,
  Listing,
  ReadOptions,
} from '@cloudflare-backstage/cloudflare-client';
import { SyncProductReport } from '@cloudflare-backstage/plugin-cloudflare-common';
import { faultText } from '@cloudflare-backstage/plugin-cloudflare-node';
import { setImmediate } from 'node:timers/promises';
import { BindingGraph } from './bindingGraph';
import { CloudflareEntityProvider } from './CloudflareEntityProvider';
import {
  completeDetails,
  detailOf,
  DueDetail,
  keepDetail,
  urgencyOf,
} from './details';
import { passesFilters } from './filters';
import {
  Inventory,
  ListedResource,
  TaggedResources,
  takeInventory,
} from './inventory';
import { makeEntities } from './makeEntities';
import { ProductWriter } from './ProductWriter';
import { AnyIngestion } from './ResourceIngestion';
import {
  addProblems,
  emptyReport,
  isRefusal,
  isUnexpected,
  problemOf,
} from './syncProblems';
import { RunContext } from './RunContext';
import { StoredResource } from './SyncStore';

/** Resources whose references are followed between two turns of the event loop. */
const SLICE = 200;
/** A report is read by people: what is beyond this says nothing new. */
const MAX_UNKNOWN = 20;

const background = (signal: AbortSignal): ReadOptions => ({
  signal,
  lane: 'background',
});

/** One product's part of a run of the sync. */
export class ProductRun {
  readonly report: SyncProductReport;
  private listing: Listing<any> = { items: [], complete: false, problems: [] };
  /** As of the run's beginning; undefined when it could not be read. */
  private stored?: readonly StoredResource[];
  private inventory?: Inventory;
  private writer?: ProductWriter;
  /** Resources whose detail was read, but not completed yet. */
  private readonly fresh = new Set<ListedResource>();

  constructor(
    readonly ingestion: AnyIngestion,
    private readonly provider: CloudflareEntityProvider,
    private readonly context: RunContext,
  ) {
    this.report = emptyReport(ingestion.kind.id);
  }

  /** Reads the listing. A failure is this product's own matter. */
  async list(signal: AbortSignal): Promise<void> {
    const { account, store } = this.context;
    try {
      this.stored = await store.resources(account.key, this.ingestion.kind.id);
    } catch (error) {
      this.addWriteFailure(error);
      return;
    }
    try {
      this.listing = await this.ingestion.list(
        account.client,
        background(signal),
        this.stored.map(({ qualifiedName }) => qualifiedName),
      );
      addProblems(this.report.problems, this.listing.problems);
    } catch (error) {
      this.addFailure(error, `The list of ${this.ingestion.kind.title}`);
    }
  }

  /** Meets the listing with what is stored, and makes it known to the graph. */
  async take(tagged: TaggedResources, graph: BindingGraph): Promise<void> {
    const { account, config } = this.context;
    const product = this.ingestion.kind.id;
    // Without what is stored nobody knows what the listing means.
    if (!this.stored) {
      return;
    }
    const { stored } = this;
    this.writer = new ProductWriter(
      this.ingestion.kind,
      this.provider,
      this.context,
      this.report,
      stored,
    );
    this.inventory = await takeInventory({
      ingestion: this.ingestion,
      account,
      listing: this.listing,
      stored,
      tagged,
      maxRemovalShare: config.maxRemovalShare,
      includes: (description, tags) =>
        product === 'account' ||
        passesFilters(config.filters, product, description, tags),
    });
    const { complete, listed, held, renamed } = this.inventory;
    Object.assign(this.report, { complete, listed: listed.length, held });
    if (renamed.length > 0) {
      this.report.renamed = renamed;
    }
    await setImmediate();
    graph.add(this.ingestion, this.inventory);
  }

  /** The resources of which something is known in this run. */
  get listed(): readonly ListedResource[] {
    return this.inventory?.listed ?? [];
  }

  /** Takes over what the account's metrics tell. */
  measure(metrics: CfMetrics): void {
    const measured = this.ingestion.measure?.(
      this.listed.map(({ item }) => item),
      metrics,
    );
    for (const resource of measured ? this.listed : []) {
      resource.measured = measured!.get(resource.description.id);
    }
  }

  /** Makes known to the graph what the listed resources refer to. */
  async refer(graph: BindingGraph): Promise<void> {
    for (const [i, resource] of this.listed.entries()) {
      graph.refer(this.ingestion, resource);
      if (i % SLICE === SLICE - 1) {
        await setImmediate();
      }
    }
  }

  /** Brings the listing into the catalog. */
  async apply(graph: BindingGraph): Promise<void> {
    if (!this.inventory || !this.writer) {
      return;
    }
    const { complete, listed, kept, held, namesBefore } = this.inventory;
    const { ingestion, context } = this;
    const made = await makeEntities(ingestion, listed, graph, context);
    const unknown = new Set(made.flatMap(({ unknownOwners }) => unknownOwners));
    if (unknown.size > 0) {
      this.report.unknownOwners = [...unknown].sort().slice(0, MAX_UNKNOWN);
    }
    const names = new Set([
      ...kept.flatMap(row => row.entityName ?? []),
      ...made.flatMap(({ entity }) => entity?.metadata.name ?? []),
    ]);
    const gone = complete ? [...namesBefore].filter(n => !names.has(n)) : [];
    if (!this.provider.isReconciled() && complete && held === 0) {
      await this.writer.replace(made, gone);
    } else {
      await this.writer.change(made, gone);
    }
    await this.writer.save(made, complete, this.inventory);
  }

  /** Completes details that were read, and makes them known to the graph. */
  async takeDetails(
    resources: readonly ListedResource[],
    graph: BindingGraph,
    inTime: AbortSignal,
  ): Promise<void> {
    await this.completeDetails(
      resources.filter(resource => this.fresh.delete(resource)),
      inTime,
    );
    for (const resource of resources) {
      graph.refer(this.ingestion, resource);
    }
  }

  /**
   * Brings resources into the catalog whose detail was read, and those of which
   * something else is known by now of whether they are orphans.
   */
  async applyDetails(
    read: readonly ListedResource[],
    graph: BindingGraph,
  ): Promise<void> {
    const { ingestion, context } = this;
    const resources = new Set(read);
    for (const resource of ingestion.bindingTargets ? this.listed : []) {
      if (
        resource.included &&
        resource.orphan !== graph.orphanOf(ingestion, resource)
      ) {
        resources.add(resource);
      }
    }
    if (!this.inventory || !this.writer || resources.size === 0) {
      return;
    }
    const { complete } = this.inventory;
    const made = await makeEntities(ingestion, [...resources], graph, context);
    // Transformers can keep out what they let in before the detail was known.
    const gone = complete
      ? made.flatMap(({ resource, entity }) =>
          entity ? [] : resource.stored.entityName ?? [],
        )
      : [];
    await this.writer.change(made, gone);
    await this.writer.save(made, complete);
  }

  /** The details that are to be read in this run. */
  detailsDue(run: number): DueDetail<ProductRun>[] {
    return this.listed.flatMap(resource => {
      const urgency = urgencyOf(this.ingestion, resource, run);
      return urgency ? [{ owner: this, resource, urgency }] : [];
    });
  }

  async readDetail(
    resource: ListedResource,
    signal: AbortSignal,
  ): Promise<void> {
    const { stored } = resource;
    const detail = await this.ingestion.detail!.read(
      this.context.account.client,
      resource.item,
      detailOf(this.ingestion, resource),
      background(signal),
    );
    keepDetail(resource, detail);
    resource.detailOutdated = false;
    this.fresh.add(resource);
    stored.detailVersion = this.ingestion.version;
    stored.detailToken = stored.changeToken;
    stored.detailReadAt = new Date().toISOString();
    stored.detailFailures = 0;
    this.report.detailsRead += 1;
  }

  /** Notes a failed read, and logs the fault behind it if it is one of ours. */
  addFailure(error: unknown, what: string): void {
    addProblems(this.report.problems, [problemOf(error, what)]);
    if (isUnexpected(error)) {
      this.context.logger.error(
        `${what} could not be read: ${faultText(error)}`,
      );
    }
  }

  /** Notes that the catalog or the database did not take what was read. */
  addWriteFailure(error: unknown): void {
    const what = `${this.ingestion.kind.title} could not be brought into the catalog`;
    this.report.complete = false;
    // What of it the catalog or the database took is not known.
    this.provider.doubt();
    const message = `${what}, see the log for the reason`;
    addProblems(this.report.problems, [{ kind: 'unavailable', message }]);
    this.context.logger.error(`${what}: ${faultText(error)}`);
  }

  /** Reads for many resources at once what their details still lack. */
  private async completeDetails(
    resources: readonly ListedResource[],
    signal: AbortSignal,
  ): Promise<void> {
    try {
      await completeDetails(
        this.ingestion,
        this.context.account.client,
        resources,
        background(signal),
      );
    } catch (error) {
      const what = `A detail of ${this.ingestion.kind.title}`;
      if (!signal.aborted) {
        this.addFailure(error, what);
      }
      // The next run tries again; what is refused waits for the slot.
      if (!isRefusal(problemOf(error, what))) {
        resources.forEach(({ stored }) => {
          stored.detailVersion = undefined;
        });
        this.report.detailsRead -= resources.length;
        this.report.detailsPending += resources.length;
      }
    }
  }
}
