import { createBackend } from '@backstage/backend-defaults';
import { mockServices } from '@backstage/backend-test-utils';
import catalogBackend from '@backstage/plugin-catalog-backend';
import { JsonObject } from '@backstage/types';
import catalogModuleCloudflare from '@cloudflare-backstage/plugin-catalog-backend-module-cloudflare';
import cloudflareBackend from '@cloudflare-backstage/plugin-cloudflare-backend';
import { policyFeature } from '../../canary/__testUtils__/policyFeature';

/**
 * Entry of a replica's own process: its configuration in as JSON, a message
 * when it answers. Scheduler, database and cache are Backstage's own; only who
 * asks is believed.
 */
async function main() {
  const data: JsonObject = JSON.parse(process.argv[2]);
  const backend = createBackend();
  for (const feature of [
    catalogBackend,
    catalogModuleCloudflare,
    cloudflareBackend,
    policyFeature,
    mockServices.auth.factory(),
    mockServices.httpAuth.factory(),
    mockServices.rootLogger.factory({ level: 'error' }),
    mockServices.rootConfig.factory({ data }),
  ]) {
    backend.add(feature);
  }
  await backend.start();
  process.send!({ started: true });
}

// Without its parent it is of no use.
process.on('disconnect', () => process.exit(0));
main().catch(error => {
  process.stderr.write(`${error.stack}\n`);
  process.exit(1);
});
