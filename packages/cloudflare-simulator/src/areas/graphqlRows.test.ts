import { SimulatedAccount } from '../account/SimulatedAccount';
import { daily, hourly, loadAt } from './activity';
import { type Dataset, rowsOfDataset, type RowsQuery } from './graphqlRows';
import { windowOf } from './rowFilter';

const now = new Date('2026-11-20T12:30:00Z');
const account = new SimulatedAccount({}, now);

/** Shelf a is used in each hour, b only before noon. */
const visits: Dataset = {
  dimensions: ['shelf'],
  count: true,
  sum: ['books'],
  max: ['height'],
  avg: ['minutes'],
  quantiles: ['minutesP50'],
  *rows(_, window) {
    for (const shelf of ['a', 'b']) {
      yield* hourly(window, shelf, (_load, time) => {
        const hour = new Date(time).getUTCHours();
        if (shelf === 'b' && hour >= 12) return undefined;
        return {
          dimensions: { shelf },
          count: hour + 1,
          sum: { books: 10 },
          max: { height: hour },
          avg: { minutes: hour },
          quantiles: { minutesP50: hour },
        };
      });
    }
  },
};

function rows(query: Partial<RowsQuery>) {
  const { filter = {} } = query;
  return rowsOfDataset(visits, account, {
    filter,
    window: windowOf(filter, now),
    dimensions: [],
    orderBy: [],
    limit: 10_000,
    ...query,
  });
}

const from = (time: string) => ({ datetime_geq: `2026-11-20T${time}:00Z` });

describe('rows of a dataset', () => {
  it('are grouped by what is selected, and merged', () => {
    expect(rows({ filter: from('10:00'), dimensions: ['shelf'] })).toEqual([
      {
        dimensions: { shelf: 'a' },
        count: 36,
        sum: { books: 30 },
        max: { height: 12 },
        // Weighted by the count: (10·11 + 11·12 + 12·13) / 36
        avg: { minutes: expect.closeTo(398 / 36), sampleInterval: 1 },
        quantiles: { minutesP50: expect.closeTo(398 / 36) },
      },
      expect.objectContaining({ dimensions: { shelf: 'b' }, count: 23 }),
    ]);
    const whole = rows({ filter: from('10:00') });
    expect(whole).toHaveLength(1);
    expect(whole[0]).toMatchObject({ dimensions: {}, count: 59 });
  });

  it('have dimensions of time', () => {
    const dimensions = [
      'date',
      'datetime',
      'datetimeHour',
      'datetimeFifteenMinutes',
    ];
    const [row] = rows({ filter: from('12:00'), dimensions });
    expect(row.dimensions).toEqual({
      date: '2026-11-20',
      datetime: '2026-11-20T12:00:00Z',
      datetimeHour: '2026-11-20T12:00:00Z',
      datetimeFifteenMinutes: '2026-11-20T12:00:00Z',
    });
  });

  it('are none where nothing happened', () => {
    expect(rows({ filter: { ...from('12:00'), shelf: 'b' } })).toEqual([]);
  });

  it.each([
    [{ datetime_geq: '2026-11-20T09:00:00Z' }, [9, 10, 11, 12]],
    [{ datetime_gt: '2026-11-20T09:00:00Z' }, [10, 11, 12]],
    [{ ...from('09:00'), datetime_leq: '2026-11-20T10:00:00.000Z' }, [9, 10]],
    [{ ...from('09:00'), datetime_lt: '2026-11-20T10:00:00Z' }, [9]],
    [{ ...from('09:00'), datetimeHour: '2026-11-20T10:00:00Z' }, [10]],
    [
      { datetimeHour_in: ['2026-11-20T02:00:00Z', '2026-11-20T04:00:00Z'] },
      [2, 4],
    ],
    [
      {
        ...from('08:00'),
        OR: [
          { datetimeHour: '2026-11-20T08:00:00Z' },
          { AND: [{ datetime_gt: '2026-11-20T11:00:00Z' }, { shelf: 'a' }] },
        ],
      },
      [8, 12],
    ],
  ])('are filtered by %j', (filter, hours) => {
    const found = rows({
      filter: { ...filter, shelf: 'a' },
      dimensions: ['datetimeHour'],
      orderBy: ['datetimeHour_ASC'],
    }).map(({ dimensions }) =>
      new Date(String(dimensions.datetimeHour)).getUTCHours(),
    );
    expect(found).toEqual(hours);
  });

  it.each([
    [{ date_geq: '2026-11-19' }, ['2026-11-19', '2026-11-20']],
    [{ date_geq: '2026-11-18', date_leq: '2026-11-18' }, ['2026-11-18']],
    [{ date: '2026-11-19' }, ['2026-11-19']],
  ])('are filtered by the dates %j', (filter, dates) => {
    const found = rows({
      filter,
      dimensions: ['date'],
      orderBy: ['date_ASC'],
    }).map(({ dimensions }) => dimensions.date);
    expect(found).toEqual(dates);
  });

  it('are filtered by other dimensions', () => {
    const shelves = (filter: object) =>
      rows({ filter: { ...filter }, dimensions: ['shelf'] }).map(
        ({ dimensions }) => dimensions.shelf,
      );
    expect(shelves({ shelf_in: ['b', 'c'] })).toEqual(['b']);
    expect(shelves({ shelf_notin: ['b'] })).toEqual(['a']);
    expect(shelves({ shelf_neq: 'a' })).toEqual(['b']);
  });

  it('are ordered, then cut', () => {
    const found = rows({
      filter: from('09:00'),
      dimensions: ['shelf', 'datetimeHour'],
      orderBy: ['shelf_DESC', 'max_height_DESC'],
      limit: 4,
    }).map(({ dimensions, max }: any) => [dimensions.shelf, max.height]);
    expect(found).toEqual([
      ['b', 11],
      ['b', 10],
      ['b', 9],
      ['a', 12],
    ]);
  });

  it.each([
    ['unknown arg "colour"', { filter: { colour: 'red' } }],
    ['unknown field "colour"', { dimensions: ['colour'] }],
    ['unknown field "colour_ASC"', { orderBy: ['colour_ASC'] }],
    ['unknown field "sum_colour_ASC"', { orderBy: ['sum_colour_ASC'] }],
    ['unknown field "sum"', { orderBy: ['sum'] }],
    ['is not a time', { filter: { datetime_geq: 'yesterday' } }],
    ['time range wider than', { filter: { date_geq: '2026-09-01' } }],
  ])('refuse: %s', (message, query) => {
    expect(() => rows(query)).toThrow(message);
  });
});

describe('activity', () => {
  it('is the same each time, and livelier by day', () => {
    const at = (hour: number) => Date.UTC(2026, 10, 18, hour);
    expect(loadAt(at(14), 'x')).toBe(loadAt(at(14), 'x'));
    expect(loadAt(at(14), 'x')).not.toBe(loadAt(at(14), 'y'));
    expect(loadAt(at(14), 'x')).toBeGreaterThan(2 * loadAt(at(2), 'x'));
    const week = Array.from({ length: 168 }, (_, hour) =>
      loadAt(at(hour), 'x'),
    );
    expect(Math.min(...week)).toBeGreaterThan(0);
    expect(Math.max(...week)).toBeLessThanOrEqual(1);
  });

  it('that is measured once a day is told at midnight', () => {
    const window = windowOf({ date_geq: '2026-11-19' }, now);
    const times = [...daily(window, () => ({ dimensions: {} }))];
    expect(times.map(({ time }) => time)).toEqual([
      '2026-11-19T00:00:00.000Z',
      '2026-11-20T00:00:00.000Z',
    ]);
  });
});
