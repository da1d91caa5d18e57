import { R2LifecycleRule } from './api';
import { isR2Retention, normalizeR2Rule } from './r2Lifecycle';

const rule = (change: Partial<R2LifecycleRule>) =>
  normalizeR2Rule({ id: 'r', enabled: true, conditions: {}, ...change });
const age = (maxAge: number) => ({ condition: { type: 'Age', maxAge } });

describe('a lifecycle rule of R2', () => {
  it('tells whole days, and seconds where they are none', () => {
    expect(rule({ deleteObjectsTransition: age(180 * 86_400) })).toEqual({
      id: 'r',
      status: 'Enabled',
      filter: { prefix: '' },
      transitions: [],
      expiration: { days: 180 },
    });
    expect(rule({ deleteObjectsTransition: age(129_600) }).expiration).toEqual({
      seconds: 129_600,
    });
  });

  it('tells dates, prefixes and storage classes as they are', () => {
    expect(
      rule({
        conditions: { prefix: 'exports/' },
        deleteObjectsTransition: {
          condition: { type: 'Date', date: '2027-01-01T00:00:00Z' },
        },
        storageClassTransitions: [
          { ...age(30 * 86_400), storageClass: 'InfrequentAccess' },
        ],
      }),
    ).toMatchObject({
      filter: { prefix: 'exports/' },
      expiration: { date: '2027-01-01T00:00:00Z' },
      transitions: [{ days: 30, storageClass: 'InfrequentAccess' }],
    });
  });

  it('invents no time for a condition of another kind', () => {
    expect(
      rule({ deleteObjectsTransition: { condition: { type: 'Moon' } } })
        .expiration,
    ).toEqual({});
  });

  it('is retention when it is enabled and deletes objects', () => {
    const deletion = { deleteObjectsTransition: age(86_400) };
    expect(isR2Retention(rule(deletion))).toBe(true);
    expect(isR2Retention(rule({ ...deletion, enabled: false }))).toBe(false);
    expect(
      isR2Retention(rule({ abortMultipartUploadsTransition: age(604_800) })),
    ).toBe(false);
    expect(
      isR2Retention(
        rule({
          storageClassTransitions: [
            { ...age(1), storageClass: 'InfrequentAccess' },
          ],
        }),
      ),
    ).toBe(false);
  });
});
