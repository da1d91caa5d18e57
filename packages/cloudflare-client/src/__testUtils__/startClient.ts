import {
  type Simulator,
  type SimulatorOptions,
  startSimulator,
} from '@cloudflare-backstage/cloudflare-simulator';
import type { CloudflareClient } from '../CloudflareClient';
import { createCloudflareClient } from '../createCloudflareClient';
import type { CloudflareClientOptions } from '../options';

/** A client of a simulated account; it does not repeat what fails unless told to. */
export function connectTo(
  simulator: Simulator,
  options: Partial<CloudflareClientOptions> = {},
): Promise<CloudflareClient> {
  return createCloudflareClient({
    accountId: simulator.accountId,
    apiToken: simulator.apiToken,
    apiBaseUrl: simulator.url,
    maxRetries: 0,
    ...options,
  });
}

/** Starts a simulated account, which the test closes, and a client of it. */
export async function startClient(
  simulatorOptions?: SimulatorOptions,
  clientOptions?: Partial<CloudflareClientOptions>,
): Promise<{ simulator: Simulator; client: CloudflareClient }> {
  const simulator = await startSimulator(simulatorOptions);
  return { simulator, client: await connectTo(simulator, clientOptions) };
}
