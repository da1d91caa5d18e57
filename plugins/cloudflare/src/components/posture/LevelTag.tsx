import { RiMedalLine, RiSubtractLine } from '@remixicon/react';
import { PostureLevel } from '@cloudflare-backstage/plugin-cloudflare-common';
import tags from '../StatusTag.module.css';
import { useSectionTranslation } from '../useSectionTranslation';
import styles from './CheckStateTag.module.css';
import { postureTexts } from './posture.messages';

/** The level that a score reaches, or that it reaches none. */
export function LevelTag(props: { level: PostureLevel | undefined }) {
  const { level = 'none' } = props;
  const { t } = useSectionTranslation(postureTexts);
  const Icon = level === 'none' ? RiSubtractLine : RiMedalLine;
  return (
    <span
      className={`${tags.tag} ${styles.hollow}`}
      title={t(`sections.posture.levels.explained.${level}`)}
    >
      <Icon size={14} aria-hidden />
      {t(`sections.posture.levels.${level}`)}
    </span>
  );
}
