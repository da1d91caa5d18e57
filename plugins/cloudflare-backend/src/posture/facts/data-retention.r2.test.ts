import {
  CfR2Condition,
  CfR2LifecycleRule,
  CfR2LockRule,
  R2Area,
} from '@cloudflare-backstage/cloudflare-client';
import { collectOfBucket, unexpected } from '../__testUtils__/classifiedBucket';
import { NOW } from '../__testUtils__/collectFor';
import { fails, forbidden, LATER } from '../__testUtils__/failures';

const DAY = 86_400;

const age = (days: number): CfR2Condition => ({
  type: 'Age',
  maxAge: days * DAY,
});
const rule = (more: Partial<CfR2LifecycleRule>): CfR2LifecycleRule => ({
  id: 'rule',
  enabled: true,
  conditions: {},
  ...more,
});
const deletion = (condition: CfR2Condition, more = {}) =>
  rule({ deleteObjectsTransition: { condition }, ...more });
const unfinished = rule({
  abortMultipartUploadsTransition: { condition: age(7) },
});
const moved = rule({
  storageClassTransitions: [
    { condition: age(30), storageClass: 'InfrequentAccess' },
  ],
});
const lock = (
  condition: CfR2LockRule['condition'],
  more: Partial<CfR2LockRule> = {},
): CfR2LockRule => ({ id: 'lock', enabled: true, condition, ...more });

describe('the class of the data in a bucket', () => {
  it.each(['r2.lifecycle', 'r2.lock', 'r2.not-public', 'r2.region'])(
    '%s reads nothing of a bucket that it does not concern, and says why',
    async checkId => {
      expect(
        await collectOfBucket(checkId, undefined, unexpected),
      ).toMatchObject({
        state: 'not-applicable',
        message: expect.stringContaining('Nothing tells the class'),
        facts: { dataClass: null },
      });
      expect(
        await collectOfBucket(checkId, 'public', unexpected),
      ).toMatchObject({
        state: 'not-applicable',
        message: expect.stringContaining("'public'"),
      });
      // No property that every object has is a class.
      expect(
        await collectOfBucket(checkId, 'constructor', unexpected),
      ).toMatchObject({
        state: 'not-applicable',
      });
    },
  );

  it('is unknown while the tags that can tell it were never read', async () => {
    const parameters = { tagsComplete: false };
    const of = (dataClass: string | undefined) =>
      collectOfBucket('r2.region', dataClass, unexpected, { parameters });
    expect(await of(undefined)).toMatchObject({
      state: 'unknown',
      reason: 'incomplete',
    });
    // A rule of the configuration told it.
    expect(await of('public')).toMatchObject({ state: 'not-applicable' });
  });

  it('is unknown while the catalog never had all buckets', async () => {
    const syncs = { r2: { problem: forbidden } };
    const lifecycle = async () => ({ rules: [deletion(age(1))] });
    expect(
      await collectOfBucket('r2.lifecycle', 'pii', { lifecycle }, { syncs }),
    ).toMatchObject({ state: 'unknown', reason: 'forbidden' });
  });
});

describe('r2.lifecycle', () => {
  const collectRules = (
    dataClass: string,
    rules: CfR2LifecycleRule[],
    options = {},
  ) =>
    collectOfBucket(
      'r2.lifecycle',
      dataClass,
      { lifecycle: async () => ({ rules }) },
      options,
    );

  it.each([
    ['none', [], 'fail'],
    ['only the one for unfinished uploads', [unfinished], 'fail'],
    ['disabled', [deletion(age(1), { enabled: false })], 'fail'],
    ['deletion', [unfinished, deletion(age(9999))], 'pass'],
    ['of a part', [deletion(age(1), { conditions: { prefix: 'a/' } })], 'pass'],
    ['on a day', [deletion({ type: 'Date', date: '2027-01-01' })], 'pass'],
    ['moved', [moved], 'pass'],
  ])('asks for a rule: %s', async (_, rules, state) => {
    expect(await collectRules('pii', rules)).toMatchObject({ state });
  });

  it.each([
    ['too late', [deletion(age(366))], 'fail', 366],
    ['in time', [deletion(age(400)), deletion(age(365))], 'pass', 365],
    ['after hours', [deletion(age(1.5))], 'pass', 1.5],
    [
      'of a part',
      [deletion(age(1), { conditions: { prefix: 'a/' } })],
      'fail',
      null,
    ],
    [
      'on a day',
      [deletion({ type: 'Date', date: '2027-01-01' })],
      'fail',
      null,
    ],
    ['moved, which is kept', [moved], 'fail', null],
  ])('asks for the limit of the class: %s', async (_, rules, state, days) => {
    expect(await collectRules('phi', rules)).toMatchObject({
      state,
      facts: { mostDays: 365, deletedAfterDays: days },
    });
  });

  it('is unknown where the rules cannot be read, and stale when old', async () => {
    const lifecycle = fails(forbidden);
    expect(
      await collectOfBucket('r2.lifecycle', 'pii', { lifecycle }),
    ).toMatchObject({
      state: 'unknown',
      reason: 'forbidden',
    });
    const syncs = { r2: { lastComplete: NOW } };
    expect(
      await collectRules('pii', [deletion(age(1))], { now: LATER, syncs }),
    ).toMatchObject({ state: 'stale' });
  });

  it('asks in the jurisdiction of the bucket, behind what people wait for', async () => {
    const asked: unknown[] = [];
    const lifecycle: R2Area['lifecycle'] = async (bucket, options) => {
      asked.push(bucket, options?.lane);
      return { rules: [] };
    };
    const name = 'eu:uploads';
    const told = await collectOfBucket(
      'r2.lifecycle',
      'pii',
      { lifecycle },
      { name },
    );
    expect(asked).toEqual([
      { name: 'uploads', jurisdiction: 'eu' },
      'background',
    ]);
    expect(told.sources.map(source => source.name).sort()).toEqual([
      'catalog',
      'lifecycle rules',
    ]);
  });
});

describe('r2.lock', () => {
  const collectLocks = (locks: CfR2LockRule[], options = {}) =>
    collectOfBucket('r2.lock', 'record', { locks: async () => locks }, options);
  const seconds = (days: number) => ({
    type: 'Age',
    maxAgeSeconds: days * DAY,
  });

  it.each([
    ['none', [], 'fail'],
    ['too short', [lock(seconds(29))], 'fail'],
    ['long enough', [lock(seconds(30))], 'pass'],
    ['for ever', [lock({ type: 'Indefinite' }, { prefix: '' })], 'pass'],
    ['disabled', [lock(seconds(99), { enabled: false })], 'fail'],
    ['of a part', [lock(seconds(99), { prefix: 'a/' })], 'fail'],
    ['until a day', [lock({ type: 'Date', date: '2030-01-01' })], 'fail'],
  ])(
    'asks for what the class demands, regulated or not: %s',
    async (...row) => {
      const [, locks, state] = row;
      expect(await collectLocks(locks)).toMatchObject({ state });
    },
  );

  it('is unknown where they cannot be read, and stale when old', async () => {
    const locks = fails(forbidden);
    expect(await collectOfBucket('r2.lock', 'record', { locks })).toMatchObject(
      {
        state: 'unknown',
        reason: 'forbidden',
      },
    );
    const syncs = { r2: { lastComplete: NOW } };
    expect(
      await collectLocks([lock(seconds(30))], { now: LATER, syncs }),
    ).toMatchObject({ state: 'stale' });
  });
});
