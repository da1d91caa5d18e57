import { Select } from '@backstage/ui';
import {
  EvidenceBundle,
  EvidenceChain,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { Ref, useMemo, useState } from 'react';
import { PagedTable } from '../../components/PagedTable';
import { PanelSection } from '../../components/PanelSection';
import { TableChoices } from '../../components/TableChoices';
import { ToolbarLine } from '../../components/ToolbarLine';
import { useSectionTranslation } from '../../components/useSectionTranslation';
import { evidenceTexts } from './evidence.messages';
import { bundlesRequest, evidenceAccess } from './evidenceRequests';
import { snapshotText, streamText } from './evidenceText';
import styles from './SnapshotsSection.module.css';
import { snapshotColumns } from './snapshotColumns';
import { StoredVerification } from './StoredVerification';
import { useEvidenceDownload } from './useEvidenceDownload';

/** The snapshots of a stream over time, the newest first. */
export function SnapshotsSection(props: {
  chains: readonly EvidenceChain[];
  chosen: EvidenceChain;
  onChoose: (stream: string) => void;
  sectionRef: Ref<HTMLDivElement>;
}) {
  const { chains, chosen, onChoose, sectionRef } = props;
  const { t } = useSectionTranslation(evidenceTexts);
  const { download, isDownloading } = useEvidenceDownload();
  const [verified, setVerified] = useState<EvidenceBundle>();
  const columns = useMemo(
    () =>
      snapshotColumns(t, {
        download,
        isDownloading,
        verify: setVerified,
      }),
    // What is started is not part of what the columns are.
    // eslint-disable-next-line react-hooks/exhaustive-deps
    [t, isDownloading],
  );
  return (
    <div ref={sectionRef} tabIndex={-1} className={styles.section}>
      <PanelSection heading="h2" title={t('sections.evidence.snapshots.title')}>
        <ToolbarLine
          start={
            <TableChoices>
              <Select
                label={t('sections.evidence.snapshots.choose')}
                size="small"
                className={styles.stream}
                options={chains.map(chain => ({
                  value: chain.stream,
                  label: streamText(chain, t),
                }))}
                selectedKey={chosen.stream}
                onSelectionChange={key => onChoose(String(key ?? ''))}
              />
            </TableChoices>
          }
        >
          <PagedTable<EvidenceBundle>
            // A new bundle at its end is another head.
            key={`${chosen.stream} ${chosen.sha256}`}
            label={t('sections.evidence.snapshots.ofStream', {
              stream: streamText(chosen, t),
            })}
            fileName="cloudflare-evidence"
            request={bundlesRequest(chosen)}
            columns={columns}
            rowId={rowId}
            access={evidenceAccess}
            empty={{
              title: t('sections.evidence.snapshots.emptyTitle'),
              description: t('sections.evidence.snapshots.emptyDescription'),
            }}
          />
        </ToolbarLine>
      </PanelSection>
      {verified && (
        <StoredVerification
          bundle={verified}
          name={snapshotText(verified, t)}
          onClose={() => setVerified(undefined)}
        />
      )}
    </div>
  );
}

function rowId({ id }: EvidenceBundle): string {
  return id;
}
