import { Text } from '@backstage/ui';
import { EvidenceBundle } from '@cloudflare-backstage/plugin-cloudflare-common';
import { StatusTag } from '../../components/StatusTag';
import { useSectionTranslation } from '../../components/useSectionTranslation';
import { evidenceTexts } from './evidence.messages';
import { EvidenceTranslate, gapText } from './evidenceText';

/** More gaps than these do not tell more. */
const MOST_GAPS = 3;

/** Whether a bundle has all that there was, and what it lacks. */
export function BundleState(props: { bundle: EvidenceBundle }) {
  const { gaps, state } = props.bundle;
  const { t } = useSectionTranslation(evidenceTexts);
  const more = gaps.length - MOST_GAPS;
  return (
    <>
      <StatusTag
        tone={state === 'complete' ? 'success' : 'warning'}
        label={t(`sections.evidence.states.${state}`)}
      />
      {gaps.slice(0, MOST_GAPS).map(gap => (
        <Text key={JSON.stringify(gap)} as="p" variant="body-small">
          {gapText(gap, t)}
        </Text>
      ))}
      {more > 0 && (
        <Text as="p" variant="body-small">
          {t('sections.evidence.gaps.more', { count: more })}
        </Text>
      )}
    </>
  );
}

/** The same as a text. */
export function bundleStateText(
  { gaps, state }: EvidenceBundle,
  t: EvidenceTranslate,
): string {
  return [
    t(`sections.evidence.states.${state}`),
    ...gaps.map(gap => gapText(gap, t)),
  ].join('; ');
}
