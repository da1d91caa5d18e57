import { stringifyEntityRef } from '@backstage/catalog-model';
import { DeferredEntity } from '@backstage/plugin-catalog-node';
import {
  CfTaggedResource,
  Listing,
} from '@cloudflare-backstage/cloudflare-client';
import { SyncProductReport } from '@cloudflare-backstage/plugin-cloudflare-common';
import { isDeepStrictEqual } from 'node:util';
import { BindingGraph } from './bindingGraph';
import { CloudflareEntityProvider } from './CloudflareEntityProvider';
import { detailOf, DueDetail, urgencyOf } from './details';
import { passesFilters } from './filters';
import { Inventory, ListedResource, takeInventory } from './inventory';
import { MadeEntity, makeEntities } from './makeEntities';
import { locationOf } from './resourceEntity';
import { AnyIngestion } from './ResourceIngestion';
import { addProblems, faultOf, isUnexpected, problemOf } from './syncProblems';
import { RunContext } from './RunContext';
import { StoredResource } from './SyncStore';

/** One product's part of a run of the sync. */
export class ProductRun {
  readonly report: SyncProductReport;
  private listing: Listing<any> = { items: [], complete: false, problems: [] };
  private inventory?: Inventory;
  /** Rows as they are in the database, to write only what differs. */
  private readonly written = new Map<string, StoredResource>();

  constructor(
    readonly ingestion: AnyIngestion,
    private readonly provider: CloudflareEntityProvider,
    private readonly context: RunContext,
  ) {
    this.report = {
      product: ingestion.kind.id,
      listed: 0,
      complete: false,
      added: 0,
      changed: 0,
      removed: 0,
      held: 0,
      detailsRead: 0,
      detailsPending: 0,
      problems: [],
    };
  }

  /** Reads the listing. A failure is this product's own matter. */
  async list(signal: AbortSignal): Promise<void> {
    const { client } = this.context.account;
    try {
      this.listing = await this.ingestion.list(client, {
        signal,
        lane: 'background',
      });
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
    const made = await this.make(listed, graph);
    const names = new Set([
      ...kept.flatMap(row => row.entityName ?? []),
      ...made.flatMap(({ entity }) => entity?.metadata.name ?? []),
    ]);
    const gone = complete ? [...namesBefore].filter(n => !names.has(n)) : [];
    const reconciled = this.provider.isReconciled();
    if (!reconciled && complete && held === 0) {
      await this.provider.apply({
        type: 'full',
        entities: this.deferred(made),
      });
      this.count(made);
    } else {
      await this.applyChanges(made, gone, !reconciled);
    }
    this.report.removed = gone.length;
    await this.save([...this.rowsOf(made), ...kept], removedIds);
  }

  /** Brings resources into the catalog whose detail was read. */
  async applyDetails(
    resources: readonly ListedResource[],
    graph: BindingGraph,
  ): Promise<void> {
    const made = await this.make(resources, graph);
    await this.applyChanges(made, [], false);
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
      {
        signal,
        lane: 'background',
        onProblem: problem => addProblems(this.report.problems, [problem]),
      },
    );
    resource.detail = detail;
    stored.detail = JSON.stringify(detail);
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
    const message = `${this.ingestion.kind.title} could not be brought into the catalog`;
    this.report.complete = false;
    addProblems(this.report.problems, [
      {
        kind: 'unavailable',
        message: `${message}, see the log for the reason`,
      },
    ]);
    this.context.logger.error(`${message}: ${faultOf(error)}`);
  }

  private make(
    resources: readonly ListedResource[],
    graph: BindingGraph,
  ): Promise<MadeEntity[]> {
    return makeEntities(this.ingestion, resources, graph, this.context);
  }

  private async applyChanges(
    made: readonly MadeEntity[],
    gone: readonly string[],
    all: boolean,
  ): Promise<void> {
    const { config, account } = this.context;
    const changed = made.filter(
      ({ resource: { stored }, entity, hash }) =>
        entity &&
        (all ||
          stored.entityHash !== hash ||
          stored.entityName !== entity.metadata.name),
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
      this.count(changed);
    }
  }

  private count(made: readonly MadeEntity[]): void {
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
