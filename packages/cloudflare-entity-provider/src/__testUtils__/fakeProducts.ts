import { CfBinding, Listing } from '@cloudflare-backstage/cloudflare-client';
import {
  CloudflareProblem,
  ProductId,
  products,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { z } from 'zod';
import {
  AnyIngestion,
  kindOfProduct,
  ResourceReference,
} from '../ResourceIngestion';

/** A resource of a product that a test makes up. */
export interface FakeItem {
  id: string;
  /** The id when absent. */
  name?: string;
  tags?: string[];
  /** What it refers to; with a detail, what the detail will tell. */
  bindings?: ResourceReference[];
  changeToken?: string;
  jurisdiction?: string;
}

/** A product whose listing is in the test's hand. */
export class FakeProduct {
  items: FakeItem[] = [];
  complete = true;
  /** What a read of a detail fails with. */
  failure?: Error;
  readonly ingestion: AnyIngestion;

  constructor(id: ProductId, more: Partial<AnyIngestion> = {}) {
    this.ingestion = {
      kind: kindOfProduct(products[id]),
      version: 1,
      entityTags: [],
      list: async () => this.listing(),
      describe: ({ id: native, name, tags, changeToken }: FakeItem) => ({
        id: native,
        qualifiedName: name ?? native,
        title: name ?? native,
        tags: tags ?? [],
        changeToken,
      }),
      toEntity: ({ jurisdiction }: FakeItem) => ({
        description: 'A thing.',
        jurisdiction,
        parameters: {},
      }),
      ...more,
    };
  }

  /** A product that refers to others, as its items tell. */
  static referring(id: ProductId, more: Partial<AnyIngestion> = {}) {
    return new FakeProduct(id, {
      bindings: (item: FakeItem) => item.bindings ?? [],
      usedFromOutside: true,
      ...more,
    });
  }

  /** A product that refers to others, as its details tell. */
  static detailed(id: ProductId) {
    const product: FakeProduct = new FakeProduct(id, {
      detail: {
        schema: z.array(z.any()),
        read: async (_client, item: FakeItem) => {
          if (product.failure) {
            throw product.failure;
          }
          return item.bindings ?? [];
        },
      },
      bindings: (_item, detail) => detail,
    });
    return product;
  }

  private listing(): Listing<FakeItem> {
    const problems: CloudflareProblem[] = this.complete
      ? []
      : [{ kind: 'unavailable', message: 'down' }];
    return { items: this.items, complete: this.complete, problems };
  }
}

/** A binding to a native id. */
export function toId(type: string, targetId: string): CfBinding {
  return { type, name: 'BOUND', targetId };
}

/** A binding to a name. */
export function toName(
  type: string,
  targetName: string,
  targetScope?: string,
): CfBinding {
  return { type, name: 'BOUND', targetName, targetScope };
}

/** Products that bind each other. */
export interface BoundProducts {
  workers: FakeProduct;
  kv: FakeProduct;
  r2: FakeProduct;
  queues: FakeProduct;
}

/** Workers, and what they bind by id, by name, and by name and jurisdiction. */
export function boundProducts(): BoundProducts {
  const workers = FakeProduct.detailed('workers');
  Object.assign(workers.ingestion, {
    bindingTargets: { service: byName },
    usedFromOutside: true,
  });
  return {
    workers,
    kv: new FakeProduct('kv', {
      bindingTargets: { kv_namespace: ({ targetId }) => ({ id: targetId }) },
    }),
    r2: new FakeProduct('r2', {
      bindingTargets: {
        r2_bucket: ({ targetName, targetScope }) => ({
          name: targetScope ? `${targetScope}:${targetName}` : targetName,
        }),
      },
      usedFromOutside: true,
    }),
    queues: FakeProduct.referring('queues', {
      bindingTargets: { queue: byName },
      usedFromOutside: undefined,
    }),
  };
}

/** Names the resource that a binding names. */
export function byName({ targetName }: { targetName?: string }) {
  return { name: targetName };
}

/** A Worker that changes with its bindings. */
export function workerBinding(
  id: string,
  ...bindings: FakeItem['bindings'] & {}
): FakeItem {
  return { id, bindings, changeToken: JSON.stringify(bindings) };
}
