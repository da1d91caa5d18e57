import { useApi } from '@backstage/core-plugin-api';
import { ResponseError } from '@backstage/errors';
import { toastApiRef } from '@backstage/frontend-plugin-api';
import {
  PostureEvaluation,
  PostureSummary,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { useEffect, useRef, useState } from 'react';
import { CloudflareApi, cloudflareApiRef } from '../../api';
import { reasonOf } from '../../components/evidence/reasonOf';
import { postureRequest } from '../../components/posture/postureRequests';
import { useSectionTranslation } from '../../components/useSectionTranslation';
import { scorecardsTexts } from './scorecards.messages';

const POLL_MS = 2_000;
/** No evaluation takes longer than this; the page then stops to follow it. */
const FOLLOW_MS = 10 * 60_000;
const TOAST_MS = 5_000;

/** Starts an evaluation of all checks, and follows it until it has ended. */
export function useEvaluateNow(onEnded: () => void) {
  const api = useApi(cloudflareApiRef);
  const toastApi = useApi(toastApiRef);
  const { t } = useSectionTranslation(scorecardsTexts);
  const [isRunning, setRunning] = useState(false);
  const controller = useRef<AbortController>();
  // An evaluation ends long after the rendering that started it.
  const onEndedRef = useRef(onEnded);
  useEffect(() => {
    onEndedRef.current = onEnded;
  });
  useEffect(() => {
    controller.current = new AbortController();
    return () => controller.current?.abort();
  }, []);

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
    const signal = controller.current?.signal;
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
    onEndedRef.current();
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
async function endOf(
  api: CloudflareApi,
  known: PostureEvaluation | undefined,
  signal: AbortSignal | undefined,
): Promise<PostureEvaluation | undefined> {
  const until = Date.now() + FOLLOW_MS;
  while (Date.now() < until && !signal?.aborted) {
    await new Promise(resolve => setTimeout(resolve, POLL_MS));
    if (signal?.aborted) {
      return undefined;
    }
    try {
      const evaluation = await lastEvaluation(api, signal);
      const isOther =
        known?.state === 'running' || evaluation.startedAt !== known?.startedAt;
      if (isOther && hasEnded(evaluation)) {
        return evaluation;
      }
    } catch {
      // It goes on, whether or not this page can see it; the next look may.
    }
  }
  return undefined;
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
