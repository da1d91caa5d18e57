import { ChartPoint } from './chart';
import { stepLabel, tickLabel, ticksOf } from './timeLabels';

const HOUR = 3_600_000;

function steps(from: string, hours: number, count: number): ChartPoint[] {
  const start = Date.parse(from);
  return Array.from({ length: count }, (_, i) => ({
    from: new Date(start + i * hours * HOUR).toISOString(),
    to: new Date(start + (i + 1) * hours * HOUR).toISOString(),
  }));
}

describe('the labels of time', () => {
  it('are times within a day, and dates beyond', () => {
    const day = steps('2026-11-21T00:00:00Z', 1, 24);
    expect(tickLabel(day[3], day)).toMatch(/\d:\d\d|\d\d/);
    expect(tickLabel(day[3], day)).not.toMatch(/Nov/);
    const week = steps('2026-11-15T00:00:00Z', 6, 28);
    expect(tickLabel(week[0], week)).toMatch(/Nov/);
  });

  it('tell each day once', () => {
    const week = steps('2026-11-15T00:00:00Z', 6, 28);
    const labels = ticksOf(week).map(from =>
      tickLabel(week.find(step => step.from === from)!, week),
    );
    expect(new Set(labels).size).toBe(labels.length);
    expect(labels.length).toBeGreaterThanOrEqual(7);
  });

  it('call a step of a day by its day of UTC, wherever the reader is', () => {
    const [day] = steps('2026-11-21T00:00:00Z', 24, 1);
    expect(stepLabel(day)).toBe('Nov 21, 2026');
    expect(tickLabel(day, [day])).toBe('Nov 21');
  });

  it('tell both ends of a shorter step', () => {
    const [step] = steps('2026-11-21T10:00:00Z', 1, 1);
    expect(stepLabel(step)).toMatch(/2026.*–/);
  });
});
