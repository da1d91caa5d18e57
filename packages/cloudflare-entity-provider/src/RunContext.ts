import { LoggerService } from '@backstage/backend-plugin-api';
import { ProvenanceOptions } from '@cloudflare-backstage/cloudflare-provenance';
import {
  CloudflareAccount,
  CloudflareEntityTransformer,
  DataClassRules,
  EnvironmentRules,
} from '@cloudflare-backstage/plugin-cloudflare-node';
import { OwnershipRules } from './ownership';
import { SyncConfig } from './readSyncConfig';
import { SyncStore } from './SyncStore';

/** What every product's part of a run works with. */
export interface RunContext {
  account: CloudflareAccount;
  config: SyncConfig;
  environments: EnvironmentRules;
  dataClasses: DataClassRules;
  ownership: OwnershipRules;
  provenance: ProvenanceOptions;
  transformers: readonly CloudflareEntityTransformer[];
  store: SyncStore;
  logger: LoggerService;
}
