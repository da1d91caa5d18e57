import {
  EvidenceChain,
  EvidenceCoverage,
  EvidenceKey,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { bySeverity, Concern, Severity } from '../overview/Concern';
import { coverageDays, runsOf } from './coverageDays';
import {
  EvidenceTranslate,
  gapText,
  streamText,
  windowText,
} from './evidenceText';
import { windowOfDays } from './utcDays';

const DAY = 86_400_000;
/** More of them do not tell more. */
const MOST_NAMED = 4;

/** What is known of the evidence; what could not be read is `undefined`. */
export interface EvidenceKnown {
  coverage?: readonly EvidenceCoverage[];
  chains?: readonly EvidenceChain[];
  key?: EvidenceKey;
}

/** What needs attention, the most severe first. */
export function evidenceConcerns(
  known: EvidenceKnown,
  t: EvidenceTranslate,
): Concern[] {
  const { chains = [], coverage = [], key } = known;
  return bySeverity([
    ...coverage.flatMap(log => logConcerns(log, t)),
    ...partialConcerns(chains, t),
    ...(key && !key.publicKey
      ? [
          {
            id: 'unsigned',
            severity: 'info' as const,
            title: t('sections.evidence.attention.unsigned'),
            why: t('sections.evidence.attention.unsignedWhy'),
            todo: t('sections.evidence.attention.unsignedTodo'),
            places: [],
          },
        ]
      : []),
  ]);
}

function logConcerns(
  coverage: EvidenceCoverage,
  t: EvidenceTranslate,
): Concern[] {
  const { account, gaps, kind } = coverage;
  const id = `${account} ${kind}`;
  const log = t('sections.evidence.coverage.ofLog', {
    kind: t(`sections.evidence.kinds.${kind}`),
    account,
  });
  const open = gaps.filter(({ state }) => state === 'open');
  const lost = gaps.filter(({ state }) => state === 'lost');
  const unsealed = runsOf(coverageDays(coverage), 'unsealed');
  const unsealedDays = coverageDays(coverage).filter(
    ({ state }) => state === 'unsealed',
  ).length;
  const until = open
    .map(gap => gap.until ?? '')
    .filter(Boolean)
    .sort()[0];
  const concerns: (Concern | false)[] = [
    open.length > 0 && {
      id: `open ${id}`,
      severity: urgency(until),
      title: t('sections.evidence.attention.open', { count: open.length, log }),
      why: named(
        open.map(gap => windowText(gap, t)),
        t,
      ),
      ...(until && {
        time: {
          label: t(
            Date.parse(until) > Date.now()
              ? 'sections.evidence.attention.openUntil'
              : 'sections.evidence.attention.openFading',
          ),
          value: until,
        },
      }),
      todo: t('sections.evidence.attention.openTodo'),
      places: [],
    },
    lost.length > 0 && {
      id: `lost ${id}`,
      severity: 'warning',
      title: t('sections.evidence.attention.lost', { count: lost.length, log }),
      why: named(
        lost.map(gap => windowText(gap, t)),
        t,
      ),
      todo: t('sections.evidence.attention.lostTodo'),
      places: [],
    },
    unsealedDays > 0 && {
      id: `unsealed ${id}`,
      severity: 'info',
      title: t('sections.evidence.attention.unsealed', {
        count: unsealedDays,
        log,
      }),
      why: named(
        unsealed.map(({ from, to }) => windowText(windowOfDays(from, to), t)),
        t,
      ),
      todo: t('sections.evidence.attention.unsealedTodo'),
      places: [],
    },
  ];
  return concerns.filter(concern => concern !== false);
}

/** What is deleted within a day cannot wait. */
function urgency(until: string | undefined): Severity {
  const left = until === undefined ? Infinity : Date.parse(until) - Date.now();
  if (left <= DAY) {
    return 'danger';
  }
  return left <= 7 * DAY ? 'warning' : 'info';
}

function partialConcerns(
  chains: readonly EvidenceChain[],
  t: EvidenceTranslate,
): Concern[] {
  const partial = chains.filter(({ newest }) => newest?.state === 'partial');
  return partial.length === 0
    ? []
    : [
        {
          id: 'partial',
          severity: 'warning',
          title: t('sections.evidence.attention.partial', {
            count: partial.length,
          }),
          why: named(
            partial.map(chain => {
              const [gap] = chain.newest?.gaps ?? [];
              const name = streamText(chain, t);
              return gap ? `${name} (${gapText(gap, t)})` : name;
            }),
            t,
          ),
          todo: t('sections.evidence.attention.partialTodo'),
          places: [],
        },
      ];
}

function named(texts: readonly string[], t: EvidenceTranslate): string {
  const more = texts.length - MOST_NAMED;
  return [
    ...texts.slice(0, MOST_NAMED),
    ...(more > 0 ? [t('sections.evidence.gaps.more', { count: more })] : []),
  ].join('; ');
}
