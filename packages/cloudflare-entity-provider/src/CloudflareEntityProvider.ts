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

  async apply(mutation: EntityProviderMutation): Promise<void> {
    await this.ready();
    await this.connection!.applyMutation(mutation);
    this.reconciled ||= mutation.type === 'full';
  }
}
