import { coverageOf, CoverageQuestion, SealedLog } from './coverageOf';
import { daysOf, Interval, merged, within, without } from './intervals';

const at = (time: string) => Date.parse(`2026-10-${time}:00:00Z`);
const span = (from: string, to: string): Interval => ({
  from: at(from),
  to: at(to),
});
const times = (from: string, to: string) => ({
  from: `2026-10-${from}:00:00Z`,
  to: `2026-10-${to}:00:00Z`,
});

function bundle(
  id: string,
  window: { from: string; to: string },
  gaps: SealedLog['gaps'] = [],
): SealedLog {
  return { id, window, state: gaps.length ? 'partial' : 'complete', gaps };
}

/** Asked on the 20th at noon, of a log that is kept for a day. */
const told = (question: Partial<CoverageQuestion>) =>
  coverageOf({
    window: span('17T00', '20T12'),
    daysFrom: at('17T00'),
    kept: [],
    sealed: [],
    readable: span('19T12', '20T12'),
    dueBefore: at('20T06'),
    retentionMs: 24 * 3_600_000,
    ...question,
  });

describe('coverageOf', () => {
  it('finds what is lost, and until when the rest can be read', () => {
    expect(told({ kept: [span('18T00', '19T06')] })).toEqual({
      covered: [times('18T00', '19T06')],
      gaps: [
        { ...times('17T00', '18T00'), state: 'lost' },
        { ...times('19T06', '19T12'), state: 'lost' },
        {
          ...times('19T12', '20T06'),
          state: 'open',
          until: '2026-10-20T12:00:00Z',
        },
      ],
      days: ['17', '18', '19'].map(day => ({
        day: `2026-10-${day}`,
        state: 'unsealed',
      })),
    });
  });

  it('tells of the days that are asked for, also of one that is cut', () => {
    const window = span('18T12', '20T12');
    const days = (daysFrom: number) =>
      told({ window, daysFrom }).days.map(({ day }) => day);
    expect(days(at('18T00'))).toEqual(['2026-10-18', '2026-10-19']);
    expect(days(at('18T12'))).toEqual(['2026-10-19']);
  });

  it('misses nothing that the next reading takes', () => {
    const { gaps, covered } = told({ kept: [span('16T00', '20T06')] });
    expect(gaps).toEqual([]);
    expect(covered).toEqual([times('17T00', '20T06')]);
  });

  it('takes for covered what is sealed, without the gaps of it', () => {
    const lost = { ...times('18T00', '18T03'), reason: 'not-supported' };
    const { covered, gaps, days } = told({
      window: span('17T00', '20T00'),
      sealed: [
        bundle('first', times('17T00', '18T00')),
        bundle('worse', times('18T00', '19T00'), [
          lost,
          { what: 'something else', reason: 'forbidden' },
        ]),
        bundle('hours', times('19T00', '19T20')),
      ],
    });
    expect(covered).toEqual([times('17T00', '18T00'), times('18T03', '19T20')]);
    expect(gaps).toEqual([
      { ...times('18T00', '18T03'), state: 'lost' },
      {
        ...times('19T20', '20T00'),
        state: 'open',
        until: '2026-10-20T20:00:00Z',
      },
    ]);
    expect(days).toEqual([
      { day: '2026-10-17', state: 'sealed', bundle: 'first' },
      { day: '2026-10-18', state: 'partial', bundle: 'worse' },
      { day: '2026-10-19', state: 'partial', bundle: 'hours' },
    ]);
  });

  it('takes a day for sealed when its bundles cover it together', () => {
    const { days } = told({
      window: span('18T00', '19T00'),
      sealed: [
        bundle('evening', times('18T12', '19T00')),
        bundle('morning', times('18T00', '18T12')),
      ],
    });
    expect(days).toEqual([
      { day: '2026-10-18', state: 'sealed', bundle: 'morning' },
    ]);
  });
});

describe('intervals', () => {
  it('are merged where they touch or overlap', () => {
    expect(
      merged([
        span('03T00', '04T00'),
        span('01T00', '02T00'),
        span('02T00', '03T00'),
        span('05T00', '05T00'),
        span('06T00', '07T00'),
      ]),
    ).toEqual([span('01T00', '04T00'), span('06T00', '07T00')]);
  });

  it('can be taken out of each other', () => {
    const all = [span('01T00', '05T00')];
    expect(
      without(all, [span('02T00', '03T00'), span('04T00', '06T00')]),
    ).toEqual([span('01T00', '02T00'), span('03T00', '04T00')]);
    expect(without(all, all)).toEqual([]);
    expect(within(all, span('04T00', '09T00'))).toEqual([
      span('04T00', '05T00'),
    ]);
  });

  it('lie in UTC days', () => {
    expect(daysOf(span('01T12', '03T00'))).toEqual([
      span('01T00', '02T00'),
      span('02T00', '03T00'),
    ]);
  });
});
