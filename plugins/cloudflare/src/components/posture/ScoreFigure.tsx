import { Text } from '@backstage/ui';
import {
  checkStates,
  PostureScore,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { ReactNode } from 'react';
import { useSectionTranslation } from '../useSectionTranslation';
import { CheckStateTag } from './CheckStateTag';
import { LevelTag } from './LevelTag';
import { postureTexts } from './posture.messages';
import styles from './ScoreFigure.module.css';
import { judgedOf, judgedStates, shareText } from './scoreText';

/**
 * A score with all that it comes from: how many results there are of each
 * state, and how many are not visible. Without a result there is no score.
 */
export function ScoreFigure(props: {
  score: PostureScore;
  /** Beside the score. */
  children?: ReactNode;
}) {
  const { counts, level, notVisible, score } = props.score;
  const { t } = useSectionTranslation(postureTexts);
  const judged = judgedOf(counts);
  return (
    <div className={styles.score}>
      {score === undefined ? (
        <Text as="p" color="secondary">
          {t('sections.posture.score.nothing')}
        </Text>
      ) : (
        <>
          <div className={styles.figure}>
            <Text as="span" variant="title-small" weight="bold">
              {shareText(score)}
            </Text>
            <LevelTag level={level} />
            {props.children}
          </div>
          <div className={styles.bar} aria-hidden>
            {judgedStates.map(state => (
              <div
                key={state}
                className={styles[state]}
                style={{ width: `${(counts[state] / judged) * 100}%` }}
              />
            ))}
          </div>
          <Text as="p" color="secondary">
            {t('sections.posture.score.share', {
              passed: counts.pass.toLocaleString(),
              total: judged.toLocaleString(),
            })}
          </Text>
        </>
      )}
      <StateCounts score={props.score} />
      {notVisible > 0 && (
        <Text as="p" variant="body-small" color="secondary">
          {t('sections.posture.score.notVisible', { count: notVisible })}
        </Text>
      )}
    </div>
  );
}

/** How many results there are of each state that there is one of. */
export function StateCounts(props: { score: Pick<PostureScore, 'counts'> }) {
  const { counts } = props.score;
  const { t } = useSectionTranslation(postureTexts);
  const present = checkStates.filter(state => counts[state] > 0);
  return present.length > 0 ? (
    <ul className={styles.counts} aria-label={t('sections.posture.score.bar')}>
      {present.map(state => (
        <li key={state}>
          <CheckStateTag state={state} count={counts[state]} />
        </li>
      ))}
    </ul>
  ) : null;
}
