import { JsonObject } from '@backstage/types';
import {
  CfBinding,
  CloudflareClient,
  Listing,
  ReadOptions,
} from '@cloudflare-backstage/cloudflare-client';
import { ProvenanceOptions } from '@cloudflare-backstage/cloudflare-provenance';
import {
  DashboardTarget,
  NamingAccount,
  Product,
  ProductId,
  dashboardUrl,
  resourceEntityName,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { z } from 'zod';

/** What stands in the catalog for a resource: a product's, or the account. */
export interface ResourceKind {
  id: ProductId | 'account';
  /** One resource of the kind, for people. */
  title: string;
  /** `spec.type` of its entities. */
  type: string;
  entityName(
    account: NamingAccount,
    qualifiedName: string,
    collidingId?: string,
  ): string;
  dashboardUrl(accountId: string, target: DashboardTarget): string;
}

/** What the sync must know of a listed resource. */
export interface ResourceDescription {
  /** Native id. */
  id: string;
  qualifiedName: string;
  title: string;
  /** Cloudflare tags that the listing gives, `key:value` or bare. */
  tags: readonly string[];
  /** When it differs, the detail is read again. */
  changeToken?: string;
  /** RFC 3339; absent: not told. */
  lastChange?: string;
}

/** What a product adds to the entity of one of its resources. */
export interface EntityProjection {
  /** A sentence. Holds no name that Cloudflare's users chose. */
  description: string;
  links?: { url: string; title: string }[];
  parameters: JsonObject;
}

/**
 * What is particular to a product on its way into the catalog. All else is
 * the same for every product, and is done by the sync.
 */
export interface ResourceIngestion<TItem, TDetail = never> {
  kind: ResourceKind;
  /** Counts up when stored items or details would no longer be understood. */
  version: number;
  /** Tags of every entity, behind `cloudflare`. */
  entityTags: readonly string[];
  /** Cloudflare's word for its resources in resource tagging. */
  taggedAs?: string;
  /** Types of bindings whose target is a resource of this product. */
  bindingTypes?: readonly string[];
  list(client: CloudflareClient, options: ReadOptions): Promise<Listing<TItem>>;
  /**
   * Completes an item of a listing that met problems with what is known of it,
   * so that what could not be read does not look as if it were gone.
   */
  fill?(item: TItem, known: TItem): TItem;
  describe(item: TItem): ResourceDescription;
  /** What takes requests of its own, read within the run's time and budget. */
  detail?: {
    schema: z.ZodType<TDetail>;
    read(
      client: CloudflareClient,
      item: TItem,
      previous: TDetail | undefined,
      options: ReadOptions,
    ): Promise<TDetail>;
    /**
     * Adds what one request gives for several resources. Details are useful
     * without it, and tell that it was not read.
     */
    complete?(
      client: CloudflareClient,
      details: readonly TDetail[],
      options: ReadOptions,
    ): Promise<TDetail[]>;
  };
  /** @param detail - undefined when it is not read yet */
  toEntity(
    item: TItem,
    detail: TDetail | undefined,
    options: ProvenanceOptions,
  ): EntityProjection;
  /** Undefined when the bindings are not read yet. */
  bindings?(
    item: TItem,
    detail: TDetail | undefined,
  ): readonly CfBinding[] | undefined;
}

/** An ingestion as the sync sees it: what items and details are is its own matter. */
export type AnyIngestion = ResourceIngestion<any, any>;

/** The kind of a product's resources. */
export function kindOfProduct(product: Product): ResourceKind {
  return {
    id: product.id,
    title: product.resourceTitle,
    type: product.resourceType,
    entityName: (account, qualifiedName, collidingId) =>
      resourceEntityName(product, account, qualifiedName, collidingId),
    dashboardUrl: (accountId, target) =>
      dashboardUrl(product, accountId, target),
  };
}
