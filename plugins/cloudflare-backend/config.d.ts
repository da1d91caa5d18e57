export interface Config {
  cloudflare?: {
    cache?: {
      /**
       * How long an answer is served from the cache, in seconds, from 30 to
       * 120. Default: what each route declares.
       */
      ttl?: number;
    };
    redaction?: {
      /**
       * Secret that pseudonyms of people are made with, at least 32
       * characters. Default: one that is generated once and kept in the
       * plugin's database.
       * @visibility secret
       */
      pseudonymKey?: string;
      kv?: {
        /**
         * Paths of JSON values of KV whose leaves are shown to those who have
         * the permission `cloudflare.read.kv.values`, in all namespaces, such
         * as `status` or `cart[].sku`. All other leaves are masked. Default:
         * none.
         */
        allowedPaths?: string[];
      };
    };
    browserRendering?: {
      /**
       * Limits of Browser Rendering, which Cloudflare does not report: looked
       * up by you, and shown with the day and the source. Default: unknown.
       */
      quotas?: {
        /** The day on which they were looked up, such as '2026-11-01'. */
        asOf: string;
        /** Where they were looked up, such as the address of a page. */
        source: string;
        /** Browsers that may run at once. */
        concurrentBrowsers?: number;
        /** Browsers that may be launched a minute. */
        newBrowsersPerMinute?: number;
        /** Minutes that browsers may run a day, all together. */
        browserMinutesPerDay?: number;
        /** Calls of the REST API a minute. */
        requestsPerMinute?: number;
      };
    };
    analyticsEngine?: {
      /**
       * Names of the Analytics Engine datasets that may be queried, by whoever
       * has the permission `cloudflare.read.analyticsengine`. Default: none.
       */
      datasets?: string[];
      /** How many days a query may cover at most, 1 to 92. Default: 31 */
      maxRangeDays?: number;
      /**
       * The same for whoever has `cloudflare.read.sensitive`, 1 to 92.
       * Default: 92
       */
      sensitiveMaxRangeDays?: number;
      /** Rows of an answer to a query without LIMIT, 1 to 10000. Default: 1000 */
      defaultLimit?: number;
    };
    defaults?: {
      /** Namespace of the catalog entities. Default: default */
      namespace?: string;
    };
  };
}
