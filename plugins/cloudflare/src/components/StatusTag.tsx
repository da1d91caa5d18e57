import {
  RiAlertLine,
  RiCheckLine,
  RiCloseCircleLine,
  RiInformationLine,
  RiSubtractLine,
} from '@remixicon/react';
import styles from './StatusTag.module.css';
import tones from './tones.module.css';

/** What a status means for whoever looks at it. */
export type StatusTone = 'success' | 'warning' | 'danger' | 'info' | 'neutral';

const ICONS: Record<StatusTone, typeof RiCheckLine> = {
  success: RiCheckLine,
  warning: RiAlertLine,
  danger: RiCloseCircleLine,
  info: RiInformationLine,
  neutral: RiSubtractLine,
};

/** The shape of a status; its word has to stand beside it. */
export function StatusIcon(props: { tone: StatusTone }) {
  const Icon = ICONS[props.tone];
  return <Icon size={14} aria-hidden />;
}

/** A status by word, colour and shape. */
export function StatusTag(props: { tone: StatusTone; label: string }) {
  return (
    <span className={`${styles.tag} ${tones[props.tone]}`}>
      <StatusIcon tone={props.tone} />
      {props.label}
    </span>
  );
}
