import { CfAccessApplication } from '@cloudflare-backstage/cloudflare-client';
import { CloudflareProblem } from '@cloudflare-backstage/plugin-cloudflare-common';
import { collectFor } from '../__testUtils__/collectFor';
import { resource } from '../__testUtils__/postureAccount';

const forbidden: CloudflareProblem = { kind: 'forbidden', message: 'no' };
const cut: CloudflareProblem = { kind: 'incomplete', message: 'cut' };

describe('access.app-has-policy', () => {
  const allow = { id: 'p', decision: 'allow', everyone: false, reusable: true };
  const application = (
    change: Partial<CfAccessApplication> = {},
  ): CfAccessApplication => ({
    id: 'a',
    name: 'Wiki',
    type: 'self_hosted',
    domains: [],
    allowedIdentityProviderIds: [],
    policies: [allow],
    ...change,
  });
  const collect = (
    applications: CfAccessApplication[],
    providers: object = { value: [{ id: 'okta', type: 'okta' }] },
    incomplete?: CloudflareProblem,
  ) =>
    collectFor('access.app-has-policy', {
      entity: resource('zeroTrust', 'access'),
      readings: {
        'Access applications': {
          value: applications,
          ...(incomplete && { incomplete }),
        },
        'identity providers': providers as { value: unknown },
      },
    });

  it('passes when each asks who comes', async () => {
    const robots = { ...allow, decision: 'non_identity' };
    expect(
      await collect([
        application(),
        application({ allowedIdentityProviderIds: ['okta', 'gone'] }),
        application({
          policies: [robots],
          allowedIdentityProviderIds: ['gone'],
        }),
      ]),
    ).toMatchObject({ state: 'pass', facts: { applications: 3 } });
  });

  it.each<[string, Partial<CfAccessApplication>]>([
    ['has no policy', { policies: [] }],
    ['lets everyone in', { policies: [{ ...allow, everyone: true }] }],
    ['lets everyone in', { policies: [{ ...allow, decision: 'bypass' }] }],
    ['has no identity provider', { allowedIdentityProviderIds: ['gone'] }],
  ])('fails when one %s', async (what, change) => {
    expect(await collect([application(change)])).toMatchObject({
      state: 'fail',
      findings: [expect.stringContaining(`'Wiki' ${what}`)],
    });
  });

  it('fails without a provider only when all are known', async () => {
    const none = { value: [] };
    expect(await collect([application()], none)).toMatchObject({
      state: 'fail',
    });
    for (const told of [{ ...none, incomplete: cut }, { problem: forbidden }]) {
      expect(await collect([application()], told)).toMatchObject({
        state: 'unknown',
      });
    }
  });

  it('is sure of nothing but what it found in a part', async () => {
    const all = undefined;
    expect(await collect([application()], all, cut)).toMatchObject({
      state: 'unknown',
      reason: 'incomplete',
    });
    expect(
      await collect([application({ policies: [] })], all, cut),
    ).toMatchObject({ state: 'fail' });
    const untold = { ...allow, everyone: undefined };
    expect(await collect([application({ policies: [untold] })])).toMatchObject({
      state: 'unknown',
      reason: 'not-supported',
    });
  });

  it('is not applicable without applications', async () => {
    expect(await collect([])).toMatchObject({ state: 'not-applicable' });
    expect(await collect([application({ type: 'bookmark' })])).toMatchObject({
      state: 'not-applicable',
    });
    expect(await collect([], undefined, cut)).toMatchObject({
      state: 'unknown',
    });
  });
});
