import { useApi } from '@backstage/core-plugin-api';
import { toastApiRef } from '@backstage/frontend-plugin-api';
import { Button, Flex, Text } from '@backstage/ui';
import { EvidenceJob } from '@cloudflare-backstage/plugin-cloudflare-common';
import { Fragment, useEffect, useRef, useState } from 'react';
import { cloudflareApiRef } from '../../api';
import {
  cancelEvidence,
  followEvidence,
  hasEnded,
} from '../../components/evidence/evidenceJobs';
import { reasonOf } from '../../components/reasonOf';
import { PanelSection } from '../../components/PanelSection';
import { FailureNotice, LoadingNotice } from '../../components/StateBoundary';
import { StatusTag, StatusTone } from '../../components/StatusTag';
import { useSectionTranslation } from '../../components/useSectionTranslation';
import { evidenceTexts } from './evidence.messages';
import styles from './evidence.module.css';
import { evidenceActionTexts } from './evidenceActions.messages';
import { evidenceAccess } from './evidenceRequests';
import { JobProgress } from './JobProgress';
import { subjectText, windowText } from './evidenceText';
import { useEvidenceDownload } from './useEvidenceDownload';

const TONES: Record<EvidenceJob['state'], StatusTone> = {
  queued: 'neutral',
  running: 'info',
  succeeded: 'success',
  failed: 'danger',
  cancelled: 'warning',
};

/** Evidence that is being created, and what came of it. */
export function EvidenceJobs(props: {
  ids: readonly string[];
  onEnded: () => void;
  onHide: (id: string) => void;
}) {
  const { ids, onEnded, onHide } = props;
  const { t } = useSectionTranslation(evidenceActionTexts);
  return (
    <PanelSection heading="h2" title={t('sections.evidenceActions.jobs.title')}>
      <ul className={styles.jobs}>
        {ids.map(id => (
          <li key={id} className={styles.job}>
            <FollowedJob id={id} onEnded={onEnded} onHide={() => onHide(id)} />
          </li>
        ))}
      </ul>
    </PanelSection>
  );
}

function FollowedJob(props: {
  id: string;
  onEnded: () => void;
  onHide: () => void;
}) {
  const { id, onHide } = props;
  const api = useApi(cloudflareApiRef);
  const [job, setJob] = useState<EvidenceJob>();
  const [error, setError] = useState<Error>();
  const [tries, setTries] = useState(0);
  // A job ends long after the rendering that followed it first.
  const onEnded = useRef(props.onEnded);
  useEffect(() => {
    onEnded.current = props.onEnded;
  });
  useEffect(() => {
    const controller = new AbortController();
    const { signal } = controller;
    setError(undefined);
    followEvidence(api, id, { signal, onLook: setJob }).then(
      ended => ended && onEnded.current(),
      failure => !signal.aborted && setError(failure),
    );
    return () => controller.abort();
  }, [api, id, tries]);
  if (error) {
    return (
      <FailureNotice
        error={error}
        access={evidenceAccess}
        onRetry={() => setTries(tries + 1)}
      />
    );
  }
  return job ? <Job job={job} onHide={onHide} /> : <LoadingNotice />;
}

function Job(props: { job: EvidenceJob; onHide: () => void }) {
  const { job, onHide } = props;
  const { kind, problem, state, subject, window } = job;
  const api = useApi(cloudflareApiRef);
  const toastApi = useApi(toastApiRef);
  const { t } = useSectionTranslation(evidenceActionTexts);
  const { t: tEvidence } = useSectionTranslation(evidenceTexts);
  const [isCancelling, setCancelling] = useState(false);
  const what = [
    tEvidence(`sections.evidence.kinds.${kind}`),
    subjectText(subject, tEvidence),
    job.account,
    ...(window ? [windowText(window, tEvidence)] : []),
  ].join(' · ');

  const cancel = async () => {
    setCancelling(true);
    try {
      await cancelEvidence(api, job.id);
    } catch (refused) {
      setCancelling(false);
      toastApi.post({
        title: t('sections.evidenceActions.jobs.cancelFailed'),
        description: reasonOf(refused),
        status: 'danger',
      });
    }
  };

  return (
    <>
      <StatusTag
        tone={TONES[state]}
        label={t(`sections.evidenceActions.jobs.states.${state}`)}
      />
      <Flex direction="column" gap="1" className={styles.jobWords}>
        <Text as="p" weight="bold">
          {what}
        </Text>
        <JobProgress job={job} label={what} />
        {state === 'failed' && (
          <Text as="p">
            {problem?.message ??
              t('sections.evidenceActions.jobs.failedUnknown')}
          </Text>
        )}
        {state === 'cancelled' && (
          <Text as="p" color="secondary">
            {t('sections.evidenceActions.jobs.cancelled')}
          </Text>
        )}
        <Results job={job} />
      </Flex>
      {hasEnded(job) ? (
        <Button
          size="small"
          variant="tertiary"
          aria-label={t('sections.evidenceActions.jobs.dismissLabel', { what })}
          onPress={onHide}
        >
          {t('sections.evidenceActions.jobs.dismiss')}
        </Button>
      ) : (
        <Button
          size="small"
          variant="secondary"
          isPending={isCancelling}
          aria-label={t('sections.evidenceActions.jobs.cancelLabel', { what })}
          onPress={cancel}
        >
          {t('sections.evidenceActions.jobs.cancel')}
        </Button>
      )}
    </>
  );
}

/** The bundles of a job, to be downloaded. */
function Results(props: { job: EvidenceJob }) {
  const { bundles } = props.job;
  const { t } = useSectionTranslation(evidenceActionTexts);
  const { download, isDownloading } = useEvidenceDownload();
  const forms = ['document', 'bundle'] as const;
  return bundles.length === 0 ? null : (
    <Flex gap="2" className={styles.days}>
      {bundles.map((id, i) => (
        <Fragment key={id}>
          {forms.map(form => (
            <Button
              key={form}
              size="small"
              variant="secondary"
              isPending={isDownloading(id, form)}
              aria-label={t(`sections.evidenceActions.jobs.${form}Label`, {
                number: String(i + 1),
              })}
              onPress={() => download(id, form)}
            >
              {bundles.length > 1 && `${i + 1}. `}
              {t(`sections.evidenceActions.jobs.${form}`)}
            </Button>
          ))}
        </Fragment>
      ))}
    </Flex>
  );
}
