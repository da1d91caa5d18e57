import {
  Entity,
  getCompoundEntityRef,
  isComponentEntity,
  RELATION_DEPENDENCY_OF,
  RELATION_DEPENDS_ON,
} from '@backstage/catalog-model';
import {
  CatalogProcessor,
  CatalogProcessorEmit,
  LocationSpec,
  processingResult,
} from '@backstage/plugin-catalog-node';
import {
  DEFAULT_ACCOUNT_KEY,
  NamingAccount,
  parseResourceAnnotation,
  productIds,
  products,
  resourceEntityName,
} from '@cloudflare-backstage/plugin-cloudflare-common';

/**
 * Turns the `cloudflare.com/<product>` annotations of Components into
 * relations to Cloudflare Resources. It asks nobody: names are computed, and a
 * relation to a Resource that is not there yet holds as soon as it is.
 *
 * @public
 */
export class CloudflareAnnotationProcessor implements CatalogProcessor {
  private readonly accountKeys: string[];

  constructor(
    private readonly options: {
      accounts: readonly NamingAccount[];
      /** Namespace of the Resources. */
      namespace: string;
    },
  ) {
    this.accountKeys = options.accounts.map(account => account.key);
  }

  getProcessorName(): string {
    return 'CloudflareAnnotationProcessor';
  }

  async postProcessEntity(
    entity: Entity,
    _location: LocationSpec,
    emit: CatalogProcessorEmit,
  ): Promise<Entity> {
    if (isComponentEntity(entity)) {
      const component = getCompoundEntityRef(entity);
      for (const name of this.resourceNames(entity)) {
        const resource = {
          kind: 'Resource',
          namespace: this.options.namespace,
          name,
        };
        emit(
          processingResult.relation({
            source: component,
            type: RELATION_DEPENDS_ON,
            target: resource,
          }),
        );
        emit(
          processingResult.relation({
            source: resource,
            type: RELATION_DEPENDENCY_OF,
            target: component,
          }),
        );
      }
    }
    return entity;
  }

  private resourceNames(entity: Entity): Set<string> {
    const names = new Set<string>();
    for (const id of productIds) {
      const product = products[id];
      const value =
        product.annotation && entity.metadata.annotations?.[product.annotation];
      if (!value) {
        continue;
      }
      for (const named of parseResourceAnnotation(value, this.accountKeys)) {
        const account = this.account(named.accountKey);
        if (account) {
          names.add(resourceEntityName(product, account, named.qualifiedName));
        }
      }
    }
    return names;
  }

  // A name without a key means the default account, or the only one.
  private account(key: string): NamingAccount | undefined {
    const { accounts } = this.options;
    return (
      accounts.find(account => account.key === key) ??
      (key === DEFAULT_ACCOUNT_KEY && accounts.length === 1
        ? accounts[0]
        : undefined)
    );
  }
}
