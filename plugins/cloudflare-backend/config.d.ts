import { SchedulerServiceTaskScheduleDefinitionConfig } from '@backstage/backend-plugin-api';
import { HumanDuration } from '@backstage/types';

type EvidenceSchedule = SchedulerServiceTaskScheduleDefinitionConfig | false;

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
      /**
       * Domains of e-mail addresses that stay visible beside pseudonyms, such
       * as your own; an empty list for none. Default: all.
       */
      emailDomains?: string[];
      /**
       * Bits of an IP address of version 4 that stay visible, 0 to 24.
       * Default: 24
       */
      ipv4Prefix?: number;
      /**
       * Bits of an IP address of version 6 that stay visible, 0 to 48.
       * Default: 48
       */
      ipv6Prefix?: number;
      /**
       * Patterns whose matches are masked in texts that people wrote and in
       * names of KV keys, at most 20: characters, `\d`, `\w` and classes such
       * as `[A-Z]`, each with `{n}` if it is repeated, and `+` or `{n,}` at the
       * end alone. Such as `cus_\w+` or `EMP-\d{6}`. Default: none.
       */
      patterns?: string[];
      kv?: {
        /** Keys of a namespace that a sample shows, 1 to 50. Default: 50 */
        sampleSize?: number;
        /**
         * Paths of JSON values of KV whose leaves are shown to those who have
         * the permission `cloudflare.read.kv.values`, in all namespaces, such
         * as `status` or `cart[].sku`. All other leaves are masked. Default:
         * none.
         */
        allowedPaths?: string[];
      };
    };
    evidence?: {
      /** Signs evidence; without it, evidence is unsigned and says so. */
      signing?: {
        /**
         * ECDSA key on the curve P-256, PEM in PKCS#8 form, not encrypted.
         * @visibility secret
         */
        privateKey: string;
        /** Name of the key. Default: the SHA-256 of its public half (SPKI DER) */
        keyId?: string;
      };
      retention?: {
        /** Days for which evidence is kept, at least 1. Default: for ever */
        days?: number;
      };
      /**
       * How long Cloudflare keeps the Access log on your plan, such as
       * `{ days: 30 }`; at least 24 hours. Default: 24 hours, which is the
       * shortest of all plans, so that nothing is lost
       */
      accessLogRetention?: HumanDuration | string;
      /**
       * Whether scheduled evidence of logs is made with people in clear, too.
       * Default: false
       */
      personal?: boolean;
      /** When evidence is made by itself, for each account. Times are UTC. */
      schedules?: {
        /**
         * The Access log, a UTC day each: a Backstage schedule (`frequency`, `timeout`, …), or false for
         * never. Default: daily at 02:30
         */
        accessAudit?: EvidenceSchedule;
        /**
         * The audit log of the account, a UTC day each: a Backstage schedule (`frequency`, `timeout`, …), or false for
         * never. Default: daily at 02:30
         */
        accountAudit?: EvidenceSchedule;
        /**
         * Lifecycle and lock rules and exposure of all R2 buckets: a Backstage schedule (`frequency`, `timeout`, …), or false for
         * never. Default: on the 1st of a month
         */
        r2Lifecycle?: EvidenceSchedule;
        /**
         * Provenance of what was deployed, a UTC day each: a Backstage schedule (`frequency`, `timeout`, …), or false for
         * never. Default: daily at 02:30
         */
        deploymentProvenance?: EvidenceSchedule;
        /**
         * API tokens of the account, without their values: a Backstage schedule (`frequency`, `timeout`, …), or false for
         * never. Default: on the 1st of a month
         */
        tokenInventory?: EvidenceSchedule;
        /**
         * All resources with their bindings: a Backstage schedule (`frequency`, `timeout`, …), or false for
         * never. Default: on the 1st of a month
         */
        inventory?: EvidenceSchedule;
        /**
         * Results of the scorecards with exemptions and thresholds: a Backstage
         * schedule (`frequency`, `timeout`, …), or false for never. Default: on
         * the 1st of a month
         */
        scorecard?: EvidenceSchedule;
      };
    };
    scorecards?: {
      /**
       * By the id of a check, such as 'token.expiring', and the name of a
       * threshold: what the check compares with. Default: of each check
       */
      thresholds?: {
        [check: string]: {
          [threshold: string]: number;
        };
      };
      /**
       * When everything is evaluated: a Backstage schedule (`frequency`,
       * `timeout`, …). Default: every hour
       */
      schedule?: object;
      /** Days of which every hour can be asked, 31 to 3650. Default: 180 */
      historyDays?: number;
      /** Whether owners are notified of what fails. Default: true */
      notifications?: boolean;
      /**
       * Path of the reviewed file of exemptions, relative to the working
       * directory of the backend. Default: none
       */
      exemptionsFile?: string;
      /** Which model writes to a Vectorize index, which no API tells. */
      embeddingModels?: {
        /** Name of indexes, in which `*` stands for anything; the first that fits holds. */
        index: string;
        model: string;
        /** Length of the model's vectors. */
        dimensions: number;
      }[];
      /** Ids of AI providers that gateways may use. Default: not checked */
      approvedProviders?: string[];
      /** By class of data: what it demands of where it is kept. */
      dataClasses?: {
        [dataClass: string]: {
          /** Longest time that objects may be kept, in days. */
          maxRetentionDays?: number;
          /** Shortest time for which objects must not be deleted, in days. */
          minLockDays?: number;
          /** Where the data have to be, such as `eu`. */
          jurisdiction?: string;
        };
      };
      /**
       * How CI comes in when it deploys, in the words of Cloudflare's audit
       * log. Default: [api_token]
       */
      deploymentContexts?: string[];
      /**
       * Cloudflare's permission groups that no API token should have on all
       * resources. Default: those that change tokens, settings and members
       */
      broadPermissionGroups?: string[];
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
