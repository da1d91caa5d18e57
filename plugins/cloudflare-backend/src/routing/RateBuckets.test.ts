import { RateBuckets } from './RateBuckets';

describe('RateBuckets', () => {
  let now = 0;
  const buckets = () => new RateBuckets(3, () => now);
  beforeEach(() => {
    now = 1_000_000;
  });

  it('lets so many through at once, and then says how long to wait', () => {
    const own = buckets();
    for (let i = 0; i < 3; i++) {
      own.take('a', 'Your queries');
    }
    expect(() => own.take('a', 'Your queries')).toThrow(
      expect.objectContaining({ statusCode: 429, retryAfter: 20 }),
    );
    now += 20_000;
    own.take('a', 'Your queries');
    expect(() => own.take('a', 'Your queries')).toThrow(
      'Your queries can be answered 3 times a minute',
    );
  });

  it('has a bucket for each key, that never holds more than a minute gives', () => {
    const own = buckets();
    own.take('a', '');
    now += 3_600_000;
    for (let i = 0; i < 3; i++) {
      own.take('a', '');
    }
    expect(() => own.take('a', '')).toThrow();
    expect(() => own.take('b', '')).not.toThrow();
  });

  it('locks nobody out when the clock is set back', () => {
    const clock = jest.spyOn(Date, 'now').mockReturnValue(2_000_000_000_000);
    const own = new RateBuckets(2);
    own.take('a', '');
    clock.mockReturnValue(1_700_000_000_000);
    expect(() => own.take('a', '')).not.toThrow();
    clock.mockRestore();
  });
});
