import { auditLogPages } from '../../provenance/auditLogPages';
import { upstreamSource } from './upstreamSource';

const MS_PER_DAY = 86_400_000;

/** What was changed with a Global API Key, as far as it was read. */
export interface GlobalKeyUse {
  events: number;
  /** There may be more events. */
  more: boolean;
  /** Absent: there was none. */
  lastAt?: string;
}

/**
 * Looks for the use of Global API Keys in the last days, of which there are as
 * many as the key says. One page with events tells enough; that there are none
 * takes the whole time.
 */
export const globalKeyUse = upstreamSource<GlobalKeyUse>(
  'audit log',
  async ({ client }, key, options, { now }) => {
    const pages = auditLogPages(
      client,
      {
        since: new Date(now.getTime() - Number(key) * MS_PER_DAY),
        before: now,
        actorContext: 'api_key',
      },
      options,
    );
    for await (const { events, last } of pages) {
      if (events.length > 0) {
        const lastAt = events
          .map(({ time }) => time)
          .sort()
          .at(-1);
        return { value: { events: events.length, more: !last, lastAt } };
      }
    }
    return { value: { events: 0, more: false } };
  },
);
