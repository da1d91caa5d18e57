import { CfToken } from '@cloudflare-backstage/cloudflare-client';
import { CloudflareProblem } from '@cloudflare-backstage/plugin-cloudflare-common';
import {
  accountEntity,
  collectFor,
  CollectForOptions,
  NOW,
} from '../__testUtils__/collectFor';
import { timeText } from '../timeText';

const WHOLE = `com.cloudflare.api.account.${'0'.repeat(32)}`;
const forbidden: CloudflareProblem = { kind: 'forbidden', message: 'no' };
const cut: CloudflareProblem = { kind: 'incomplete', message: 'cut' };

const at = (days: number) =>
  new Date(NOW.getTime() + days * 86_400_000).toISOString();
const policy = (resource: string, ...permissionGroups: string[]) => ({
  effect: 'allow',
  permissionGroups,
  resources: [resource],
});
const token = (change: Partial<CfToken> = {}): CfToken => ({
  id: 't1',
  name: 'ci',
  status: 'active',
  issuedAt: at(-30),
  lastUsedAt: at(-1),
  expiresAt: at(60),
  policies: [policy(WHOLE, 'Workers Scripts Read')],
  ...change,
});
const own = { id: 't1', status: 'active', owner: 'account', expiresAt: at(60) };
const ofUser = { ...own, id: 'u1', owner: 'user' };

const verdict = (
  check: string,
  tokens: CfToken[],
  options: Partial<CollectForOptions> & { own?: object } = {},
) =>
  collectFor(check, {
    entity: accountEntity,
    ...options,
    readings: {
      tokens: { value: tokens },
      'own token': { value: options.own ?? own },
      ...options.readings,
    },
  });
const unread = (check: string) =>
  verdict(check, [], {
    readings: {
      tokens: { problem: forbidden },
      'own token': { problem: forbidden },
    },
  });
const isCut = (tokens: CfToken[]) => ({
  readings: { tokens: { value: tokens, incomplete: cut } },
});
const outdated = (tokens: CfToken[]) => ({
  readings: { tokens: { value: tokens, observedAt: new Date(at(-1)) } },
});

/** Do not count, whatever they are like. */
const idle = [
  token({ id: 'd1', status: 'disabled', expiresAt: undefined }),
  token({
    id: 'd2',
    status: 'expired',
    expiresAt: at(-1),
    lastUsedAt: at(-400),
  }),
  token({ id: 'd3', expiresAt: at(-1), issuedAt: at(-900) }),
];

describe.each([
  'token.ttl',
  'token.unused',
  'token.least-privilege',
  'token.expiring',
])('%s', check => {
  it('passes, and does not count what is disabled or expired', async () => {
    expect(await verdict(check, [token(), ...idle])).toMatchObject({
      state: 'pass',
      facts: { tokens: 1 },
      findings: [],
    });
  });

  it('does not pass on a part of the tokens, nor on old ones', async () => {
    const part = await verdict(check, [], isCut([token()]));
    expect(part).toMatchObject({ state: 'unknown', reason: 'incomplete' });
    const old = await verdict(check, [], outdated([token()]));
    expect(old).toMatchObject({ state: 'stale' });
  });

  it('is unknown where the tokens may not be read', async () => {
    const found = await unread(check);
    expect(found).toMatchObject({ state: 'unknown', reason: 'forbidden' });
  });

  it('is not applicable without active tokens, once that is known', async () => {
    const inactive = { ...own, status: 'disabled' };
    expect(await verdict(check, idle, { own: inactive })).toMatchObject({
      state: 'not-applicable',
    });
    expect(
      await verdict(check, idle, { own: inactive, ...isCut(idle) }),
    ).toMatchObject({ state: 'unknown' });
  });
});

describe('token.ttl', () => {
  it('fails on a token that never expires, or that is valid for too long', async () => {
    expect(
      await verdict('token.ttl', [
        token({ expiresAt: undefined }),
        token({ id: 't2', name: 'old', issuedAt: at(-100), expiresAt: at(81) }),
      ]),
    ).toMatchObject({
      state: 'fail',
      facts: { withoutExpiry: 1, longestLifetimeDays: 181 },
      findings: [
        "The token 'ci' never expires.",
        "The token 'old' is valid for 181 days.",
      ],
    });
    const long = [token({ issuedAt: at(-100), expiresAt: at(80) })];
    expect(await verdict('token.ttl', long)).toMatchObject({ state: 'pass' });
    expect(
      await verdict('token.ttl', long, { thresholds: { days: 179 } }),
    ).toMatchObject({ state: 'fail' });
  });

  it('fails on what is found in a part', async () => {
    const tokens = [token({ expiresAt: undefined })];
    expect(await verdict('token.ttl', tokens, isCut(tokens))).toMatchObject({
      state: 'fail',
    });
  });

  it('knows of the own token only whether it expires', async () => {
    expect(await verdict('token.ttl', [], { own: ofUser })).toMatchObject({
      state: 'pass',
      facts: { tokens: 1, longestLifetimeDays: null },
    });
    expect(
      await verdict('token.ttl', [token()], {
        own: { ...ofUser, expiresAt: undefined },
        readings: { tokens: { problem: forbidden } },
      }),
    ).toMatchObject({
      state: 'fail',
      findings: ["The token 'of this plugin' never expires."],
    });
  });

  it('is unknown where the age of a token is not told', async () => {
    expect(
      await verdict('token.ttl', [token({ issuedAt: undefined })]),
    ).toMatchObject({ state: 'unknown', reason: 'not-supported' });
  });
});

describe('token.unused', () => {
  it('fails on a token that was not used for long, or never', async () => {
    expect(
      await verdict('token.unused', [
        token({ issuedAt: at(-300), lastUsedAt: at(-91) }),
        token({
          id: 't2',
          name: 'x',
          issuedAt: at(-200),
          lastUsedAt: undefined,
        }),
      ]),
    ).toMatchObject({
      state: 'fail',
      facts: { unused: 2, longestUnusedDays: 200 },
      findings: [
        "The token 'ci' was last used 91 days ago.",
        "The token 'x' was never used, and is 200 days old.",
      ],
    });
  });

  it('passes a young token that was never used', async () => {
    expect(
      await verdict('token.unused', [
        token({ issuedAt: at(-89), lastUsedAt: undefined }),
      ]),
    ).toMatchObject({ state: 'pass', facts: { longestUnusedDays: 89 } });
  });
});

describe('token.least-privilege', () => {
  const config = { broadPermissionGroups: ['Account API Tokens Write'] };
  const having = (resource: string, ...groups: string[]) =>
    verdict(
      'token.least-privilege',
      [token({ policies: [policy(resource, ...groups)] })],
      { config },
    );

  it.each([
    ['com.cloudflare.api.account.zone.*', 'DNS Write'],
    ['com.cloudflare.api.account.*', 'Workers Scripts Write'],
    [WHOLE, 'Account API Tokens Write'],
  ])('fails on %s with %s', async (resource, group) => {
    expect(await having(resource, 'D1 Read', group)).toMatchObject({
      state: 'fail',
      facts: { broad: 1 },
      findings: [`The token 'ci' has on everything: ${group}.`],
    });
  });

  it.each([
    ['com.cloudflare.api.account.zone.*', 'Zone Settings Read'],
    ['com.cloudflare.api.account.zone.1234', 'DNS Write'],
    [WHOLE, 'Workers Scripts Write'],
  ])('passes %s with %s', async (resource, group) => {
    expect(await having(resource, group)).toMatchObject({ state: 'pass' });
  });

  it('is unknown where a permission group has no name', async () => {
    expect(await having(WHOLE, 'ab'.repeat(16))).toMatchObject({
      state: 'unknown',
      reason: 'not-supported',
    });
  });
});

describe('token.own-scope', () => {
  const having = (...groups: string[]) =>
    verdict('token.own-scope', [
      token({ policies: [policy(WHOLE, ...groups)] }),
    ]);

  it('passes with permissions to read, and fails with any other', async () => {
    expect(await having('D1 Read', 'Queues Read')).toMatchObject({
      state: 'pass',
      facts: { readGroups: 2, otherGroups: 0 },
    });
    expect(await having('D1 Read', 'Queues Write')).toMatchObject({
      state: 'fail',
      facts: { readGroups: 1, otherGroups: 1 },
      findings: ["The token also has 'Queues Write'."],
    });
  });

  it('is unknown of a token that a user owns, or that is not listed', async () => {
    expect(
      await verdict('token.own-scope', [token()], { own: ofUser }),
    ).toMatchObject({ state: 'unknown', reason: 'not-supported' });
    expect(await verdict('token.own-scope', [])).toMatchObject({
      state: 'unknown',
      reason: 'not-read',
    });
    expect(await unread('token.own-scope')).toMatchObject({
      state: 'unknown',
      reason: 'forbidden',
    });
    expect(await having('ab'.repeat(16))).toMatchObject({ state: 'unknown' });
    expect(await having()).toMatchObject({ state: 'unknown', facts: {} });
  });

  it('is stale when the tokens were read long ago', async () => {
    expect(
      await verdict('token.own-scope', [], outdated([token()])),
    ).toMatchObject({ state: 'stale' });
  });
});

describe('token.expiring', () => {
  it('fails on a token that ends within the time', async () => {
    const tokens = [token({ expiresAt: at(13) }), token({ id: 't2' })];
    expect(await verdict('token.expiring', tokens)).toMatchObject({
      state: 'fail',
      facts: { tokens: 2, expiring: 1, nextExpiry: at(13) },
      findings: [`The token 'ci' expires at ${timeText(at(13))}.`],
    });
    expect(
      await verdict('token.expiring', tokens, { thresholds: { days: 12 } }),
    ).toMatchObject({ state: 'pass' });
  });

  it('passes what never expires, which is the matter of another check', async () => {
    const tokens = [token({ expiresAt: undefined })];
    expect(await verdict('token.expiring', tokens)).toMatchObject({
      state: 'pass',
      facts: { nextExpiry: null },
    });
  });

  it('fails on the own token, also where a user owns it', async () => {
    expect(
      await verdict('token.expiring', [token()], {
        own: { ...ofUser, expiresAt: at(2) },
      }),
    ).toMatchObject({ state: 'fail', facts: { tokens: 2, expiring: 1 } });
  });
});
