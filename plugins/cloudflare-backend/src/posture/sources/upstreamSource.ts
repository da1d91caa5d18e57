import { ReadOptions } from '@cloudflare-backstage/cloudflare-client';
import { CloudflareProblem } from '@cloudflare-backstage/plugin-cloudflare-common';
import { CloudflareAccount } from '@cloudflare-backstage/plugin-cloudflare-node';
import { PostureSource, SourceContext } from '../PostureSources';
import { recordedReading } from './recordedReading';

/** A source that is read upstream, and tells what is there now. */
export function upstreamSource<T>(
  name: string,
  read: (
    account: CloudflareAccount,
    key: string,
    options: ReadOptions,
    context: SourceContext,
  ) => Promise<{
    value: T;
    /** Why there may be more. */
    incomplete?: CloudflareProblem;
  }>,
): PostureSource<T> {
  return {
    name,
    async read(context, account, key) {
      const { reading, rayIds } = recordedReading(context);
      const told = await read(account, key, reading, context);
      return { ...told, observedAt: context.now, rayIds };
    },
  };
}
