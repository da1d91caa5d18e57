import { createBackend } from '@backstage/backend-defaults';
import { startDemoAccount } from './demoAccount';

async function main() {
  await startDemoAccount();

  const backend = createBackend();

  backend.add(import('./pathsInRequestLog'));

  backend.add(import('@backstage/plugin-app-backend'));
  backend.add(import('@backstage/plugin-user-settings-backend'));

  backend.add(import('@backstage/plugin-auth-backend'));
  backend.add(import('./demoSignIn'));

  backend.add(import('@backstage/plugin-catalog-backend'));
  backend.add(import('@backstage/plugin-catalog-backend-module-logs'));

  backend.add(import('@backstage/plugin-permission-backend'));

  backend.add(import('@backstage/plugin-search-backend'));
  backend.add(import('@backstage/plugin-search-backend-module-catalog'));

  backend.add(import('@backstage/plugin-notifications-backend'));

  backend.add(import('@backstage-community/plugin-tech-insights-backend'));
  backend.add(
    import('@backstage-community/plugin-tech-insights-backend-module-jsonfc'),
  );
  backend.add(
    import(
      '@cloudflare-backstage/plugin-tech-insights-backend-module-cloudflare'
    ),
  );

  backend.add(import('@cloudflare-backstage/plugin-cloudflare-backend'));
  backend.add(
    import('@cloudflare-backstage/plugin-catalog-backend-module-cloudflare'),
  );
  backend.add(
    import('@cloudflare-backstage/plugin-permission-backend-module-cloudflare'),
  );

  backend.start();
}

main().catch(error => {
  process.stderr.write(`${error.stack ?? error}\n`);
  process.exit(1);
});
