/** What a series means to whoever looks at it; it decides the colour. */
export type ChartTone = 'neutral' | 'info' | 'success' | 'warning' | 'danger';

/**
 * How the series of a chart belong together:
 *
 * - `parts`: amounts of steps of time that add up to a whole, as succeeded and
 *   failed requests; bars on top of each other
 * - `amounts`: amounts of steps of time that do not, as reads and writes; bars
 *   side by side
 * - `levels`: how something stood at a time, as a backlog, a latency or a
 *   ratio; lines
 */
export type ChartShape = 'parts' | 'amounts' | 'levels';

/** Something that is counted or measured over time. */
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
  /**
   * By the id of the series. Absent where nothing is known, which is not 0, as
   * are single values.
   */
  values?: Readonly<Partial<Record<string, number>>>;
}

/** The CSS colour of a tone, which follows the theme. */
export const TONE_COLORS: Record<ChartTone, string> = {
  neutral: 'var(--bui-fg-secondary)',
  info: 'var(--bui-announcement-bg)',
  success: 'var(--bui-positive-bg)',
  warning: 'var(--bui-warning-bg)',
  danger: 'var(--bui-negative-bg)',
};
