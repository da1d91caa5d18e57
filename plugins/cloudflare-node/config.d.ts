export interface Config {
  cloudflare?: {
    /**
     * Id of the account to read: 32 hex digits. Use `accounts` for several.
     */
    accountId?: string;
    /**
     * API token with read permissions only.
     * @visibility secret
     */
    apiToken?: string;
    /**
     * User-owned API token with the single permission `Workers CI Read`, for
     * Workers Builds, which refuses account-owned tokens. Without it, builds
     * are not read.
     * @visibility secret
     */
    buildsToken?: string;
    /**
     * Several accounts by key. A key is lower-case letters, digits and dashes;
     * the account with the key `default` is meant where none is named.
     */
    accounts?: {
      [key: string]: {
        /** Id of the account: 32 hex digits. */
        accountId: string;
        /**
         * API token with read permissions only.
         * @visibility secret
         */
        apiToken: string;
        /**
         * User-owned API token with `Workers CI Read`.
         * @visibility secret
         */
        buildsToken?: string;
      };
    };
    /**
     * Where the API is. https, or http on a loopback address.
     * Default: https://api.cloudflare.com/client/v4
     */
    apiBaseUrl?: string;
    fetch?: {
      /** Deadline of one attempt, headers and body. Default: 15000 */
      timeoutMs?: number;
      /** Further attempts after the first. Default: 3 */
      maxRetries?: number;
      /** How the wait between attempts grows. Default: jitter */
      backoff?: 'jitter';
    };
    /** How much of Cloudflare's rate limit may be used, per account. */
    budget?: {
      /** Requests that Cloudflare allows in a window. Default: 1200 */
      requests?: number;
      /** Length of the window in seconds. Default: 300 */
      windowSeconds?: number;
      /** Part of it that the plugins may use, above 0 and up to 1. Default: 0.5 */
      share?: number;
      /** Requests under way at once. Default: 8 */
      concurrency?: number;
    };
    /** How environments are recognised. */
    environments?: {
      /**
       * Key of the Cloudflare tag whose value names the environment, as in
       * `env:staging`. Default: env
       */
      tag?: string;
      /** Rules for what has no such tag; the first that fits wins. */
      rules?: Array<{
        /** Product id such as `workers`. */
        product?: string;
        /** Name of the resource, `*` stands for anything. */
        name?: string;
        /** Cloudflare tag, `key:value` or bare, `*` stands for anything. */
        tag?: string;
        /** The environment's name. */
        environment: string;
      }>;
      /** Environments that count as production. Default: [production, prod] */
      production?: string[];
      /** `spec.lifecycle` of production Components. Default: [production] */
      componentLifecycles?: string[];
    };
    /** How the class of the data that a resource holds is recognised. */
    dataClasses?: {
      /**
       * Key of the Cloudflare tag whose value names the class, as in
       * `data-class:pii`. Default: data-class
       */
      tag?: string;
      /** Rules for what has no such tag; the first that fits wins. */
      rules?: Array<{
        /** Product id such as `workers`. */
        product?: string;
        /** Name of the resource, `*` stands for anything. */
        name?: string;
        /** Cloudflare tag, `key:value` or bare, `*` stands for anything. */
        tag?: string;
        /** The class's name. */
        dataClass: string;
      }>;
      /** Classes that are regulated. Default: [regulated, pii, phi, pci] */
      regulated?: string[];
    };
    provenance?: {
      /**
       * Hosts whose CI run URLs become links; `*.` covers subdomains.
       * Default: those of the public CI services.
       */
      ciHosts?: string[];
      /**
       * What the https URLs of tickets begin with, up to a `/`, such as
       * `https://acme.atlassian.net/browse/`. Default: none.
       */
      ticketUrls?: string[];
    };
  };
}
