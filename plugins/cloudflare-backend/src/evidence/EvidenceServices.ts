import { LoggerService } from '@backstage/backend-plugin-api';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { EvidenceKind } from '@cloudflare-backstage/plugin-cloudflare-common';
import { EvidenceAccess } from './EvidenceAccess';
import { EvidenceJobs } from './EvidenceJobs';
import { EvidenceKindDefinition } from './EvidenceKindDefinition';
import { EvidenceMaker } from './EvidenceMaker';
import { EvidenceSigning } from './EvidenceSigning';
import { EvidenceStore } from './EvidenceStore';
import { JobRunner } from './JobRunner';

/** What the routes about evidence are made with. */
export interface EvidenceServices {
  kinds: Record<EvidenceKind, EvidenceKindDefinition>;
  access: EvidenceAccess;
  store: EvidenceStore;
  maker: EvidenceMaker;
  jobs: EvidenceJobs;
  runner: JobRunner;
  /** Absent: evidence is not signed. */
  signing?: EvidenceSigning;
  catalog: CatalogService;
  logger: LoggerService;
}
