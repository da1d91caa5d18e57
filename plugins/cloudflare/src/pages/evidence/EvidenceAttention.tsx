import { Flex, Text } from '@backstage/ui';
import {
  ApiResponse,
  EvidenceChain,
  EvidenceCoverage,
  EvidenceKey,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { Reading } from '../../api/useReading';
import { PanelSection } from '../../components/PanelSection';
import { LoadingNotice, shownOf } from '../../components/StateBoundary';
import { StatusTag } from '../../components/StatusTag';
import { useSectionTranslation } from '../../components/useSectionTranslation';
import { ConcernItem } from '../overview/ConcernItem';
import styles from '../overview/NeedsAttention.module.css';
import { calmText } from './calmText';
import { evidenceTexts } from './evidence.messages';
import { evidenceConcerns } from './evidenceConcerns';

/** What needs attention; that nothing does is said only of what was read. */
export function EvidenceAttention(props: {
  coverage: Reading<EvidenceCoverage[]>;
  chains: Reading<EvidenceChain[]>;
  signingKey: Reading<EvidenceKey>;
}) {
  const { chains, coverage, signingKey } = props;
  const { t } = useSectionTranslation(evidenceTexts);
  const parts = [
    { name: t('sections.evidence.attention.parts.coverage'), read: coverage },
    { name: t('sections.evidence.attention.parts.streams'), read: chains },
    { name: t('sections.evidence.attention.parts.key'), read: signingKey },
  ];
  const isPending = parts.some(({ read }) => !read.response && !read.error);
  const known = {
    coverage: shownOf(coverage)?.data,
    chains: shownOf(chains)?.data,
    key: shownOf(signingKey)?.data,
  };
  const unchecked = parts.filter(
    ({ read }) =>
      read.error !== undefined ||
      (read.response && !isWhole(read.response)) ||
      (read === coverage && known.coverage?.some(isUnknown)),
  );
  const concerns = evidenceConcerns(known, t);
  const isCalm = !isPending && unchecked.length === 0 && concerns.length === 0;
  return (
    <PanelSection heading="h2" title={t('sections.evidence.attention.title')}>
      {concerns.length > 0 && (
        <ul className={styles.list}>
          {concerns.map(concern => (
            <ConcernItem key={concern.id} concern={concern} />
          ))}
        </ul>
      )}
      {isPending && concerns.length === 0 && <LoadingNotice />}
      {!isPending && unchecked.length > 0 && (
        <Text as="p" color="secondary">
          {t('sections.evidence.attention.unchecked', {
            parts: unchecked.map(({ name }) => name).join(', '),
          })}
        </Text>
      )}
      {isCalm && (
        <Flex direction="column" gap="1">
          <div>
            <StatusTag
              tone="success"
              label={t('sections.evidence.attention.calmTitle')}
            />
          </div>
          <Text as="p" color="secondary">
            {calmText(known, t)}
          </Text>
        </Flex>
      )}
    </PanelSection>
  );
}

/** Of a log that was never read, that nothing is missing says nothing. */
function isUnknown({ gaps, since }: EvidenceCoverage): boolean {
  return since === undefined && gaps.length === 0;
}

/** What the user may not read is missing, too. */
function isWhole({ meta }: ApiResponse<unknown>): boolean {
  return meta.complete && (meta.problems ?? []).length === 0;
}
