import { Skeleton, Text } from '@backstage/ui';
import { PostureHistory } from '@cloudflare-backstage/plugin-cloudflare-common';
import { useMemo } from 'react';
import { Reading } from '../../api/useReading';
import { reasonOf } from '../evidence/reasonOf';
import { shownOf } from '../StateBoundary';
import { useSectionTranslation } from '../useSectionTranslation';
import { postureTexts } from './posture.messages';
import { PostureTrend } from './PostureTrend';

/** The trend of one of the scorecards that a history is of. */
export function ScorecardTrend(props: {
  title: string;
  scorecard: string;
  history: Reading<PostureHistory>;
  days: number;
}) {
  const { days, history, scorecard, title } = props;
  const { t } = useSectionTranslation(postureTexts);
  const points = shownOf(history)?.data.points;
  const own = useMemo(
    () => points?.filter(point => point.scorecard === scorecard),
    [points, scorecard],
  );
  if (own) {
    return (
      <PostureTrend
        what={title}
        points={own}
        days={days}
        fileName={`cloudflare-posture-${scorecard}`}
      />
    );
  }
  return history.error ? (
    <Text as="p" color="secondary">
      {t('sections.posture.trend.failed', {
        message: reasonOf(history.error),
      })}
    </Text>
  ) : (
    <Skeleton width="100%" height={128} />
  );
}
