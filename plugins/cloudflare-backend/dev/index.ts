import { createBackend } from '@backstage/backend-defaults';
import { mockServices } from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { startSimulator } from '@cloudflare-backstage/cloudflare-simulator';

// The backend of the playground: this plugin and the catalog over a simulated
// Cloudflare account. It lets anybody do everything, and is for nothing else.
async function main() {
  const simulator = await startSimulator();
  const cloudflare = {
    accountId: simulator.accountId,
    apiToken: simulator.apiToken,
    apiBaseUrl: simulator.url,
    buildsToken: simulator.buildsToken,
    defaults: { owner: 'group:default/platform', system: 'storefront' },
    entityProvider: {
      schedule: { frequency: { minutes: 10 }, timeout: { minutes: 2 } },
    },
  };
  process.env.APP_CONFIG_cloudflare = JSON.stringify(cloudflare);
  // Only with permissions can people see what is masked otherwise.
  process.env.APP_CONFIG_permission = JSON.stringify({ enabled: true });

  const backend = createBackend();
  backend.add(mockServices.auth.factory());
  backend.add(mockServices.httpAuth.factory());
  backend.add(
    mockServices.permissions.factory({ result: AuthorizeResult.ALLOW }),
  );
  backend.add(import('@backstage/plugin-catalog-backend'));
  backend.add(
    import('@cloudflare-backstage/plugin-catalog-backend-module-cloudflare'),
  );
  backend.add(import('../src'));
  await backend.start();
}

main().catch(error => {
  process.stderr.write(`${error.stack ?? error}\n`);
  process.exit(1);
});
