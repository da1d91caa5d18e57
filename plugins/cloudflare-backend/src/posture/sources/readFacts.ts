import {
  CloudflareProblem,
  FactSource,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { CloudflareAccount } from '@cloudflare-backstage/plugin-cloudflare-node';
import { PostureSource, PostureSources } from '../PostureSources';

/** What a source told, in the form in which collectors hand it on. */
export interface ReadFacts<T> {
  /** Absent: not known. */
  value?: T;
  /** Why there is no value, or may be more. */
  problem?: CloudflareProblem;
  /** The source, if it told anything. */
  sources: FactSource[];
}

/** Reads a source for a collector. */
export async function readFacts<T>(
  source: PostureSource<T>,
  account: CloudflareAccount,
  sources: PostureSources,
  key?: string,
): Promise<ReadFacts<T>> {
  const reading = await sources.read(source, account, key);
  if ('problem' in reading) {
    return { problem: reading.problem, sources: [] };
  }
  const { value, observedAt, incomplete, rayIds } = reading;
  return {
    value,
    problem: incomplete,
    sources: [
      {
        name: source.name,
        observedAt: observedAt.toISOString(),
        ...(rayIds?.length && { rayIds: [...rayIds] }),
      },
    ],
  };
}
