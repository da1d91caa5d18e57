import { SchedulerServiceTaskScheduleDefinitionConfig } from '@backstage/backend-plugin-api';

export interface Config {
  cloudflare?: {
    entityProvider?: {
      /**
       * When each account is synced.
       * Default: every 10 minutes, with a timeout of 2 minutes
       */
      schedule?: SchedulerServiceTaskScheduleDefinitionConfig;
      /**
       * Which products come into the catalog, by product id; all of them by
       * default. `false` removes the product's entities.
       */
      import?: {
        [productId: string]: boolean;
      };
      /** Which resources come into the catalog. `exclude` wins. */
      filters?: {
        /** Only what fits one of these; everything when absent. */
        include?: Array<{
          /** Product id such as `workers`. */
          product?: string;
          /** Name of the resource, `*` stands for anything. */
          name?: string;
          /** Cloudflare tag, `key:value` or bare, `*` stands for anything. */
          tag?: string;
        }>;
        /** Nothing that fits one of these. */
        exclude?: Array<{
          /** Product id such as `workers`. */
          product?: string;
          /** Name of the resource, `*` stands for anything. */
          name?: string;
          /** Cloudflare tag, `key:value` or bare, `*` stands for anything. */
          tag?: string;
        }>;
        /** Nothing that has not changed for so many days, where that is known. */
        maxAgeDays?: number;
      };
      safety?: {
        /**
         * Part of a product's resources that may go at once, 0 to 1. Removals
         * beyond it are held until three runs in a row agree. Default: 0.5
         */
        maxRemovalShare?: number;
      };
    };
    /** What holds for resources that no rule of `owners` fits. */
    defaults?: {
      /** Entity ref of the owner. Default: group:default/platform */
      owner?: string;
      /** Entity ref of the system. */
      system?: string;
      /** Namespace of all entities. Default: default */
      namespace?: string;
    };
    /**
     * Who owns which resources; the first rule that fits wins. A rule has at
     * least one of product, name, tag and ownerTag, and either owner or
     * ownerTag. What a tag names is used only if it is an entity of the
     * catalog; otherwise `defaults` hold.
     */
    owners?: Array<{
      /** Product id such as `workers`. */
      product?: string;
      /** Name of the resource, `*` stands for anything. */
      name?: string;
      /** Cloudflare tag, `key:value` or bare, `*` stands for anything. */
      tag?: string;
      /** Entity ref of the owner. */
      owner?: string;
      /**
       * Key of the Cloudflare tag that names the owner: with `team`, what has
       * the tag `team:data` belongs to group:default/data. The rule fits only
       * what has such a tag.
       */
      ownerTag?: string;
      /** Entity ref of the system. */
      system?: string;
      /** Key of the Cloudflare tag that names the system, where there is one. */
      systemTag?: string;
    }>;
  };
}
