import {
  EvidenceBundle,
  EvidenceChain,
  EvidenceHole,
  EvidenceSubjectRef,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { relativeText } from '../../components/timeText';
import type { SectionTranslate } from '../../components/useSectionTranslation';
import { evidenceTexts } from './evidence.messages';
import { dayText, isStartOfDay, utcDay, utcTimeText } from './utcDays';

/** Translates the texts of the page. */
export type EvidenceTranslate = SectionTranslate<typeof evidenceTexts>;

/** Reasons of gaps that have words of their own. */
const REASONS = [
  'forbidden',
  'unauthorized',
  'not-entitled',
  'not-found',
  'not-supported',
  'rate-limited',
  'unavailable',
  'invalid-response',
  'incomplete',
] as const;

/** What evidence is about. */
export function subjectText(
  subject: EvidenceSubjectRef,
  t: EvidenceTranslate,
): string {
  return subject.type === 'account'
    ? t('sections.evidence.subjects.account')
    : t(`sections.evidence.subjects.${subject.type}`, { name: subject.name });
}

/** What tells a stream from others, for people. */
export function streamText(
  { account, kind, subject, variant }: EvidenceChain,
  t: EvidenceTranslate,
): string {
  return [
    t(`sections.evidence.kinds.${kind}`),
    subjectText(subject, t),
    account,
    ...(variant === 'personal'
      ? [t('sections.evidence.variants.personal')]
      : []),
  ].join(' · ');
}

/** The line that is kept elsewhere, to show later changes. */
export function headLine({ seq, sha256, stream }: EvidenceChain): string {
  return `${stream} ${seq} ${sha256}`;
}

/** A window for people: by UTC days where it consists of them. */
export function windowText(
  { from, to }: { from: string; to: string },
  t: EvidenceTranslate,
): string {
  if (!isStartOfDay(from) || !isStartOfDay(to)) {
    return t('sections.evidence.range', {
      from: utcTimeText(from),
      to: utcTimeText(to),
    });
  }
  const first = utcDay(from);
  const last = utcDay(Date.parse(to) - 1);
  return first === last
    ? t('sections.evidence.day', { day: dayText(first) })
    : t('sections.evidence.days', { from: dayText(first), to: dayText(last) });
}

/** What a snapshot is of: a window, or a state at a time. */
export function snapshotText(
  { collectedAt, window }: EvidenceBundle,
  t: EvidenceTranslate,
): string {
  return window
    ? windowText(window, t)
    : t('sections.evidence.snapshots.stateAt', {
        time: utcTimeText(collectedAt),
      });
}

/** What is missing, and why. */
export function gapText(
  { from, reason, to, what }: EvidenceHole,
  t: EvidenceTranslate,
): string {
  const known = REASONS.find(one => one === reason);
  const why = known ? t(`sections.evidence.gaps.reasons.${known}`) : reason;
  if (from && to) {
    return t('sections.evidence.gaps.time', {
      from: utcTimeText(from),
      to: utcTimeText(to),
      reason: why,
    });
  }
  return what ? t('sections.evidence.gaps.what', { what, reason: why }) : why;
}

/** A coming time for people, with how far it is. */
export function untilText(time: string): string {
  return `${utcTimeText(time)} (${relativeText(new Date(time))})`;
}
