import { useApi } from '@backstage/core-plugin-api';
import { ResponseError } from '@backstage/errors';
import { toastApiRef } from '@backstage/frontend-plugin-api';
import { SyncRun } from '@cloudflare-backstage/plugin-cloudflare-common';
import { useState } from 'react';
import { cloudflareApiRef, CloudflareApi } from '../../api';
import { untilEnded, useFollowing } from '../../components/following';
import { reasonOf } from '../../components/reasonOf';
import { useCloudflareTranslation } from '../../components/useCloudflareTranslation';

const POLL_MS = 3_000;
const TOAST_MS = 5_000;

const TOAST_STATUS = {
  succeeded: 'success',
  partial: 'warning',
  failed: 'danger',
} as const;

/** Starts syncs, and follows each until it has ended. */
export function useSyncNow(onEnded: () => void) {
  const api = useApi(cloudflareApiRef);
  const toastApi = useApi(toastApiRef);
  const { t } = useCloudflareTranslation();
  const [syncing, setSyncing] = useState<ReadonlySet<string>>(new Set());
  const following = useFollowing(onEnded);

  const begin = async (account: string): Promise<boolean> => {
    try {
      await api.post({ path: ['sync'], query: { account } });
      toastApi.post({
        title: t('overview.sync.begun', { account }),
        status: 'success',
        timeout: TOAST_MS,
      });
      return true;
    } catch (error) {
      if (error instanceof ResponseError && error.statusCode === 409) {
        toastApi.post({
          title: t('overview.sync.alreadyRunning', { account }),
          description: t('overview.sync.alreadyRunningNote'),
          status: 'info',
          timeout: TOAST_MS,
        });
        return true;
      }
      toastApi.post({
        title: t('overview.sync.notBegun', { account }),
        description: reasonOf(error),
        status: 'danger',
      });
      return false;
    }
  };

  const follow = async (account: string, known: SyncRun | undefined) => {
    const signal = following.signal();
    const run = await endOf(api, account, known, signal);
    if (signal?.aborted) {
      return;
    }
    toastApi.post(
      run && run.outcome !== 'running'
        ? {
            title: t('overview.sync.ended', {
              account,
              outcome: t(`overview.sync.outcomes.${run.outcome}`),
            }),
            status: TOAST_STATUS[run.outcome],
            timeout: TOAST_MS,
          }
        : {
            title: t('overview.sync.lost', { account }),
            description: t('overview.sync.lostNote'),
            status: 'neutral',
          },
    );
    following.ended();
  };

  return {
    /** Keys of the accounts whose sync was asked for and has not ended yet. */
    syncing,
    /** Starts the sync of an account, whose last run is as the page shows it. */
    async start(account: string, shown: SyncRun | undefined) {
      setSyncing(before => new Set([...before, account]));
      try {
        // A page that is open for long does not show the runs since.
        const known = await lastRun(api, account).catch(() => shown);
        if (await begin(account)) {
          await follow(account, known);
        }
      } finally {
        setSyncing(
          before => new Set([...before].filter(other => other !== account)),
        );
      }
    },
  };
}

/** The first run that ended after the one that is known; `undefined` if none does. */
function endOf(
  api: CloudflareApi,
  account: string,
  known: SyncRun | undefined,
  signal: AbortSignal | undefined,
): Promise<SyncRun | undefined> {
  const ended = known?.outcome === 'running' ? known.run - 1 : known?.run ?? 0;
  return untilEnded({
    read: () => lastRun(api, account, signal),
    hasEnded: ({ run, outcome }) => run > ended && outcome !== 'running',
    pollMs: POLL_MS,
    signal,
  });
}

/** The last run of an account; `undefined` when there is none. */
async function lastRun(
  api: CloudflareApi,
  account: string,
  signal?: AbortSignal,
): Promise<SyncRun | undefined> {
  const { data } = await api.read<SyncRun[]>(
    { path: ['sync'], query: { account, limit: 1 } },
    { signal, isRefresh: true },
  );
  return data[0];
}
