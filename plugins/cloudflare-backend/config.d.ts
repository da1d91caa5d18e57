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
    };
    defaults?: {
      /** Namespace of the catalog entities. Default: default */
      namespace?: string;
    };
  };
}
