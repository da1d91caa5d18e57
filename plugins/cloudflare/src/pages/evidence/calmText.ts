import { isCollectedThroughout } from './coverageDays';
import { EvidenceKnown } from './evidenceConcerns';
import { EvidenceTranslate } from './evidenceText';
import { dayText, utcDay } from './utcDays';

/** What is as it should be when nothing needs attention, and says no more. */
export function calmText(
  { chains = [], coverage = [] }: EvidenceKnown,
  t: EvidenceTranslate,
): string {
  const begun = coverage
    .filter(log => !isCollectedThroughout(log))
    .flatMap(({ since }) => (since === undefined ? [] : [Date.parse(since)]));
  const logs =
    begun.length > 0
      ? t('sections.evidence.attention.calmSince', {
          day: dayText(utcDay(Math.max(...begun))),
        })
      : t('sections.evidence.attention.calm');
  const snapshots =
    chains.length > 0
      ? t('sections.evidence.attention.calmSnapshots')
      : t('sections.evidence.attention.calmNoSnapshots');
  return coverage.length > 0 ? `${logs} ${snapshots}` : snapshots;
}
