import { Listing } from '@cloudflare-backstage/cloudflare-client';
import { CloudflareProblem } from '@cloudflare-backstage/plugin-cloudflare-common';
import { outcomeOf } from '../../reading/outcomeOf';

/**
 * Reads a list of which a part would tell something wrong: nothing unless it is
 * whole, and why.
 */
export async function readWhole<T>(
  list: Promise<Listing<T>>,
): Promise<{ items?: T[]; problems: CloudflareProblem[] }> {
  const { value, problem } = await outcomeOf(list);
  if (!value) {
    return { problems: [problem] };
  }
  return {
    items: value.complete ? value.items : undefined,
    problems: value.problems,
  };
}
