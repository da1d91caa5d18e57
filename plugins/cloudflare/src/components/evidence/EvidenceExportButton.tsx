import { useApi } from '@backstage/core-plugin-api';
import { toastApiRef } from '@backstage/frontend-plugin-api';
import { usePermission } from '@backstage/plugin-permission-react';
import { Button, Text, Tooltip, TooltipTrigger } from '@backstage/ui';
import {
  cloudflareExportEvidencePermission,
  EvidenceRequestBody,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { useRef, useState } from 'react';
import { cloudflareApiRef } from '../../api';
import { useSectionTranslation } from '../useSectionTranslation';
import { evidenceExportTexts } from './evidenceExport.messages';
import type { ExportStep } from './exportEvidence';
import { reasonOf } from '../reasonOf';

/**
 * Creates evidence of what is shown and downloads it, for whoever may. What
 * does that is loaded when it is asked for.
 */
export function EvidenceExportButton(props: {
  account: string;
  /** Names to people what the evidence is of. */
  what: string;
  /** What else there is to know of it. */
  note?: string;
  request: EvidenceRequestBody;
}) {
  const { account, note, request, what } = props;
  const { t } = useSectionTranslation(evidenceExportTexts);
  const { allowed } = usePermission({
    permission: cloudflareExportEvidencePermission,
  });
  const api = useApi(cloudflareApiRef);
  const toastApi = useApi(toastApiRef);
  const controller = useRef<AbortController>();
  const [step, setStep] = useState<ExportStep>();
  if (!allowed) {
    return null;
  }
  const label = t('sections.evidenceExport.label', { what });
  const start = async () => {
    controller.current = new AbortController();
    setStep({ step: 'waiting' });
    try {
      const { exportEvidence } = await import('./exportEvidence');
      await exportEvidence(api, account, request, {
        signal: controller.current.signal,
        onStep: setStep,
      });
    } catch (error) {
      toastApi.post({
        title: t('sections.evidenceExport.failed', { what }),
        description: reasonOf(error),
        status: 'danger',
      });
    } finally {
      setStep(undefined);
    }
  };
  return (
    <>
      <Text variant="body-small" color="secondary" aria-live="polite">
        {step &&
          t(`sections.evidenceExport.${step.step}`, {
            records: String('records' in step ? step.records : 0),
          })}
      </Text>
      {step && (
        <Button
          size="small"
          variant="tertiary"
          onPress={() => controller.current?.abort()}
        >
          {t('sections.evidenceExport.cancel')}
        </Button>
      )}
      <TooltipTrigger>
        <Button
          size="small"
          variant="secondary"
          isPending={step !== undefined}
          aria-label={label}
          onPress={start}
        >
          {t('sections.evidenceExport.button')}
        </Button>
        <Tooltip>{note ? `${label}. ${note}` : label}</Tooltip>
      </TooltipTrigger>
    </>
  );
}
