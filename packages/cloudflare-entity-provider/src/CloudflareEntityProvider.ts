import {
  EntityProvider,
  EntityProviderConnection,
  EntityProviderMutation,
} from '@backstage/plugin-catalog-node';
import { ProductId } from '@cloudflare-backstage/plugin-cloudflare-common';

/**
 * Owns the catalog entities of one product of one account, so that what
 * happens to one product cannot touch another's entities. What it applies is
 * decided by the account's sync.
 *
 * @public
 */
export class CloudflareEntityProvider implements EntityProvider {
  private connection?: EntityProviderConnection;
  private connected!: () => void;
  private readonly whenConnected: Promise<void>;
  private reconciled = false;
  /** Names of the entities that were told before the whole set was. */
  private readonly told = new Set<string>();

  constructor(
    private readonly accountKey: string,
    private readonly product: ProductId | 'account',
  ) {
    this.whenConnected = new Promise(resolve => {
      this.connected = resolve;
    });
  }

  // The catalog removes the entities of names that it does not see any more.
  getProviderName(): string {
    return `cloudflare:${this.accountKey}:${this.product}`;
  }

  async connect(connection: EntityProviderConnection): Promise<void> {
    this.connection = connection;
    this.doubt();
    this.connected();
  }

  /** Resolves when the catalog is ready to take entities. */
  async ready(): Promise<void> {
    return this.whenConnected;
  }

  /**
   * Whether this process has told the catalog the whole set once, so that the
   * catalog holds what our tables say and differences are enough.
   */
  isReconciled(): boolean {
    return this.reconciled;
  }

  /** Whether this process has told the catalog of an entity, alone or in the whole set. */
  hasTold(entityName: string): boolean {
    return this.reconciled || this.told.has(entityName);
  }

  /**
   * Forgets what the catalog was told, so that it is told the whole set again:
   * it may hold other entities than our tables say.
   */
  doubt(): void {
    this.reconciled = false;
    this.told.clear();
  }

  async apply(mutation: EntityProviderMutation): Promise<void> {
    await this.ready();
    await this.connection!.applyMutation(mutation);
    if (mutation.type === 'full') {
      this.reconciled = true;
      this.told.clear();
    } else if (!this.reconciled) {
      mutation.added.forEach(({ entity }) =>
        this.told.add(entity.metadata.name),
      );
    }
  }
}
