import { CfR2Domain, R2Area } from '@cloudflare-backstage/cloudflare-client';
import { collectOfBucket, unexpected } from '../__testUtils__/classifiedBucket';
import { CollectForOptions, NOW } from '../__testUtils__/collectFor';
import { fails, forbidden, LATER } from '../__testUtils__/failures';

describe('r2.not-public', () => {
  const domain = (enabled: boolean): CfR2Domain => ({
    domain: 'files.acme.example',
    enabled,
  });
  const off = async () => domain(false);
  const on = async () => domain(true);
  const failed = fails(forbidden);

  it.each<[string, Partial<R2Area>, string]>([
    ['neither', { managedDomain: off, customDomains: async () => [] }, 'pass'],
    [
      'disabled',
      { managedDomain: off, customDomains: async () => [domain(false)] },
      'pass',
    ],
    ['r2.dev', { managedDomain: on, customDomains: async () => [] }, 'fail'],
    [
      'a custom domain',
      { managedDomain: off, customDomains: async () => [domain(true)] },
      'fail',
    ],
    ['r2.dev alone', { managedDomain: on, customDomains: failed }, 'fail'],
    [
      'a custom domain alone',
      { managedDomain: failed, customDomains: async () => [domain(true)] },
      'fail',
    ],
    [
      'nothing, of one',
      { managedDomain: off, customDomains: failed },
      'unknown',
    ],
    [
      'nothing, of the other',
      { managedDomain: failed, customDomains: async () => [] },
      'unknown',
    ],
    ['no answer', { managedDomain: failed, customDomains: failed }, 'unknown'],
  ])('tells by what is read: %s', async (_, read, state) => {
    const told = await collectOfBucket('r2.not-public', 'pii', read);
    expect(told).toMatchObject({
      state,
      ...(state === 'unknown' && { reason: 'forbidden' }),
      findings: state === 'fail' ? ['Public at files.acme.example'] : [],
    });
  });

  it('is stale when old', async () => {
    const read = { managedDomain: off, customDomains: async () => [] };
    const syncs = { r2: { lastComplete: NOW } };
    expect(
      await collectOfBucket('r2.not-public', 'pii', read, {
        now: LATER,
        syncs,
      }),
    ).toMatchObject({ state: 'stale' });
  });
});

describe('r2.region', () => {
  it.each([
    ['eu:uploads', 'pass', 'eu'],
    ['uploads', 'fail', 'default'],
    ['fedramp:uploads', 'fail', 'fedramp'],
  ])('compares the jurisdiction of %s', async (name, state, jurisdiction) => {
    expect(
      await collectOfBucket('r2.region', 'phi', unexpected, { name }),
    ).toMatchObject({
      state,
      facts: { demandedJurisdiction: 'eu', jurisdiction },
    });
  });

  it('is as old as the sync, and unknown before it', async () => {
    const at = (syncs: CollectForOptions['syncs']) =>
      collectOfBucket('r2.region', 'phi', unexpected, { syncs, now: LATER });
    expect(await at({ r2: { lastComplete: NOW } })).toMatchObject({
      state: 'stale',
    });
    expect(await at({ r2: {} })).toMatchObject({
      state: 'unknown',
      reason: 'not-read',
    });
  });
});
