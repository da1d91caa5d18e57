import { startSimulator } from '@cloudflare-backstage/cloudflare-simulator';

/**
 * Points the demo at a simulated Cloudflare account, unless the live one was
 * asked for with `npm start -- --live`.
 */
export async function startDemoAccount() {
  if (process.env.CLOUDFLARE_LIVE) {
    return;
  }
  const simulator = await startSimulator({
    port: numberFrom('CLOUDFLARE_SIMULATOR_PORT'),
    workers: numberFrom('CLOUDFLARE_SIMULATOR_WORKERS'),
  });
  process.env.CLOUDFLARE_ACCOUNT_ID = simulator.accountId;
  process.env.CLOUDFLARE_API_TOKEN = simulator.apiToken;
  process.env.APP_CONFIG_cloudflare_apiBaseUrl = JSON.stringify(simulator.url);
  process.stdout.write(
    `A simulated Cloudflare account answers at ${simulator.url}\n`,
  );
}

function numberFrom(variable: string): number | undefined {
  const value = process.env[variable];
  return value ? Number(value) : undefined;
}
