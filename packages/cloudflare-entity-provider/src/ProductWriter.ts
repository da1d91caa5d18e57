import { stringifyEntityRef } from '@backstage/catalog-model';
import { DeferredEntity } from '@backstage/plugin-catalog-node';
import { SyncProductReport } from '@cloudflare-backstage/plugin-cloudflare-common';
import { setImmediate } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { CloudflareEntityProvider } from './CloudflareEntityProvider';
import { MadeEntity } from './makeEntities';
import { locationOf } from './resourceEntity';
import { ResourceKind } from './ResourceIngestion';
import { RunContext } from './RunContext';
import { StoredResource } from './SyncStore';

/** Brings what a run made of a product into the catalog and into our tables. */
export class ProductWriter {
  /** Rows as they are in the database, to write only what differs. */
  private readonly written: Map<string, StoredResource>;

  constructor(
    private readonly kind: ResourceKind,
    private readonly provider: CloudflareEntityProvider,
    private readonly context: Pick<RunContext, 'account' | 'config' | 'store'>,
    private readonly report: SyncProductReport,
    stored: readonly StoredResource[],
  ) {
    this.written = new Map(stored.map(row => [row.id, row]));
  }

  /** Tells the catalog the whole set. */
  async replace(
    made: readonly MadeEntity[],
    gone: readonly string[],
  ): Promise<void> {
    await this.provider.apply({ type: 'full', entities: this.deferred(made) });
    this.count(made, gone);
  }

  /** Tells the catalog what it does not have like this. */
  async change(
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

  /**
   * Stores what is known of resources once their entities are in the catalog.
   *
   * @param complete - the listing was: another takes nothing out of the catalog
   */
  async save(
    made: readonly MadeEntity[],
    complete: boolean,
    others: {
      kept: readonly StoredResource[];
      removedIds: readonly string[];
    } = { kept: [], removedIds: [] },
  ): Promise<void> {
    const rows = made.map(
      ({ resource: { stored }, entity, hash, lastKnown }) => {
        if (entity || complete) {
          stored.entityName = entity?.metadata.name;
          stored.entityHash = hash;
        }
        stored.lastKnown = lastKnown;
        return stored;
      },
    );
    // Thousands of rows are compared in a turn of the event loop of their own.
    await setImmediate();
    const saved = [...rows, ...others.kept].filter(
      row => !isDeepStrictEqual(row, this.written.get(row.id)),
    );
    await this.context.store.saveResources(
      this.context.account.key,
      this.kind.id,
      { saved, removed: others.removedIds },
    );
    // What is read after this changes the row, and is written again.
    saved.forEach(row => this.written.set(row.id, { ...row }));
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
}
