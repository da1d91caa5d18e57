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
