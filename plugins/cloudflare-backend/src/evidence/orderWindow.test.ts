import { readOrderWindow, splitWindow } from './orderWindow';

const now = new Date('2026-11-22T12:00:00Z');
const most = { days: 2, otherwise: 'ask for less' };

function read(from?: string, to?: string, nature: 'log' | 'state' = 'log') {
  const times = {
    from: from ? new Date(from) : undefined,
    to: to ? new Date(to) : undefined,
  };
  return readOrderWindow({ nature }, times, most, now);
}

function split(from: string, to: string, mostDays?: number) {
  return splitWindow(
    { from: new Date(from), to: new Date(to) },
    { mostDays },
  ).map(window => [window!.from.toISOString(), window!.to.toISOString()]);
}

describe('the window of an order', () => {
  it.each([
    ['2026-11-22T12:00:00Z', undefined, '2026-11-21'],
    ['2026-11-22T00:00:00Z', undefined, '2026-11-21'],
    ['2026-11-22T00:59:59Z', 1, '2026-11-20'],
    ['2026-11-22T01:00:00Z', 1, '2026-11-21'],
    ['2026-11-22T23:59:59Z', 24, '2026-11-20'],
    ['2026-11-23T00:00:00Z', 24, '2026-11-21'],
  ])(
    'is at %s the last full UTC day that has settled for %s hours',
    (time, settlesAfterHours, day) => {
      const from = new Date(`${day}T00:00:00Z`);
      expect(
        readOrderWindow(
          { nature: 'log', settlesAfterHours },
          {},
          most,
          new Date(time),
        ),
      ).toEqual({ from, to: new Date(from.getTime() + 24 * 3_600_000) });
    },
  );

  it('is none of a state', () => {
    expect(read(undefined, undefined, 'state')).toBeUndefined();
    expect(splitWindow(undefined, {})).toEqual([undefined]);
  });

  it('can be as long as it may', () => {
    expect(read('2026-11-20T12:00:00Z', '2026-11-22T12:00:00Z')).toBeDefined();
  });

  it.each([
    ['2026-11-20T00:00:00Z', undefined, 'belong together'],
    [undefined, '2026-11-20T00:00:00Z', 'belong together'],
    ['2026-11-20T00:00:00Z', '2026-11-20T00:00:00Z', 'before'],
    ['2026-11-20T00:00:00Z', '2026-11-19T00:00:00Z', 'before'],
    ['2026-11-22T00:00:00Z', '2026-11-22T12:00:01Z', 'must be over'],
    ['2026-11-18T00:00:00Z', '2026-11-20T00:00:01Z', '2 days: ask for less'],
  ])('from %s to %s is refused', (from, to, message) => {
    expect(() => read(from, to)).toThrow(message);
  });

  it('of a state is refused', () => {
    expect(() =>
      read('2026-11-20T00:00:00Z', '2026-11-21T00:00:00Z', 'state'),
    ).toThrow('no');
  });

  it('is split at the ends of UTC days', () => {
    expect(split('2026-11-19T22:00:00Z', '2026-11-21T01:30:00Z')).toEqual([
      ['2026-11-19T22:00:00.000Z', '2026-11-20T00:00:00.000Z'],
      ['2026-11-20T00:00:00.000Z', '2026-11-21T00:00:00.000Z'],
      ['2026-11-21T00:00:00.000Z', '2026-11-21T01:30:00.000Z'],
    ]);
    expect(split('2026-11-20T00:00:00Z', '2026-11-21T00:00:00Z')).toHaveLength(
      1,
    );
  });

  it('is not split by days where a bundle may have more', () => {
    expect(split('2026-11-01T12:00:00Z', '2026-11-11T12:00:00Z', 7)).toEqual([
      ['2026-11-01T12:00:00.000Z', '2026-11-08T12:00:00.000Z'],
      ['2026-11-08T12:00:00.000Z', '2026-11-11T12:00:00.000Z'],
    ]);
  });
});
