import { Flex, Text } from '@backstage/ui';
import { AccessActivity } from '@cloudflare-backstage/plugin-cloudflare-common';
import { useMemo, useState } from 'react';
import { useReading } from '../api/useReading';
import { ChartPoint, ChartSeries } from '../charts/chart';
import { LazyTimeChart } from '../charts/LazyTimeChart';
import { PanelSection } from '../components/PanelSection';
import { Access, StateBoundary } from '../components/StateBoundary';
import { TableToolbar } from '../components/TableToolbar';
import {
  Translate,
  useCloudflareTranslation,
} from '../components/useCloudflareTranslation';
import styles from './pages.module.css';
import { stepSecondsOf, timesOf, TimeWindow } from './timeWindow';

/** How many log-ins there were in each step of time. */
export function AccessActivitySection(props: {
  account: string | undefined;
  window: TimeWindow;
  access: Access;
}) {
  const { access, account, window } = props;
  const { t } = useCloudflareTranslation();
  const [now, setNow] = useState(Date.now);
  const times = timesOf(window, now);
  const reading = useReading<AccessActivity>({
    path: ['zero-trust', 'access', 'activity'],
    query: { account, ...times, step: stepSecondsOf(times) },
  });
  const refresh = () => {
    // Within the same minute the request is the same, and read once more.
    setNow(Date.now());
    reading.retry();
  };
  return (
    <PanelSection heading="h2" title={t('zeroTrustPage.activity.title')}>
      <TableToolbar
        what={t('zeroTrustPage.activity.what')}
        fetchedAt={reading.response?.meta.fetchedAt}
        isPending={reading.isPending}
        onRefresh={reading.error ? undefined : refresh}
      />
      <div
        className={
          reading.error && !reading.before ? undefined : styles.activity
        }
      >
        <StateBoundary reading={reading} access={access}>
          {activity => <Activity activity={activity} />}
        </StateBoundary>
      </div>
    </PanelSection>
  );
}

function Activity(props: { activity: AccessActivity }) {
  const { activity } = props;
  const { t } = useCloudflareTranslation();
  const points = useMemo(() => pointsOf(activity), [activity]);
  const series = useMemo<ChartSeries[]>(
    () => [
      {
        id: 'allowed',
        label: t('zeroTrustPage.activity.allowed'),
        tone: 'info',
      },
      {
        id: 'refused',
        label: t('zeroTrustPage.activity.refused'),
        tone: 'danger',
      },
    ],
    [t],
  );
  const summary = summaryOf(activity, points, t);
  return (
    <Flex direction="column" gap="3">
      <Text as="p">{summary}</Text>
      <LazyTimeChart
        label={t('zeroTrustPage.activity.what')}
        summary={summary}
        shape="parts"
        unit="count"
        series={series}
        points={points}
        fileName="access-log-ins"
      />
    </Flex>
  );
}

/** Every step of the window; one that was not read has no values. */
function pointsOf(activity: AccessActivity): ChartPoint[] {
  const stepMs = activity.stepSeconds * 1000;
  const end = Date.parse(activity.to);
  const known = new Map(
    activity.steps.map(({ from, allowed, refused }) => [
      Date.parse(from),
      { allowed, refused },
    ]),
  );
  const points: ChartPoint[] = [];
  for (let at = Date.parse(activity.from); at < end; at += stepMs) {
    points.push({
      from: new Date(at).toISOString(),
      to: new Date(at + stepMs).toISOString(),
      values: known.get(at),
    });
  }
  return points;
}

function summaryOf(
  { from, steps, to }: AccessActivity,
  points: readonly ChartPoint[],
  t: Translate,
): string {
  const time = new Intl.DateTimeFormat(undefined, {
    dateStyle: 'medium',
    timeStyle: 'short',
  });
  const range = t('zeroTrustPage.activity.range', {
    from: time.format(new Date(from)),
    to: time.format(new Date(to)),
  });
  if (steps.length === 0) {
    return t('zeroTrustPage.activity.allGaps', { range });
  }
  const total = (of: 'allowed' | 'refused') =>
    steps.reduce((sum, step) => sum + step[of], 0).toLocaleString();
  const totals = t('zeroTrustPage.activity.totals', {
    allowed: total('allowed'),
    refused: total('refused'),
    range,
  });
  const gaps = points.filter(({ values }) => !values).length;
  return gaps > 0
    ? `${totals} ${t('zeroTrustPage.activity.gaps', { count: gaps })}`
    : totals;
}
