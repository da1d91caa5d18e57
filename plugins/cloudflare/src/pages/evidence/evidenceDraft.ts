import {
  EvidenceKind,
  EvidenceRequestBody,
  EvidenceSubjectRef,
  EvidenceVariantName,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { kindForms, lastSettledDay } from './kindForms';
import { dayCount, lastFullDay, UtcDay, windowOfDays } from './utcDays';

/** What is asked for, as far as it is told yet. */
export interface EvidenceDraft {
  account: string;
  kind: EvidenceKind;
  subjectType: EvidenceSubjectRef['type'];
  subjectName: string;
  from: UtcDay;
  to: UtcDay;
  variant: EvidenceVariantName;
}

/** What is asked for when nothing else is told: as the backend has it. */
export function newDraft(account: string): EvidenceDraft {
  const kind = 'access-audit';
  const day = lastSettledDay(kind, Date.now());
  return {
    account,
    kind,
    subjectType: 'account',
    subjectName: '',
    from: day,
    to: day,
    variant: 'pseudonymous',
  };
}

/** What changes with the kind; days stay where someone chose them. */
export function kindChanges(
  { from, kind, to }: EvidenceDraft,
  next: EvidenceKind,
): Partial<EvidenceDraft> {
  const before = lastSettledDay(kind, Date.now());
  const day = lastSettledDay(next, Date.now());
  return {
    kind: next,
    subjectType: 'account',
    subjectName: '',
    ...(from === before && to === before && { from: day, to: day }),
  };
}

/** Whether something may still be added to the days of the log. */
export function isUnsettled({ kind, to }: EvidenceDraft): boolean {
  return to > lastSettledDay(kind, Date.now());
}

/** What is wrong with the days, before the backend says so. */
export type DaysProblem = 'missing' | 'order' | 'ended' | 'long';

/** `undefined` when nothing is, or when the kind takes no days. */
export function daysProblem({
  from,
  kind,
  to,
}: EvidenceDraft): DaysProblem | undefined {
  const { log } = kindForms[kind];
  if (!log) {
    return undefined;
  }
  if (from === '' || to === '') {
    return 'missing';
  }
  if (from > to) {
    return 'order';
  }
  if (to > lastFullDay(Date.now())) {
    return 'ended';
  }
  return dayCount(from, to) > log.mostDays ? 'long' : undefined;
}

/** The draft as the backend takes it. */
export function requestOf(draft: EvidenceDraft): EvidenceRequestBody {
  const { from, kind, subjectName, subjectType, to, variant } = draft;
  return {
    kind,
    subject:
      subjectType === 'account'
        ? { type: subjectType }
        : { type: subjectType, name: subjectName.trim() },
    ...(kindForms[kind].log && windowOfDays(from, to)),
    variant,
  };
}
