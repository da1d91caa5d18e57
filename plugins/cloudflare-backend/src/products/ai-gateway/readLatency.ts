import {
  CfAiGateway,
  CfAiGatewayLogEntry,
  CloudflareClient,
} from '@cloudflare-backstage/cloudflare-client';
import {
  AiGatewayLatencySample,
  AiGatewayLatencyState,
  CloudflareProblem,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { outcomeOf } from '../../reading/outcomeOf';
import { TimeWindow } from '../../routing/fields';

/** A sample of latency, or why there is none. */
export interface Latency {
  state: AiGatewayLatencyState;
  sample?: AiGatewayLatencySample;
  problem?: CloudflareProblem;
}

/** Reads how long the newest requests took: one page of the log, and no more. */
export async function readLatency(
  client: CloudflareClient,
  { id, collectLogs }: CfAiGateway,
  window: TimeWindow,
  signal: AbortSignal,
): Promise<Latency> {
  if (collectLogs === false) {
    return { state: 'not-logged' };
  }
  const { value, problem } = await outcomeOf(
    client.aiGateway.logs(id, window, { signal }),
  );
  if (!value) {
    return { state: 'unknown', problem };
  }
  // What the cache answers says nothing of a provider.
  const asked = value.items.filter(({ cached }) => !cached);
  return asked.length > 0
    ? { state: 'sampled', sample: sampleOf(asked) }
    : { state: 'no-data' };
}

function sampleOf(
  entries: readonly CfAiGatewayLogEntry[],
): AiGatewayLatencySample {
  const times = entries.map(({ createdAt }) => Date.parse(createdAt));
  const durations = entries
    .map(({ durationMs }) => durationMs)
    .sort((a, b) => a - b);
  const quantile = (part: number) =>
    durations[Math.ceil(part * durations.length) - 1];
  return {
    requests: entries.length,
    from: new Date(Math.min(...times)).toISOString(),
    to: new Date(Math.max(...times)).toISOString(),
    p50Ms: quantile(0.5),
    p95Ms: quantile(0.95),
  };
}
