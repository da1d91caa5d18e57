/** What a series means to whoever looks at it; it decides the colour. */
export type ChartTone = 'neutral' | 'info' | 'success' | 'warning' | 'danger';

/** Something that is counted over time. */
export interface ChartSeries {
  id: string;
  label: string;
  tone: ChartTone;
}

/** A step of time. */
export interface ChartPoint {
  /** RFC 3339. */
  from: string;
  /** RFC 3339; the step ends before it. */
  to: string;
  /** By the id of the series. Absent where nothing is known, which is not 0. */
  values?: Readonly<Record<string, number>>;
}

/** The CSS colour of a tone, which follows the theme. */
export const TONE_COLORS: Record<ChartTone, string> = {
  neutral: 'var(--bui-fg-secondary)',
  info: 'var(--bui-announcement-bg)',
  success: 'var(--bui-positive-bg)',
  warning: 'var(--bui-warning-bg)',
  danger: 'var(--bui-negative-bg)',
};
