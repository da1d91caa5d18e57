import { LoggerService } from '@backstage/backend-plugin-api';
import { ProvenanceOptions } from '@cloudflare-backstage/cloudflare-provenance';
import {
  CloudflareAccount,
  CloudflareEntityTransformer,
  EnvironmentRules,
} from '@cloudflare-backstage/plugin-cloudflare-node';
import { SyncConfig } from './readSyncConfig';
import { SyncStore } from './SyncStore';

/** What every product's part of a run works with. */
export interface RunContext {
  account: CloudflareAccount;
  config: SyncConfig;
  environments: EnvironmentRules;
  provenance: ProvenanceOptions;
  transformers: readonly CloudflareEntityTransformer[];
  store: SyncStore;
  logger: LoggerService;
}
