import { render } from '@testing-library/react';
import TimeChart from './TimeChart';
import { ChartPoint, ChartSeries, TONE_COLORS } from './chart';
import { tickLabel } from './timeLabels';

const HATCHED = 'url(#';

const series: ChartSeries[] = [
  { id: 'allowed', label: 'Allowed', tone: 'info' },
  { id: 'refused', label: 'Refused', tone: 'danger' },
];

function step(hour: number, values?: ChartPoint['values']): ChartPoint {
  return {
    from: `2026-11-21T0${hour}:00:00.000Z`,
    to: `2026-11-21T0${hour + 1}:00:00.000Z`,
    values,
  };
}

/** The heights of the bars that are filled so, from left to right. */
function heights(fill: string) {
  return Array.from(document.querySelectorAll(`path[fill^="${fill}"]`), bar =>
    Number(bar.getAttribute('height')),
  );
}

describe('the chart of time', () => {
  // There is no layout in tests, and without a size nothing is drawn.
  beforeEach(() => {
    jest
      .spyOn(Element.prototype, 'getBoundingClientRect')
      .mockImplementation(function size(this: Element) {
        return this.classList.contains('recharts-wrapper')
          ? new DOMRect(0, 0, 800, 240)
          : new DOMRect();
      });
    global.ResizeObserver ??= class {
      observe() {}
      unobserve() {}
      disconnect() {}
    };
  });
  afterEach(() => jest.restoreAllMocks());

  it('draws a bar for each value, as high as it is', () => {
    render(
      <TimeChart
        shape="parts"
        unit="count"
        series={series}
        points={[
          step(1, { allowed: 10, refused: 0 }),
          step(2, { allowed: 5, refused: 5 }),
        ]}
        gapLabel="Not read"
      />,
    );
    const [ten, five] = heights(TONE_COLORS.info);
    expect(ten).toBeCloseTo(2 * five);
    expect(heights(TONE_COLORS.danger).filter(Boolean)).toEqual([five]);
    expect(heights(HATCHED).filter(Boolean)).toEqual([]);
  });

  it('marks what is not known over the whole height, and zeros not at all', () => {
    render(
      <TimeChart
        shape="parts"
        unit="count"
        series={series}
        points={[
          step(1),
          step(2, { allowed: 0, refused: 0 }),
          step(3, { allowed: 4, refused: 0 }),
        ]}
        gapLabel="Not read"
      />,
    );
    const gaps = heights(HATCHED).filter(Boolean);
    expect(gaps).toHaveLength(1);
    expect(gaps[0]).toBeGreaterThanOrEqual(
      Math.max(...heights(TONE_COLORS.info)),
    );
    expect(heights(TONE_COLORS.info).filter(Boolean)).toHaveLength(1);
  });

  it('breaks a line where nothing is known', () => {
    const { container } = render(
      <TimeChart
        shape="levels"
        unit="milliseconds"
        series={[{ id: 'p50', label: 'Median', tone: 'info' }]}
        points={[
          step(1, { p50: 10 }),
          step(2, { p50: 20 }),
          step(3),
          step(4, { p50: 0 }),
          step(5, { p50: 5 }),
        ]}
        gapLabel="Not read"
      />,
    );
    const line = container.querySelector('path.recharts-line-curve');
    expect(line?.getAttribute('d')?.match(/M/g)).toHaveLength(2);
    expect(heights(HATCHED).filter(Boolean)).toHaveLength(1);
    expect(
      Array.from(
        container.querySelectorAll('.recharts-yAxis-tick-labels text'),
        label => label.textContent,
      ),
    ).toContain('20 ms');
  });

  it('puts amounts that make no whole side by side', () => {
    render(
      <TimeChart
        shape="amounts"
        unit="count"
        series={series}
        points={[step(1, { allowed: 10, refused: 10 })]}
        gapLabel="Not read"
      />,
    );
    const [bar] = heights(TONE_COLORS.info);
    // On top of each other, each would take half the height.
    expect(bar).toBeGreaterThan(150);
    expect(heights(TONE_COLORS.danger)).toEqual([bar]);
  });

  it('tells the time of the step that a label stands under', () => {
    render(
      <TimeChart
        shape="parts"
        unit="count"
        series={series}
        points={Array.from({ length: 9 }, (_, hour) => step(hour))}
        gapLabel="Not read"
      />,
    );
    const labels = Array.from(
      document.querySelectorAll('.recharts-xAxis-tick-labels text'),
      label => [Number(label.getAttribute('x')), label.textContent],
    );
    // The plot is 784 wide from 8 on, and has nine steps.
    expect(labels).toEqual(
      labels.map(([x]) => {
        const hour = Math.round(((x as number) - 8) / (784 / 9) - 0.5);
        return [x, tickLabel(step(hour), [step(0), step(8)])];
      }),
    );
    expect(labels.length).toBeGreaterThan(1);
  });
});
