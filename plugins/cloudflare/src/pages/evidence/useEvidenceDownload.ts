import { useApi } from '@backstage/core-plugin-api';
import { toastApiRef } from '@backstage/frontend-plugin-api';
import { useCallback, useState } from 'react';
import { cloudflareApiRef } from '../../api';
import {
  downloadEvidence,
  EvidenceForm,
} from '../../components/evidence/evidenceDownload';
import { reasonOf } from '../../components/reasonOf';
import { useSectionTranslation } from '../../components/useSectionTranslation';
import { evidenceTexts } from './evidence.messages';

/** Downloads bundles, and says so where that fails. */
export function useEvidenceDownload() {
  const api = useApi(cloudflareApiRef);
  const toastApi = useApi(toastApiRef);
  const { t } = useSectionTranslation(evidenceTexts);
  const [pending, setPending] = useState<readonly string[]>([]);

  const download = async (id: string, form: EvidenceForm) => {
    const key = keyOf(id, form);
    setPending(before => [...before, key]);
    try {
      await downloadEvidence(api, id, form);
    } catch (error) {
      toastApi.post({
        title: t('sections.evidence.snapshots.downloadFailed'),
        description: reasonOf(error),
        status: 'danger',
      });
    } finally {
      setPending(before => before.filter(other => other !== key));
    }
  };
  const isDownloading = useCallback(
    (id: string, form: EvidenceForm) => pending.includes(keyOf(id, form)),
    [pending],
  );
  return { download, isDownloading };
}

function keyOf(id: string, form: EvidenceForm): string {
  return `${form} ${id}`;
}
