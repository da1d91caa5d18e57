import { PostureResult } from '@cloudflare-backstage/plugin-cloudflare-common';
import { useSectionTranslation } from '../useSectionTranslation';
import { postureTexts } from './posture.messages';
import styles from './ResultDetail.module.css';

/** Names a result; pressed, it opens the explanation of the result. */
export function ResultButton(props: {
  result: Pick<PostureResult, 'checkTitle' | 'title' | 'state'>;
  /** Where the check is told already, it is the entity that is named. */
  names?: 'check' | 'entity';
  onPress: () => void;
}) {
  const { names = 'check', onPress, result } = props;
  const { t } = useSectionTranslation(postureTexts);
  const check = result.checkTitle;
  return (
    <button
      type="button"
      className={styles.plain}
      aria-label={t('sections.posture.result.open', {
        check,
        title: result.title,
        state: t(`sections.posture.states.${result.state}`),
      })}
      onClick={onPress}
    >
      {names === 'check' ? check : result.title}
    </button>
  );
}
