import { useApi } from '@backstage/core-plugin-api';
import { ResponseError } from '@backstage/errors';
import { toastApiRef } from '@backstage/frontend-plugin-api';
import {
  PostureEvaluation,
  PostureSummary,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { useState } from 'react';
import { CloudflareApi, cloudflareApiRef } from '../../api';
import { untilEnded, useFollowing } from '../../components/following';
import { reasonOf } from '../../components/reasonOf';
import { postureRequest } from '../../components/posture/postureRequests';
import { useSectionTranslation } from '../../components/useSectionTranslation';
import { scorecardsTexts } from './scorecards.messages';

const POLL_MS = 2_000;
const TOAST_MS = 5_000;

/** Starts an evaluation of all checks, and follows it until it has ended. */
export function useEvaluateNow(onEnded: () => void) {
  const api = useApi(cloudflareApiRef);
  const toastApi = useApi(toastApiRef);
  const { t } = useSectionTranslation(scorecardsTexts);
  const [isRunning, setRunning] = useState(false);
  const following = useFollowing(onEnded);

  const begin = async (): Promise<boolean> => {
    try {
      await api.post({ path: ['posture', 'refresh'] });
      toastApi.post({
        title: t('sections.scorecards.now.begun'),
        status: 'success',
        timeout: TOAST_MS,
      });
      return true;
    } catch (error) {
      if (error instanceof ResponseError && error.statusCode === 409) {
        toastApi.post({
          title: t('sections.scorecards.now.alreadyRunning'),
          description: t('sections.scorecards.now.alreadyRunningNote'),
          status: 'info',
          timeout: TOAST_MS,
        });
        return true;
      }
      toastApi.post({
        title: t('sections.scorecards.now.notBegun'),
        description: reasonOf(error),
        status: 'danger',
      });
      return false;
    }
  };

  const follow = async (known: PostureEvaluation | undefined) => {
    const signal = following.signal();
    const ended = await endOf(api, known, signal);
    if (signal?.aborted) {
      return;
    }
    if (!ended) {
      toastApi.post({
        title: t('sections.scorecards.now.lost'),
        description: t('sections.scorecards.now.lostNote'),
        status: 'neutral',
      });
    } else {
      const isFailed = ended.state === 'failed';
      toastApi.post({
        title: t(
          isFailed
            ? 'sections.scorecards.now.failed'
            : 'sections.scorecards.now.finished',
        ),
        description: ended.problems[0]?.message,
        status: isFailed ? 'danger' : 'success',
        timeout: isFailed ? undefined : TOAST_MS,
      });
    }
    following.ended();
  };

  return {
    isRunning,
    /** Starts an evaluation, while the last one is as the page shows it. */
    async start(shown: PostureEvaluation | undefined) {
      setRunning(true);
      try {
        // A page that is open for long does not show the evaluations since.
        const known = await lastEvaluation(api).catch(() => shown);
        if (await begin()) {
          await follow(known);
        }
      } finally {
        setRunning(false);
      }
    },
  };
}

/** The first evaluation that ended after the one that is known. */
function endOf(
  api: CloudflareApi,
  known: PostureEvaluation | undefined,
  signal: AbortSignal | undefined,
): Promise<PostureEvaluation | undefined> {
  return untilEnded({
    read: () => lastEvaluation(api, signal),
    hasEnded: evaluation =>
      (known?.state === 'running' ||
        evaluation.startedAt !== known?.startedAt) &&
      hasEnded(evaluation),
    pollMs: POLL_MS,
    signal,
  });
}

function hasEnded({ state }: PostureEvaluation): boolean {
  return state === 'finished' || state === 'failed';
}

async function lastEvaluation(
  api: CloudflareApi,
  signal?: AbortSignal,
): Promise<PostureEvaluation> {
  const { data } = await api.read<PostureSummary>(postureRequest, {
    signal,
    isRefresh: true,
  });
  return data.evaluation;
}
