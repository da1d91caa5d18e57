import { clockFaultIn } from './clock';

describe('the clock of this process', () => {
  const faultWhenAhead = (ms: number) =>
    clockFaultIn(
      new Headers({ date: new Date(Date.now() - ms).toUTCString() }),
    );

  it.each([0, 4 * 60_000, -4 * 60_000])('may be %s ms ahead', ms => {
    expect(faultWhenAhead(ms)).toBeUndefined();
  });

  it.each([
    [6 * 60_000, '6 minutes ahead of'],
    [-90 * 60_000, '90 minutes behind'],
    [-86_400_000, '24 hours behind'],
    [365 * 86_400_000, '365 days ahead of'],
  ])('is wrong when it is %s ms ahead', (ms, told) => {
    expect(faultWhenAhead(ms)).toBe(
      `the clock of this backend is ${told} Cloudflare's; set it right`,
    );
  });

  it('cannot be compared with an answer that has no date', () => {
    expect(clockFaultIn(new Headers())).toBeUndefined();
    expect(clockFaultIn(new Headers({ date: 'today' }))).toBeUndefined();
  });
});
