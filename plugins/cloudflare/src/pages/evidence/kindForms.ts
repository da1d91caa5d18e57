import {
  EvidenceKind,
  EvidenceSubjectRef,
  ProductId,
  products,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { lastFullDay, UtcDay } from './utcDays';

type SubjectType = EvidenceSubjectRef['type'];

/** What there is to be told to have evidence of a kind. */
export interface KindForm {
  subjects: readonly SubjectType[];
  /** Of logs; a state is as it is now. */
  log?: {
    /** So many days go into one request. */
    mostDays: number;
    /** All days become one snapshot, and not one each. */
    isWhole: boolean;
    /** Hours after a day until nothing is added to it. */
    settlesAfterHours: number;
  };
}

export const kindForms: Record<EvidenceKind, KindForm> = {
  'access-audit': {
    subjects: ['account'],
    log: { mostDays: 31, isWhole: false, settlesAfterHours: 1 },
  },
  'account-audit': {
    subjects: ['account'],
    log: { mostDays: 31, isWhole: false, settlesAfterHours: 1 },
  },
  'deployment-provenance': {
    subjects: ['account', 'workers', 'pages', 'component'],
    log: { mostDays: 92, isWhole: true, settlesAfterHours: 24 },
  },
  'r2-lifecycle': { subjects: ['account', 'r2'] },
  'token-inventory': { subjects: ['account'] },
  inventory: { subjects: ['account'] },
  scorecard: { subjects: ['account'] },
};

/** The last UTC day of a log to which nothing is added any more. */
export function lastSettledDay(kind: EvidenceKind, now: number): UtcDay {
  return lastFullDay(now, kindForms[kind].log?.settlesAfterHours);
}

/** The products whose resources evidence can be about. */
export const subjectProducts: Record<
  Exclude<SubjectType, 'account' | 'component'>,
  (typeof products)[ProductId]
> = {
  r2: products.r2,
  workers: products.workers,
  pages: products.pages,
};
