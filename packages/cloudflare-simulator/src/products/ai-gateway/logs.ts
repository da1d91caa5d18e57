import { uuidOf } from '../../account/ids';
import type { SimulatedAccount } from '../../account/SimulatedAccount';
import { noise } from '../../areas/activity';
import { secretMarkers } from '../../fixtures/secretMarkers';
import type { Gateway, Traffic } from './Gateway';

/** The log is a sample here: what is logged of each model. */
const perModel = 40;
const minute = 60_000;

function durationOf(cached: boolean, seed: string): number {
  return Math.round(cached ? 8 + 30 * noise(seed) : 350 + 2400 * noise(seed));
}

function entriesOf(
  { name }: Gateway,
  { provider, model, ...shares }: Traffic,
  now: number,
): { id: string; created_at: string }[] {
  return Array.from({ length: perModel }, (_, index) => {
    const seed = `log/${name}/${model}/${index}`;
    const cached = noise(`${seed}/cached`) < (shares.cached ?? 0);
    return {
      id: uuidOf(seed),
      // The last three hours or so.
      created_at: new Date(now - (6 + index * 4.5) * minute).toISOString(),
      duration: durationOf(cached, seed),
      cached,
      success: noise(`${seed}/errors`) >= (shares.errors ?? 0),
      provider,
      model,
      path: 'chat/completions',
      tokens_in: 820,
      tokens_out: 260,
      metadata: JSON.stringify({ prompt: secretMarkers.aiGatewayPrompt }),
    };
  });
}

/** What a gateway logged, newest first. */
export function logOf(account: SimulatedAccount, gateway: Gateway) {
  if (!gateway.config.collect_logs) return [];
  const now = account.clock.now().getTime();
  return gateway.traffic
    .flatMap(traffic => entriesOf(gateway, traffic, now))
    .sort((a, b) => (a.created_at < b.created_at ? 1 : -1));
}
