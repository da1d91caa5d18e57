import { createCloudflareClient } from '@cloudflare-backstage/cloudflare-client';
import {
  Simulator,
  startSimulator,
} from '@cloudflare-backstage/cloudflare-simulator';
import { writeDemoExemptions } from './demoExemptions';
import { writePermissions } from './writePermissions';

const MS_PER_DAY = 86_400_000;
/** Of the working directory, as in `app-config.yaml`. */
const EXEMPTIONS = '../../examples/exemptions.yaml';

/**
 * Points the demo at a simulated Cloudflare account, unless the live one was
 * asked for with `npm start -- --live`.
 */
export async function startDemoAccount() {
  if (process.env.CLOUDFLARE_LIVE) {
    await warnOfWritePermissions();
    return;
  }
  const simulator = await startSimulator({
    port: numberFrom('CLOUDFLARE_SIMULATOR_PORT'),
    workers: numberFrom('CLOUDFLARE_SIMULATOR_WORKERS'),
  });
  addDaysOfLogs(simulator);
  process.env.CLOUDFLARE_ACCOUNT_ID = simulator.accountId;
  process.env.CLOUDFLARE_API_TOKEN = simulator.apiToken;
  process.env.APP_CONFIG_cloudflare_apiBaseUrl = JSON.stringify(simulator.url);
  process.env.APP_CONFIG_cloudflare_buildsToken = JSON.stringify(
    simulator.buildsToken,
  );
  process.env.APP_CONFIG_cloudflare_scorecards_exemptionsFile = JSON.stringify(
    writeDemoExemptions(EXEMPTIONS),
  );
  print(`A simulated Cloudflare account answers at ${simulator.url}`);
}

/** So that evidence of several days can be made; the last ones are there already. */
function addDaysOfLogs({ account }: Simulator) {
  const before = (days: number) => new Date(Date.now() - days * MS_PER_DAY);
  account.addAccessEvents(400, { from: before(6), to: before(2) });
  account.addAuditEvents(80, { from: before(6), to: before(0) });
}

async function warnOfWritePermissions() {
  const { CLOUDFLARE_ACCOUNT_ID, CLOUDFLARE_API_TOKEN } = process.env;
  if (!CLOUDFLARE_ACCOUNT_ID || !CLOUDFLARE_API_TOKEN) {
    return;
  }
  const client = await createCloudflareClient({
    accountId: CLOUDFLARE_ACCOUNT_ID,
    apiToken: CLOUDFLARE_API_TOKEN,
  });
  const permissions = await writePermissions(client);
  if (permissions === undefined) {
    print(
      `It could not be found out whether the Cloudflare API token can write: only a token of the account with 'Account API Tokens Read' tells`,
    );
  } else if (permissions.length > 0) {
    print(
      `WARNING: the Cloudflare API token can do more than read (${permissions.join(
        ', ',
      )}); the plugins never do, but use a token that only reads`,
    );
  }
}

function print(line: string) {
  process.stdout.write(`${line}\n`);
}

function numberFrom(variable: string): number | undefined {
  const value = process.env[variable];
  return value ? Number(value) : undefined;
}
