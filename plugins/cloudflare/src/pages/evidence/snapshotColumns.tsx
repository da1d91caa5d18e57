import { Text } from '@backstage/ui';
import { EvidenceBundle } from '@cloudflare-backstage/plugin-cloudflare-common';
import {
  RiFileCodeLine,
  RiFileZipLine,
  RiShieldCheckLine,
} from '@remixicon/react';
import { EvidenceForm } from '../../components/evidence/evidenceDownload';
import { IconAction } from '../../components/IconAction';
import { quantityText } from '../../components/quantityText';
import { StatusTag } from '../../components/StatusTag';
import { ProductColumn } from '../../components/tableColumns';
import { Time } from '../../components/Time';
import { BundleState, bundleStateText } from './BundleState';
import styles from './evidence.module.css';
import { EvidenceTranslate, snapshotText } from './evidenceText';
import { Hash } from './Hash';

/** What can be done with a snapshot. */
export interface SnapshotActions {
  download(id: string, form: EvidenceForm): void;
  isDownloading(id: string, form: EvidenceForm): boolean;
  verify(bundle: EvidenceBundle): void;
}

/** The columns of the snapshots of a stream. */
export function snapshotColumns(
  t: EvidenceTranslate,
  actions: SnapshotActions,
): ProductColumn<EvidenceBundle>[] {
  const signatureText = ({ signed }: EvidenceBundle) =>
    t(signed ? 'sections.evidence.signed' : 'sections.evidence.notSigned');
  return [
    {
      id: 'window',
      label: t('sections.evidence.snapshots.window'),
      share: 1.5,
      isRowHeader: true,
      value: row => snapshotText(row, t),
      cell: row => (
        <>
          {snapshotText(row, t)}
          <Text as="p" variant="body-small" color="secondary">
            #{row.seq}
          </Text>
        </>
      ),
    },
    {
      id: 'records',
      label: t('sections.evidence.snapshots.records'),
      share: 0.8,
      value: row => row.records,
      cell: row => row.records.toLocaleString(),
    },
    {
      id: 'state',
      label: t('sections.evidence.snapshots.state'),
      share: 1.6,
      value: row => bundleStateText(row, t),
      cell: row => <BundleState bundle={row} />,
    },
    {
      id: 'collected',
      label: t('sections.evidence.snapshots.collected'),
      value: row => row.collectedAt,
      cell: row => <Time value={row.collectedAt} />,
    },
    {
      id: 'hash',
      label: t('sections.evidence.snapshots.hash'),
      share: 1.3,
      value: row => row.snapshotSha256,
      cell: row => (
        <Hash
          hash={row.snapshotSha256}
          what={t('sections.evidence.snapshots.hashName')}
        />
      ),
    },
    {
      id: 'size',
      label: t('sections.evidence.snapshots.size'),
      share: 0.8,
      value: row => row.bytes,
      cell: row => quantityText(row.bytes, 'bytes'),
    },
    {
      id: 'signature',
      label: t('sections.evidence.snapshots.signature'),
      share: 1.1,
      value: signatureText,
      cell: row => (
        <StatusTag
          tone={row.signed ? 'success' : 'neutral'}
          label={signatureText(row)}
        />
      ),
    },
    {
      id: 'actions',
      label: t('sections.evidence.snapshots.actions'),
      share: 1.3,
      cell: row => <Actions bundle={row} actions={actions} t={t} />,
    },
  ];
}

function Actions(props: {
  bundle: EvidenceBundle;
  actions: SnapshotActions;
  t: EvidenceTranslate;
}) {
  const { actions, bundle, t } = props;
  const snapshot = snapshotText(bundle, t);
  return (
    <span className={styles.actions}>
      <IconAction
        icon={<RiFileCodeLine size={16} />}
        label={t('sections.evidence.snapshots.document', { snapshot })}
        isPending={actions.isDownloading(bundle.id, 'document')}
        onPress={() => actions.download(bundle.id, 'document')}
      />
      <IconAction
        icon={<RiFileZipLine size={16} />}
        label={t('sections.evidence.snapshots.bundle', { snapshot })}
        isPending={actions.isDownloading(bundle.id, 'bundle')}
        onPress={() => actions.download(bundle.id, 'bundle')}
      />
      <IconAction
        icon={<RiShieldCheckLine size={16} />}
        label={t('sections.evidence.snapshots.verify', { snapshot })}
        onPress={() => actions.verify(bundle)}
      />
    </span>
  );
}
