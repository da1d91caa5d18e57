import { JsonObject } from '@backstage/types';
import {
  CfBinding,
  CfMetrics,
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
  /** Further tags of this entity, such as its engine. */
  tags?: readonly string[];
  /** Where Cloudflare keeps the data, such as `eu`; absent: not restricted, or not known. */
  jurisdiction?: string;
  parameters: JsonObject;
}

/** What a resource refers to, as the API names it. */
export interface ResourceReference extends CfBinding {
  /** How the resource stands to what it refers to. Default: `dependsOn`. */
  relation?: 'dependsOn' | 'dependencyOf';
  /** Parameter that lists the entity refs of what was found, such as `producers`. */
  parameter?: string;
}

/** A resource by its native id, else by its qualified name. */
export interface ResourceTarget {
  id?: string;
  /** Several where a reference does not tell which of them it means. */
  name?: string | readonly string[];
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
  /**
   * By type of binding: how such a binding names a resource of this product;
   * undefined when it names none of this account. References that are no
   * bindings of a Worker have a type of the product's own, such as `ai_gateway`.
   */
  bindingTargets?: Record<
    string,
    (binding: CfBinding) => ResourceTarget | undefined
  >;
  /**
   * What is bound before it exists, and begins to with its first use: a target
   * that is not listed is not missing.
   */
  createdByUse?: true;
  /**
   * Its resources are used from outside by their nature: nobody asks whether
   * something refers to them. What others bind to is an orphan otherwise.
   */
  usedFromOutside?: true;
  /** Whether it is normal of a resource that nothing refers to it. */
  canStandAlone?(item: TItem, detail: TDetail | undefined): boolean;
  /** @param known - qualified names of the last run */
  list(
    client: CloudflareClient,
    options: ReadOptions,
    known: readonly string[],
  ): Promise<Listing<TItem>>;
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
  /**
   * What a resource refers to: its bindings, and what its own item names.
   * Undefined: not read yet.
   */
  bindings?(
    item: TItem,
    detail: TDetail | undefined,
  ): readonly ResourceReference[] | undefined;
  /** Whether some of what a resource refers to could not be listed. */
  lacksBindings?(item: TItem): boolean;
  /**
   * Parameters that the product's metrics of the last 24 hours give, by native
   * id; a resource without an entry has none. Undefined: the metrics could not
   * tell, and what was known stays. Values are to be rounded (`rounding.ts`),
   * since every other value writes the entity anew.
   */
  measure?(
    items: readonly TItem[],
    metrics: CfMetrics,
  ): ReadonlyMap<string, JsonObject> | undefined;
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
