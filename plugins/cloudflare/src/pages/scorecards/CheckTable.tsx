import { CheckPosture } from '@cloudflare-backstage/plugin-cloudflare-common';
import { useMemo } from 'react';
import { Absent } from '../../components/Absent';
import { postureTexts } from '../../components/posture/posture.messages';
import plain from '../../components/posture/ResultDetail.module.css';
import { StateCounts } from '../../components/posture/ScoreFigure';
import { shareText } from '../../components/posture/scoreText';
import { ProductTable } from '../../components/ProductTable';
import { ProductColumn } from '../../components/tableColumns';
import {
  SectionTranslate,
  useSectionTranslation,
} from '../../components/useSectionTranslation';
import { scorecardsTexts } from './scorecards.messages';

/** The checks of a scorecard, and how many results there are of each state. */
export function CheckTable(props: {
  checks: readonly CheckPosture[];
  onChoose: (checkId: string) => void;
}) {
  const { checks, onChoose } = props;
  const { t } = useSectionTranslation(scorecardsTexts);
  const { t: tPosture } = useSectionTranslation(postureTexts);
  const columns = useMemo(
    () => columnsOf(t, tPosture, onChoose),
    // What is done with a choice is not part of what the columns are.
    // eslint-disable-next-line react-hooks/exhaustive-deps
    [t, tPosture],
  );
  return (
    <ProductTable
      label={t('sections.scorecards.checks.title')}
      rows={checks}
      columns={columns}
      rowId={rowId}
      fileName="cloudflare-checks"
    />
  );
}

function rowId({ key }: CheckPosture): string {
  return key;
}

function columnsOf(
  t: SectionTranslate<typeof scorecardsTexts>,
  tPosture: SectionTranslate<typeof postureTexts>,
  onChoose: (checkId: string) => void,
): ProductColumn<CheckPosture>[] {
  const severityText = ({ severity }: CheckPosture) =>
    tPosture(`sections.posture.severity.${severity}`);
  const kindText = ({ kind }: CheckPosture) =>
    t(`sections.scorecards.checks.kinds.${kind}`);
  const criteriaText = ({ criteria }: CheckPosture) => criteria.join(', ');
  const count = (state: keyof CheckPosture['counts']) => ({
    id: state,
    label: tPosture(`sections.posture.states.${state}`),
    value: ({ counts }: CheckPosture) => counts[state],
  });
  return [
    {
      id: 'check',
      label: t('sections.scorecards.checks.check'),
      isRowHeader: true,
      share: 2.4,
      value: ({ title }) => title,
      cell: ({ key, title }) => (
        <button
          type="button"
          className={plain.plain}
          aria-label={t('sections.scorecards.checks.show', {
            check: title,
          })}
          onClick={() => onChoose(key)}
        >
          {title}
        </button>
      ),
    },
    {
      id: 'results',
      label: t('sections.scorecards.checks.results'),
      share: 2.4,
      cell: group => <StateCounts score={group} />,
    },
    {
      id: 'score',
      label: t('sections.scorecards.checks.score'),
      share: 0.7,
      value: ({ score }) => score,
      cell: ({ score }) =>
        score === undefined ? (
          <Absent reason={t('sections.scorecards.noScore')} />
        ) : (
          shareText(score)
        ),
    },
    {
      id: 'severity',
      label: t('sections.scorecards.checks.severity'),
      value: severityText,
      cell: severityText,
    },
    {
      id: 'kind',
      label: t('sections.scorecards.checks.kind'),
      value: kindText,
      cell: kindText,
    },
    {
      id: 'criteria',
      label: t('sections.scorecards.checks.criteria'),
      value: criteriaText,
      cell: criteriaText,
    },
    count('pass'),
    count('fail'),
    count('stale'),
    count('unknown'),
    count('not-applicable'),
    count('exempt'),
    {
      id: 'notVisible',
      label: t('sections.scorecards.checks.notVisible'),
      value: ({ notVisible }) => notVisible,
    },
  ];
}
