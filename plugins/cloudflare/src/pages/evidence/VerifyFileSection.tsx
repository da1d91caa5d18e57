import { Alert, Button, Flex, Text } from '@backstage/ui';
import { EvidenceKey } from '@cloudflare-backstage/plugin-cloudflare-common';
import { DragEvent, useRef, useState } from 'react';
import { Reading } from '../../api/useReading';
import { reasonOf } from '../../components/reasonOf';
import { FactList } from '../../components/FactList';
import { PanelSection } from '../../components/PanelSection';
import { LoadingNotice } from '../../components/StateBoundary';
import { Time } from '../../components/Time';
import { useSectionTranslation } from '../../components/useSectionTranslation';
import { evidenceActionTexts } from './evidenceActions.messages';
import styles from './evidence.module.css';
import { VerificationResult } from './VerificationResult';
import type { VerifiedFile } from './verifyFile';

interface Outcome {
  file: string;
  verified?: VerifiedFile;
  error?: unknown;
}

/** Verifies a file that somebody has, without sending it anywhere. */
export function VerifyFileSection(props: { keyReading: Reading<EvidenceKey> }) {
  const { error: keyError, response } = props.keyReading;
  const { t } = useSectionTranslation(evidenceActionTexts);
  const input = useRef<HTMLInputElement>(null);
  const [isOver, setOver] = useState(false);
  const [outcome, setOutcome] = useState<Outcome>();
  const publicKey = response?.data.publicKey;

  // Without the key, signatures would be told to be unchecked.
  const isReady = response !== undefined || keyError !== undefined;

  const check = async (file: File | undefined) => {
    if (!file || !isReady) {
      return;
    }
    setOutcome({ file: file.name });
    const next = await verified(file, publicKey);
    // Another file may have been chosen meanwhile.
    setOutcome(now => (now?.file === file.name ? next : now));
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    check(event.dataTransfer.files[0]);
  };
  const isPending = outcome && !outcome.verified && !outcome.error;
  return (
    <PanelSection
      heading="h2"
      title={t('sections.evidenceActions.verify.title')}
    >
      <Text as="p">{t('sections.evidenceActions.verify.description')}</Text>
      <div
        className={`${styles.drop} ${isOver ? styles.over : ''}`}
        onDragOver={event => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
      >
        <input
          ref={input}
          type="file"
          accept=".tar,.json,application/json,application/x-tar"
          aria-label={t('sections.evidenceActions.verify.choose')}
          hidden
          onChange={event => {
            check(event.target.files?.[0]);
            // The same file can be chosen again.
            event.target.value = '';
          }}
        />
        <Button
          variant="secondary"
          isDisabled={!isReady}
          onPress={() => input.current?.click()}
        >
          {t('sections.evidenceActions.verify.choose')}
        </Button>
        <Text color="secondary">
          {t('sections.evidenceActions.verify.drop')}
        </Text>
      </div>
      {keyError && (
        <Text as="p" color="secondary">
          {t('sections.evidenceActions.verify.keyFailed', {
            message: reasonOf(keyError),
          })}
        </Text>
      )}
      <div aria-live="polite">
        {isPending && (
          <Flex direction="column" gap="2">
            <Text>
              {t('sections.evidenceActions.verify.working', {
                file: outcome.file,
              })}
            </Text>
            <LoadingNotice />
          </Flex>
        )}
        {outcome?.error !== undefined && (
          <Alert
            status="danger"
            icon
            title={t('sections.evidenceActions.verify.notRead', {
              file: outcome.file,
            })}
            description={reasonOf(outcome.error)}
          />
        )}
        {outcome?.verified && (
          <VerificationResult result={outcome.verified.report}>
            <FileFacts file={outcome.file} verified={outcome.verified} />
          </VerificationResult>
        )}
      </div>
    </PanelSection>
  );
}

function FileFacts(props: { file: string; verified: VerifiedFile }) {
  const { file, verified: outcome } = props;
  const { manifest } = outcome;
  const { t } = useSectionTranslation(evidenceActionTexts);
  return (
    <FactList
      facts={[
        { label: t('sections.evidenceActions.verify.file'), value: file },
        {
          label: t('sections.evidenceActions.verify.stream'),
          value: manifest?.stream,
        },
        {
          label: t('sections.evidenceActions.verify.number'),
          value: manifest && `#${manifest.seq}`,
        },
        {
          label: t('sections.evidenceActions.verify.collected'),
          value: manifest && <Time value={manifest.collectedAt} />,
        },
        {
          label: t('sections.evidenceActions.verify.hash'),
          value: manifest?.snapshotSha256,
        },
      ]}
    />
  );
}

async function verified(
  file: File,
  publicKey: string | undefined,
): Promise<Outcome> {
  try {
    const [{ verifyFile }, content] = await Promise.all([
      import('./verifyFile'),
      file.arrayBuffer(),
    ]);
    return {
      file: file.name,
      verified: await verifyFile(new Uint8Array(content), publicKey),
    };
  } catch (error) {
    return { file: file.name, error };
  }
}
