import { Button, Flex, Skeleton, Text } from '@backstage/ui';
import { PostureHistory } from '@cloudflare-backstage/plugin-cloudflare-common';
import { useMemo, useState } from 'react';
import { Reading } from '../../api/useReading';
import { reasonOf } from '../reasonOf';
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
  // A table that was asked for stays while the trend of another time is read.
  const [isShown, show] = useState(false);
  if (own) {
    return (
      <PostureTrend
        what={title}
        points={own}
        days={days}
        table={{ isShown, show }}
        fileName={`cloudflare-posture-${scorecard}`}
      />
    );
  }
  return history.error ? (
    <Flex direction="column" align="start" gap="2">
      <Text as="p" color="secondary">
        {t('sections.posture.trend.failed', {
          message: reasonOf(history.error),
        })}
      </Text>
      <Button size="small" variant="secondary" onPress={history.retry}>
        {t('retry')}
      </Button>
    </Flex>
  ) : (
    <Skeleton width="100%" height={128} />
  );
}
