import { AuthService, LoggerService } from '@backstage/backend-plugin-api';
import { Config } from '@backstage/config';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { ReadOptions } from '@cloudflare-backstage/cloudflare-client';
import { ProvenanceOptions } from '@cloudflare-backstage/cloudflare-provenance';
import {
  CloudflareProblem,
  EvidenceKind,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import {
  CloudflareAccount,
  CloudflareService,
  EnvironmentRules,
} from '@cloudflare-backstage/plugin-cloudflare-node';
import { CatalogModule } from '../account/CatalogModule';
import { EvidenceStore } from '../evidence/EvidenceStore';
import { LogCoverage } from '../evidence/logs/LogCoverage';
import { AccountMetrics } from '../metrics/AccountMetrics';
import { BuildManifests } from '../provenance/BuildManifests';
import { PostureSubject } from './PostureSubject';
import { ScorecardsConfig } from './ScorecardsConfig';

/** What is read beside the catalog's entities, and whatever else posture needs. */
export interface PostureDependencies {
  auth: AuthService;
  catalog: CatalogService;
  catalogModule: CatalogModule;
  cloudflare: CloudflareService;
  config: Config;
  environments: EnvironmentRules;
  logger: LoggerService;
  manifests: BuildManifests;
  metrics: AccountMetrics;
  provenance: ProvenanceOptions;
  evidence: {
    bundles: Pick<EvidenceStore, 'bundles' | 'newest' | 'streams'>;
    coverage: LogCoverage;
    kinds: readonly EvidenceKind[];
  };
  /** Masks a text by the rules of the installation. */
  mask(text: string): string;
}

/** What a source told: of a time, whole or not, or why it tells nothing. */
export type SourceReading<T> =
  | {
      value: T;
      /** When it was last read whole. */
      observedAt: Date;
      /** Why there may be more. */
      incomplete?: CloudflareProblem;
      rayIds?: readonly string[];
    }
  | { value?: undefined; problem: CloudflareProblem };

/** What a source is read with, in one evaluation. */
export interface SourceContext {
  dependencies: PostureDependencies;
  config: ScorecardsConfig;
  /** The time of the evaluation. */
  now: Date;
  /** All subjects of the evaluation. */
  subjects: readonly PostureSubject[];
  /** Other sources; each is read once in an evaluation. */
  sources: PostureSources;
  /**
   * What every read upstream takes: it ends with the evaluation, goes after
   * what people wait for, and counts the requests.
   */
  reading: ReadOptions & { signal: AbortSignal };
}

/** Something that facts are taken from, of an account or of one resource in it. */
export interface PostureSource<T> {
  /** As results name it: `tokens`, `audit log`, … */
  name: string;
  /** What it throws becomes the reading's problem. */
  read(
    context: SourceContext,
    account: CloudflareAccount,
    /** Which resource of the account; empty: the account. */
    key: string,
  ): Promise<SourceReading<T>>;
}

/** The sources of one evaluation: what two checks need is read once. */
export interface PostureSources {
  readonly now: Date;
  readonly config: ScorecardsConfig;
  readonly subjects: readonly PostureSubject[];
  readonly dependencies: PostureDependencies;
  read<T>(
    source: PostureSource<T>,
    account: CloudflareAccount,
    key?: string,
  ): Promise<SourceReading<T>>;
}
