import { stringifyEntityRef } from '@backstage/catalog-model';
import { DeferredEntity } from '@backstage/plugin-catalog-node';
import {
  CfTaggedResource,
  Listing,
  ReadOptions,
} from '@cloudflare-backstage/cloudflare-client';
import { SyncProductReport } from '@cloudflare-backstage/plugin-cloudflare-common';
import { isDeepStrictEqual } from 'node:util';
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
import { Inventory, ListedResource, takeInventory } from './inventory';
import { MadeEntity, makeEntities } from './makeEntities';
import { locationOf } from './resourceEntity';
import { AnyIngestion } from './ResourceIngestion';
import {
  addProblems,
  emptyReport,
  faultOf,
  isRefusal,
  isUnexpected,
  problemOf,
} from './syncProblems';
import { RunContext } from './RunContext';
import { StoredResource } from './SyncStore';

const background = (signal: AbortSignal): ReadOptions => ({
  signal,
  lane: 'background',
});

/** One product's part of a run of the sync. */
export class ProductRun {
  readonly report: SyncProductReport;
  private listing: Listing<any> = { items: [], complete: false, problems: [] };
  private inventory?: Inventory;
  /** Rows as they are in the database, to write only what differs. */
  private readonly written = new Map<string, StoredResource>();
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
    const { client } = this.context.account;
    try {
      this.listing = await this.ingestion.list(client, background(signal));
      addProblems(this.report.problems, this.listing.problems);
    } catch (error) {
      this.addFailure(error, `The list of ${this.ingestion.kind.title}`);
    }
  }

  /** Meets the listing with what is stored, and makes it known to the graph. */
  async take(
    tagged: Pick<Listing<CfTaggedResource>, 'items' | 'complete'>,
    graph: BindingGraph,
  ): Promise<void> {
    const { account, config, store } = this.context;
    const product = this.ingestion.kind.id;
    const stored = await store.resources(account.key, product);
    stored.forEach(row => this.written.set(row.id, row));
    this.inventory = takeInventory({
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
    graph.add(this.ingestion, this.inventory);
  }

  /** Brings the listing into the catalog. */
  async apply(graph: BindingGraph): Promise<void> {
    if (!this.inventory) {
      return;
    }
    const { complete, listed, kept, held, namesBefore, removedIds } =
      this.inventory;
    const { ingestion, context } = this;
    const made = await makeEntities(ingestion, listed, graph, context);
    const names = new Set([
      ...kept.flatMap(row => row.entityName ?? []),
      ...made.flatMap(({ entity }) => entity?.metadata.name ?? []),
    ]);
    const gone = complete ? [...namesBefore].filter(n => !names.has(n)) : [];
    if (!this.provider.isReconciled() && complete && held === 0) {
      await this.provider.apply({
        type: 'full',
        entities: this.deferred(made),
      });
      this.count(made, gone);
    } else {
      await this.applyChanges(made, gone);
    }
    await this.save([...this.rowsOf(made), ...kept], removedIds);
  }

  /** Brings resources into the catalog whose detail was read. */
  async applyDetails(
    resources: readonly ListedResource[],
    graph: BindingGraph,
    inTime: AbortSignal,
  ): Promise<void> {
    await this.completeDetails(
      resources.filter(resource => this.fresh.delete(resource)),
      inTime,
    );
    const { ingestion, context } = this;
    const made = await makeEntities(ingestion, resources, graph, context);
    // Transformers can keep out what they let in before the detail was known.
    const gone = this.inventory?.complete
      ? made.flatMap(({ resource, entity }) =>
          entity ? [] : resource.stored.entityName ?? [],
        )
      : [];
    await this.applyChanges(made, gone);
    await this.save(this.rowsOf(made), []);
  }

  /** The details that are to be read in this run. */
  detailsDue(run: number): DueDetail<ProductRun>[] {
    return (this.inventory?.listed ?? []).flatMap(resource => {
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
      this.context.logger.error(`${what} could not be read: ${faultOf(error)}`);
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
    this.context.logger.error(`${what}: ${faultOf(error)}`);
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

  private async applyChanges(
    made: readonly MadeEntity[],
    gone: readonly string[],
  ): Promise<void> {
    const { config, account } = this.context;
    const changed = made.filter(
      ({ resource: { stored }, entity, hash }) =>
        entity &&
        (stored.entityHash !== hash ||
          stored.entityName !== entity.metadata.name ||
          !this.provider.hasTold(entity.metadata.name)),
    );
    if (changed.length + gone.length > 0) {
      await this.provider.apply({
        type: 'delta',
        added: this.deferred(changed),
        removed: gone.map(name => ({
          entityRef: stringifyEntityRef({
            kind: 'Resource',
            namespace: config.namespace,
            name,
          }),
          locationKey: locationOf(account),
        })),
      });
      this.count(changed, gone);
    }
  }

  private count(made: readonly MadeEntity[], gone: readonly string[]): void {
    this.report.removed += gone.length;
    for (const { resource, hash } of made) {
      if (hash !== undefined && hash !== resource.stored.entityHash) {
        const isNew = resource.stored.entityName === undefined;
        this.report[isNew ? 'added' : 'changed'] += 1;
      }
    }
  }

  private deferred(made: readonly MadeEntity[]): DeferredEntity[] {
    const locationKey = locationOf(this.context.account);
    return made.flatMap(({ entity }) =>
      entity ? [{ entity, locationKey }] : [],
    );
  }

  /** What is to be stored of resources once their entities are in the catalog. */
  private rowsOf(made: readonly MadeEntity[]): StoredResource[] {
    return made.map(({ resource: { stored }, entity, hash }) => {
      // An incomplete listing takes nothing out of the catalog.
      if (entity || this.inventory?.complete) {
        stored.entityName = entity?.metadata.name;
        stored.entityHash = hash;
      }
      return stored;
    });
  }

  private async save(
    rows: readonly StoredResource[],
    removed: readonly string[],
  ): Promise<void> {
    const saved = rows.filter(
      row => !isDeepStrictEqual(row, this.written.get(row.id)),
    );
    await this.context.store.saveResources(
      this.context.account.key,
      this.ingestion.kind.id,
      { saved, removed },
    );
    // What is read after this changes the row, and is written again.
    saved.forEach(row => this.written.set(row.id, { ...row }));
  }
}
