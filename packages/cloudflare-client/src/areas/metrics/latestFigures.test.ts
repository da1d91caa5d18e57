import { latestFigures } from './latestFigures';

describe('the latest figures', () => {
  it('are one of each resource, of the last row that tells one', () => {
    const rows = [
      { id: 'a', hour: '2026-11-21T10:00:00Z', count: 1 },
      { id: 'a', hour: '2026-11-21T12:00:00Z', count: 0 },
      { id: 'a', hour: '2026-11-21T11:00:00Z', count: 3 },
      { id: 'a', hour: '2026-11-21T13:00:00Z' },
      { id: 'b', hour: '2026-11-21T10:00:00Z' },
    ];
    const latest = latestFigures(rows, {
      resource: row => row.id,
      time: row => row.hour,
      figure: row => row.count,
    });
    expect([...latest]).toEqual([['a', 0]]);
  });
});
