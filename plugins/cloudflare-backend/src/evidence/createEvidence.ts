import {
  LoggerService,
  RootConfigService,
  SchedulerService,
} from '@backstage/backend-plugin-api';
import { EvidenceManifest } from '@cloudflare-backstage/cloudflare-evidence';
import { CloudflareService } from '@cloudflare-backstage/plugin-cloudflare-node';
import { Knex } from 'knex';
import { RetentionDays } from '../database/RetentionDays';
import { Pseudonyms } from '../redaction/Pseudonyms';
import { Route } from '../routing/route';
import { EvidenceAccess } from './EvidenceAccess';
import { EvidenceConfig } from './EvidenceConfig';
import { EvidenceDrafts } from './EvidenceDrafts';
import { EvidenceJobs } from './EvidenceJobs';
import { EvidenceMaker } from './EvidenceMaker';
import { evidenceRoutes } from './evidenceRoutes';
import { EvidenceServices } from './EvidenceServices';
import { EvidenceSigning } from './EvidenceSigning';
import { EvidenceStore } from './EvidenceStore';
import { JobRunner } from './JobRunner';
import { jobRoutes } from './jobRoutes';
import { EvidenceKindDependencies, evidenceKindDefinitions } from './kinds';
import { coverageRoutes } from './logs/coverageRoutes';
import { EvidenceLogs } from './logs/EvidenceLogs';
import { LogCoverage } from './logs/LogCoverage';
import { LogStore } from './logs/LogStore';
import { startEvidenceSchedules } from './logs/startEvidenceSchedules';
import { readEvidenceConfig } from './readEvidenceConfig';
import { scheduleRetention } from './scheduleRetention';

/** Between signs of life of a job, and between looks for waiting ones. */
const BEAT_MS = 3_000;
/** After which a process that gives none is taken for dead. */
const LEASE_MS = 60_000;

/** What evidence is made with. */
export type EvidenceDependencies = Omit<EvidenceKindDependencies, 'logs'> & {
  config: RootConfigService;
  knex: Knex;
  pseudonyms: Pseudonyms;
  cloudflare: CloudflareService;
  scheduler: SchedulerService;
  logger: LoggerService;
  collector: EvidenceManifest['collector'];
};

/** All there is to evidence. */
export interface Evidence {
  services: EvidenceServices;
  coverage: LogCoverage;
  routes: Route[];
  /** Begins to make evidence: what was asked for, and what schedules ask. */
  start(): Promise<void>;
  stop(): Promise<void>;
}

/** @throws InputError for a wrong configuration, naming the key */
export function createEvidence(dependencies: EvidenceDependencies): Evidence {
  const { knex, pseudonyms, catalog, cloudflare, scheduler, logger } =
    dependencies;
  const config: EvidenceConfig = readEvidenceConfig(dependencies.config);
  const store = new EvidenceStore(knex);
  const drafts = new EvidenceDrafts(knex);
  const logs = new EvidenceLogs({
    store: new LogStore(knex),
    pseudonyms,
    config,
  });
  const coverage = new LogCoverage({ logs, bundles: store });
  const kinds = evidenceKindDefinitions({ ...dependencies, logs });
  const access = new EvidenceAccess(kinds);
  const signing = config.signing && new EvidenceSigning(config.signing);
  const maker = new EvidenceMaker({
    ...dependencies,
    store,
    drafts,
    kinds,
    signing,
  });
  const jobs = new EvidenceJobs(knex, LEASE_MS);
  const retention = new RetentionDays(knex);
  const runner = new JobRunner(
    { jobs, maker, kinds, cloudflare, logger },
    BEAT_MS,
  );
  const services: EvidenceServices = {
    kinds,
    access,
    store,
    maker,
    jobs,
    runner,
    signing,
    catalog,
    logger,
  };
  return {
    services,
    coverage,
    // What has a name of its own comes before what takes any id.
    routes: [
      ...jobRoutes(services),
      ...coverageRoutes({ access, coverage }),
      ...evidenceRoutes(services),
    ],
    async start() {
      if (!signing) {
        logger.info(
          `Evidence is not signed: 'cloudflare.evidence.signing' is not configured`,
        );
      }
      runner.start();
      await scheduleRetention({
        scheduler,
        store,
        drafts,
        jobs,
        retention,
        logger,
        days: config.retentionDays,
      });
      await startEvidenceSchedules({
        scheduler,
        logger,
        cloudflare,
        logs,
        coverage,
        bundles: store,
        maker,
        kinds,
        retention,
      });
    },
    stop: () => runner.stop(),
  };
}
