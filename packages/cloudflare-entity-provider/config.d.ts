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
    /** Who owns which resources; the first rule that fits wins. */
    owners?: Array<{
      /** Product id such as `workers`. */
      product?: string;
      /** Name of the resource, `*` stands for anything. */
      name?: string;
      /** Cloudflare tag, `key:value` or bare, `*` stands for anything. */
      tag?: string;
      /** Entity ref of the owner. */
      owner: string;
      /** Entity ref of the system. */
      system?: string;
    }>;
  };
}
