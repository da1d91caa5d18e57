import { Select } from '@backstage/ui';
import { useSectionTranslation } from '../useSectionTranslation';
import { ViewState } from '../useViewState';
import { postureTexts } from './posture.messages';
import { trendDays } from './trendPoints';

type TrendDays = (typeof trendDays)[number];

/** How far back trends go, as the URL tells. */
export function readTrendDays(view: ViewState): TrendDays {
  return (
    trendDays.find(days => String(days) === view.read('days')) ?? trendDays[0]
  );
}

/** Chooses how far back trends go; the URL tells it. */
export function TrendPeriod(props: { view: ViewState }) {
  const { view } = props;
  const { t } = useSectionTranslation(postureTexts);
  return (
    <Select
      aria-label={t('sections.posture.trend.period')}
      size="small"
      options={trendDays.map(days => ({
        value: String(days),
        label: t('sections.posture.trend.days', { number: String(days) }),
      }))}
      selectedKey={String(readTrendDays(view))}
      onSelectionChange={days =>
        view.write({ days: days === String(trendDays[0]) ? '' : String(days) })
      }
    />
  );
}
