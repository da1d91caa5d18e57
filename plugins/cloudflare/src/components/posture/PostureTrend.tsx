import { Text } from '@backstage/ui';
import { PosturePoint } from '@cloudflare-backstage/plugin-cloudflare-common';
import { useMemo } from 'react';
import { ChartSeries, ChartTone } from '../../charts/chart';
import { ChartTable, LazyTimeChart } from '../../charts/LazyTimeChart';
import { Absent } from '../Absent';
import { ProductColumn } from '../tableColumns';
import {
  SectionTranslate,
  useSectionTranslation,
} from '../useSectionTranslation';
import { postureTexts } from './posture.messages';
import { judgedStates, shareText } from './scoreText';
import { TrendStep, trendEnds, trendSteps } from './trendPoints';

const TONES: Record<(typeof judgedStates)[number], ChartTone> = {
  pass: 'success',
  fail: 'danger',
  stale: 'warning',
  unknown: 'neutral',
};

/**
 * How the results of a scorecard were over time, by state: a chart, and a table
 * with the scores behind it. Days without an evaluation are gaps.
 */
export function PostureTrend(props: {
  /** Names to people what it is the trend of. */
  what: string;
  /** Of one scorecard. */
  points: readonly PosturePoint[];
  days: number;
  table: ChartTable;
  /** Start of the name of the CSV file. */
  fileName: string;
}) {
  const { days, fileName, points, table, what } = props;
  const { t } = useSectionTranslation(postureTexts);
  const steps = useMemo(
    () => trendSteps(points, days, Date.now()),
    [points, days],
  );
  const series = useMemo<ChartSeries[]>(
    () =>
      judgedStates.map(state => ({
        id: state,
        label: t(`sections.posture.states.${state}`),
        tone: TONES[state],
      })),
    [t],
  );
  const scoreColumns = useMemo(() => columnsOf(t), [t]);
  const ends = trendEnds(steps);
  if (!ends) {
    return (
      <Text as="p" color="secondary">
        {t('sections.posture.trend.none')}
      </Text>
    );
  }
  const { first, last } = ends;
  return (
    <>
      <Text as="p" variant="body-small" color="secondary">
        {first === last
          ? t('sections.posture.trend.begun', { from: dayOf(first.at) })
          : t('sections.posture.trend.change', {
              first: shareText(first.score),
              from: dayOf(first.at),
              last: shareText(last.score),
            })}
      </Text>
      <LazyTimeChart
        label={t('sections.posture.trend.label', { what })}
        summary={t('sections.posture.trend.summary', {
          what,
          first: shareText(first.score),
          from: dayOf(first.at),
          last: shareText(last.score),
          to: dayOf(last.at),
        })}
        isSmall
        gapLabel={t('sections.posture.trend.notEvaluated')}
        shape="parts"
        unit="count"
        series={series}
        points={steps}
        moreColumns={scoreColumns}
        table={table}
        fileName={fileName}
      />
    </>
  );
}

function columnsOf(
  t: SectionTranslate<typeof postureTexts>,
): ProductColumn<TrendStep>[] {
  const notEvaluated = t('sections.posture.trend.notEvaluated');
  return [
    {
      id: 'score',
      label: t('sections.posture.trend.score'),
      value: ({ point }) => point?.score,
      cell: ({ point }) =>
        point?.score === undefined ? (
          <Absent reason={notEvaluated} />
        ) : (
          shareText(point.score)
        ),
    },
    {
      id: 'level',
      label: t('sections.posture.trend.level'),
      value: ({ point }) => point?.level,
      cell: ({ point }) =>
        point ? (
          t(`sections.posture.levels.${point.level ?? 'none'}`)
        ) : (
          <Absent reason={notEvaluated} />
        ),
    },
  ];
}

/** Evaluations are the last of their UTC day. */
function dayOf(time: string): string {
  return new Intl.DateTimeFormat(undefined, {
    dateStyle: 'medium',
    timeZone: 'UTC',
  }).format(new Date(time));
}
