import {
  readRetryAfter,
  readStatedPolicies,
  readStatedRemainders,
  RequestWindow,
} from './requestWindow';

describe('what the server states', () => {
  it('is read as structured fields, in any order, with unknown parameters', () => {
    const headers = new Headers({
      Ratelimit: '"default";t=30;r=50;x=1, "burst";r=0;t=2',
      'Ratelimit-Policy': '"burst";w=60;q=100;pk=:abcd:, "none"',
    });
    expect(readStatedRemainders(headers)).toEqual([
      { name: 'default', remaining: 50, resetSeconds: 30 },
      { name: 'burst', remaining: 0, resetSeconds: 2 },
    ]);
    expect(readStatedPolicies(headers)).toEqual([
      { name: 'burst', requests: 100, windowSeconds: 60 },
    ]);
  });

  it.each(['', 'r=', '"default";r=-1;t=2', ';;;'])(
    'is nothing when it is malformed: %j',
    value => {
      expect(readStatedRemainders(new Headers({ Ratelimit: value }))).toEqual(
        [],
      );
    },
  );

  it.each([
    ['30', 30],
    ['0', 1],
    ['1.2', 2],
    ['86400', 900],
    ['Wed, 21 Oct 2015 07:28:00 GMT', 1],
    ['soon', undefined],
  ])('Retry-After %j is %j seconds', (value, seconds) => {
    const headers = new Headers({ 'Retry-After': value });
    expect(readRetryAfter(headers)).toBe(seconds);
  });
});

describe('RequestWindow', () => {
  const options = { requests: 10, windowSeconds: 10, share: 1 };
  const spend = (window: RequestWindow, count: number, at: number) => {
    for (let i = 0; i < count; i++) {
      window.ended(at, 0);
    }
  };

  it('lets the whole budget go at once, and frees it a window later', () => {
    const window = new RequestWindow(options);
    spend(window, 9, 1000);
    expect(window.waitFor(false, 1000, 0)).toBe(0);
    expect(window.waitFor(false, 1000, 1)).toBeGreaterThan(9_900);
    spend(window, 1, 2000);
    expect(window.waitFor(false, 2000, 0)).toBeCloseTo(9_010, -1);
    expect(window.waitFor(false, 11_011, 0)).toBe(0);
  });

  it('uses only its share', () => {
    const window = new RequestWindow({ ...options, share: 0.5 });
    spend(window, 5, 0);
    expect(window.waitFor(false, 0, 0)).toBeGreaterThan(0);
    expect(window.state(0, 0)).toEqual({
      limit: 5,
      used: 5,
      windowSeconds: 10,
    });
  });

  it('waits for a request under way when only those fill the budget', () => {
    const window = new RequestWindow({ ...options, requests: 2 });
    expect(window.waitFor(false, 0, 2)).toBe(Infinity);
  });

  it('heeds a tighter policy that the server states', () => {
    const window = new RequestWindow(options);
    const headers = new Headers({ 'Ratelimit-Policy': '"burst";q=2;w=60' });
    window.ended(0, 0, headers);
    window.ended(0, 0, headers);
    expect(window.waitFor(false, 0, 0)).toBeGreaterThan(59_000);
  });

  it('keeps to its configuration when the server states a wider one', () => {
    const window = new RequestWindow(options);
    const headers = new Headers({ 'Ratelimit-Policy': '"wide";q=9999;w=60' });
    for (let i = 0; i < 10; i++) {
      window.ended(0, 0, headers);
    }
    expect(window.waitFor(false, 0, 0)).toBeGreaterThan(9_000);
  });

  it('stops when others have spent the quota, until it is reset', () => {
    const window = new RequestWindow({ ...options, requests: 100 });
    window.ended(
      0,
      0,
      new Headers({
        Ratelimit: '"default";r=0;t=4',
        'Ratelimit-Policy': '"default";q=100;w=10',
      }),
    );
    expect(window.waitFor(false, 0, 0)).toBe(5000);
    expect(window.waitFor(false, 5001, 0)).toBe(0);
  });

  it('believes the smaller remainder when answers overtake each other', () => {
    const window = new RequestWindow({ ...options, requests: 100 });
    const left = (r: number) =>
      new Headers({ Ratelimit: `"default";r=${r};t=9` });
    window.ended(0, 0, left(0));
    window.ended(0, 0, left(5));
    expect(window.waitFor(false, 0, 0)).toBeGreaterThan(0);
  });

  it('counts no request twice when answers overtake each other', () => {
    const window = new RequestWindow({ ...options, requests: 100 });
    const left = (r: number) =>
      new Headers({ Ratelimit: `"default";r=${r};t=9` });
    // The server's order is 20, 19, 18, …; every second answer is late.
    for (let r = 19; r > 2; r -= 2) {
      window.ended(0, 0, left(r));
      window.ended(0, 0, left(r + 1));
    }
    // Three are left, and an answer that states nothing takes one of them.
    expect(window.waitFor(false, 0, 2)).toBe(0);
    window.ended(0, 0);
    expect(window.waitFor(false, 0, 1)).toBe(0);
    expect(window.waitFor(false, 0, 2)).toBeGreaterThan(0);
  });

  it('trusts its own count when nobody else spends', () => {
    const window = new RequestWindow(options);
    const state = (r: number) =>
      new Headers({
        Ratelimit: `"default";r=${r};t=10`,
        'Ratelimit-Policy': '"default";q=10;w=10',
      });
    for (let left = 9; left >= 0; left--) {
      window.ended(0, 0, state(left));
    }
    // Not a second later, though the server counts in whole seconds.
    expect(window.waitFor(false, 10_011, 0)).toBe(0);
  });

  it('keeps a reserve from background requests, and gives it free in the end', () => {
    const window = new RequestWindow({ ...options, requests: 100 });
    spend(window, 95, 0);
    expect(window.waitFor(false, 0, 0)).toBe(0);
    const wait = window.waitFor(true, 0, 0);
    expect(wait).toBeGreaterThan(0);
    expect(wait).toBeLessThan(10_000);
    expect(window.waitFor(true, wait + 1, 0)).toBe(0);
  });
});
