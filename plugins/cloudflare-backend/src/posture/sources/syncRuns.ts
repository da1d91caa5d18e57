import {
  ProductStatus,
  SyncRun,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { PostureSource } from '../PostureSources';

/** As many as are ever looked at, and one that may be under way. */
const RUNS = 21;

/** What the sync of an account read in its last runs. */
export interface SyncRuns {
  /** Those that ended, newest first. */
  ended: readonly (SyncRun & { finishedAt: string })[];
  statuses: readonly ProductStatus[];
}

/** The last runs of the sync of an account. */
export const syncRuns: PostureSource<SyncRuns> = {
  name: 'sync runs',
  async read({ dependencies, reading, now }, { key: account }) {
    const { catalogModule } = dependencies;
    const [runs, statuses] = await Promise.all([
      catalogModule.runs({ limit: RUNS, account }, reading.signal),
      catalogModule.products(reading.signal),
    ]);
    const ended = runs.flatMap(({ finishedAt, ...run }) =>
      finishedAt === undefined ? [] : [{ ...run, finishedAt }],
    );
    return {
      value: {
        ended,
        statuses: statuses.filter(status => status.account === account),
      },
      // They are as old as the last of them, however lately they were told.
      observedAt: ended.length > 0 ? new Date(ended[0].finishedAt) : now,
    };
  },
};
