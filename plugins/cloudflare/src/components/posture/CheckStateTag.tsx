import {
  RiAlertLine,
  RiCheckLine,
  RiCloseCircleLine,
  RiFileShieldLine,
  RiQuestionLine,
  RiSubtractLine,
} from '@remixicon/react';
import { CheckState } from '@cloudflare-backstage/plugin-cloudflare-common';
import tags from '../StatusTag.module.css';
import tones from '../tones.module.css';
import { useSectionTranslation } from '../useSectionTranslation';
import styles from './CheckStateTag.module.css';
import { postureTexts } from './posture.messages';

/** Only what is known to be good is green. */
const LOOKS: Record<
  CheckState,
  { className: string; icon: typeof RiCheckLine }
> = {
  pass: { className: tones.success, icon: RiCheckLine },
  fail: { className: tones.danger, icon: RiCloseCircleLine },
  stale: { className: tones.warning, icon: RiAlertLine },
  unknown: { className: styles.unknown, icon: RiQuestionLine },
  'not-applicable': { className: styles.hollow, icon: RiSubtractLine },
  exempt: { className: styles.striped, icon: RiFileShieldLine },
};

/** What a check says, by word, colour and shape. */
export function CheckStateTag(props: {
  state: CheckState;
  /** How many there are of it. */
  count?: number;
}) {
  const { count, state } = props;
  const { t } = useSectionTranslation(postureTexts);
  const { className, icon: Icon } = LOOKS[state];
  const word = t(`sections.posture.states.${state}`);
  return (
    <span className={`${tags.tag} ${className}`}>
      <Icon size={14} aria-hidden />
      {count === undefined
        ? word
        : t('sections.posture.score.count', {
            number: count.toLocaleString(),
            state: word,
          })}
    </span>
  );
}
