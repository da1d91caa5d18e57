import { mostOf, seriesOf, sumOf, toSeries } from './toSeries';

interface Row {
  hour: string;
  requests: number;
  lag?: number;
}

const rows: Row[] = [
  { hour: '2026-11-22T02:00:00Z', requests: 2, lag: 5 },
  { hour: '2026-11-22T00:00:00Z', requests: 1 },
  { hour: '2026-11-22T02:00:00Z', requests: 3, lag: 9 },
];

describe('toSeries', () => {
  it('puts the rows of an hour together and leaves out what is not known', () => {
    const window = {
      from: new Date('2026-11-22T00:00:00Z'),
      to: new Date('2026-11-22T03:00:00Z'),
    };
    const series = seriesOf(rows, [
      { id: 'requests', unit: 'count', of: sumOf(row => row.requests) },
      { id: 'lag', unit: 'milliseconds', of: mostOf(row => row.lag) },
    ]);
    expect(toSeries(window, series)).toEqual({
      from: '2026-11-22T00:00:00.000Z',
      to: '2026-11-22T03:00:00.000Z',
      stepSeconds: 3600,
      series: [
        {
          id: 'requests',
          unit: 'count',
          points: [
            { time: '2026-11-22T00:00:00.000Z', value: 1 },
            { time: '2026-11-22T02:00:00.000Z', value: 5 },
          ],
        },
        {
          id: 'lag',
          unit: 'milliseconds',
          points: [{ time: '2026-11-22T02:00:00.000Z', value: 9 }],
        },
      ],
    });
  });
});
