import { Flex, Text } from '@backstage/ui';
import { RiAlertLine } from '@remixicon/react';
import { Attention, AttentionKind } from '../catalog/attention';
import styles from './AttentionList.module.css';
import type { StatusTone } from './StatusTag';
import {
  Translate,
  useCloudflareTranslation,
} from './useCloudflareTranslation';

/** How bad each kind is, the worst first. */
export const ATTENTION_TONES: Record<AttentionKind, StatusTone> = {
  'failed-build': 'danger',
  'provenance-conflict': 'danger',
  'dangling-binding': 'warning',
  'no-provenance': 'warning',
  orphan: 'info',
};

/** Why somebody should look at a resource. */
export function AttentionList(props: { attention: readonly Attention[] }) {
  const { attention } = props;
  const { t } = useCloudflareTranslation();
  return attention.length > 0 ? (
    <ul aria-label={t('attention.title')} className={styles.list}>
      {attention.map(item => (
        <li key={`${item.kind} ${item.subject}`}>
          <Flex align="start" gap="1">
            <RiAlertLine size={16} aria-hidden className={styles.icon} />
            <Text variant="body-small">{attentionText(item, t)}</Text>
          </Flex>
        </li>
      ))}
    </ul>
  ) : null;
}

function attentionText({ kind, subject }: Attention, t: Translate): string {
  switch (kind) {
    case 'failed-build':
      return subject
        ? t('attention.failedBuildStage', { stage: subject })
        : t('attention.failedBuild');
    case 'provenance-conflict':
      return t('attention.provenanceConflict');
    case 'dangling-binding':
      return t('attention.danglingBinding', { binding: `${subject}` });
    case 'no-provenance':
      return t('attention.noProvenance');
    case 'orphan':
      return t('attention.orphan');
    default:
      return kind satisfies never;
  }
}
