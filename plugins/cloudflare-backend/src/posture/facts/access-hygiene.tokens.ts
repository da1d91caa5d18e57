import { CfToken } from '@cloudflare-backstage/cloudflare-client';
import { CloudflareProblem } from '@cloudflare-backstage/plugin-cloudflare-common';
import { ScorecardFacts } from '../CollectedFacts';
import { PostureSources } from '../PostureSources';
import { PostureSubject } from '../PostureSubject';
import { accountTokens, ownToken } from '../sources/tokens';
import { FactsFrom, notTold, readOf, together } from './subjectReading';
import { timeText } from '../timeText';

const MS_PER_DAY = 86_400_000;
/** Resources of which a token has all, and not those of one account alone. */
const WILDCARD = /(?:^|\.)\*$/;
const READ_GROUP = /\bread$/i;
/** What a permission group has instead of a name that was not told. */
const ID = /^[0-9a-f]{32}$/;

const OWNED_BY_USER: CloudflareProblem = {
  kind: 'not-supported',
  message:
    "A user owns the token of this plugin, and what it may do cannot be read: use a token that the account owns ('Account API Tokens Read' included)",
};

type TokenCheck = Extract<
  keyof ScorecardFacts<'access-hygiene'>,
  `token.${string}`
>;

/** What the checks of API tokens look at. */
export const tokenFacts: Pick<ScorecardFacts<'access-hygiene'>, TokenCheck> = {
  async 'token.ttl'(subject, sources) {
    const { tokens, isWhole, ...read } = await readTokens(subject, sources);
    if (!tokens) {
      return { facts: {}, ...read };
    }
    const { days } = sources.config.thresholds['token.ttl'];
    const endless = tokens.filter(({ expiresAt }) => expiresAt === undefined);
    const lifetimes = tokens.flatMap(token => {
      const { issuedAt, expiresAt } = token;
      return issuedAt !== undefined && expiresAt !== undefined
        ? [{ token, days: daysBetween(issuedAt, expiresAt) }]
        : [];
    });
    const isUntold = tokens.some(
      ({ isOwn, issuedAt, expiresAt }) =>
        !isOwn && expiresAt !== undefined && issuedAt === undefined,
    );
    const long = lifetimes.filter(lifetime => lifetime.days > days);
    return {
      facts: {
        tokens: tokens.length,
        withoutExpiry: endless.length,
        longestLifetimeDays: most(lifetimes),
      },
      atLeast: [
        ...(isWhole ? [] : (['tokens', 'withoutExpiry'] as const)),
        ...(isWhole && !isUntold ? [] : (['longestLifetimeDays'] as const)),
      ],
      sources: read.sources,
      problem:
        read.problem ??
        (isUntold ? notTold('when all tokens were issued') : undefined),
      findings: [
        ...endless.map(token => `${named(token)} never expires.`),
        ...long.map(
          ({ token, days: lifetime }) =>
            `${named(token)} is valid for ${lifetime} days.`,
        ),
      ],
    };
  },

  async 'token.unused'(subject, sources) {
    const { value, ...read } = await readOf(subject, accountTokens, sources);
    if (!value) {
      return { facts: {}, ...read };
    }
    const { days } = sources.config.thresholds['token.unused'];
    const tokens = value.filter(token => isActive(token, sources.now));
    const idle = tokens.flatMap(token => {
      const since = token.lastUsedAt ?? token.issuedAt;
      return since === undefined
        ? []
        : [{ token, days: daysBetween(since, sources.now.toISOString()) }];
    });
    const unused = idle.filter(time => time.days > days);
    const isWhole = !read.problem && idle.length === tokens.length;
    return {
      facts: {
        tokens: tokens.length,
        unused: unused.length,
        longestUnusedDays: most(idle),
      },
      ...(!isWhole && {
        atLeast: [
          ...(read.problem ? (['tokens'] as const) : []),
          'unused',
          'longestUnusedDays',
        ] as const,
        problem: read.problem ?? notTold('when all tokens were issued'),
      }),
      sources: read.sources,
      findings: unused.map(({ token, days: time }) =>
        token.lastUsedAt === undefined
          ? `${named(token)} was never used, and is ${time} days old.`
          : `${named(token)} was last used ${time} days ago.`,
      ),
    };
  },

  async 'token.least-privilege'(subject, sources) {
    const { value, ...read } = await readOf(subject, accountTokens, sources);
    if (!value) {
      return { facts: {}, ...read };
    }
    const { broadPermissionGroups: flagged } = sources.config;
    const tokens = value.filter(token => isActive(token, sources.now));
    const grants = tokens.map(token => {
      const { everywhere, inAccount } = broadGroups(token, subject);
      const found = [
        ...everywhere.filter(mayWrite),
        ...inAccount.filter(group => flagged.includes(group)),
      ];
      return {
        token,
        groups: [...new Set(found)],
        isUntold: inAccount.some(group => ID.test(group)),
      };
    });
    const broad = grants.filter(({ groups }) => groups.length > 0);
    const isUntold = grants.some(grant => grant.isUntold);
    const problem =
      read.problem ??
      (isUntold ? notTold('the names of all permission groups') : undefined);
    return {
      facts: { tokens: tokens.length, broad: broad.length },
      ...(problem && {
        atLeast: [
          ...(read.problem ? (['tokens'] as const) : []),
          'broad',
        ] as const,
        problem,
      }),
      sources: read.sources,
      findings: broad.map(
        ({ token, groups }) =>
          `${named(token)} has on everything: ${groups.join(', ')}.`,
      ),
    };
  },

  async 'token.own-scope'(subject, sources) {
    const [own, listed] = await Promise.all([
      readOf(subject, ownToken, sources),
      readOf(subject, accountTokens, sources),
    ]);
    const read = together(own, listed);
    const token = listed.value?.find(({ id }) => id === own.value?.id);
    if (!token) {
      const problem =
        own.value?.owner === 'user' ? OWNED_BY_USER : read.problem;
      return { facts: {}, sources: read.sources, ...(problem && { problem }) };
    }
    const groups = new Set(
      token.policies
        .filter(({ effect }) => effect === 'allow')
        .flatMap(({ permissionGroups }) => permissionGroups),
    );
    if (groups.size === 0) {
      // It reads, so that it has some.
      return {
        facts: {},
        sources: read.sources,
        problem: notTold('what the token of this plugin may do'),
      };
    }
    const other = [...groups].filter(group => !READ_GROUP.test(group));
    const unnamed = other.filter(group => ID.test(group)).length;
    return {
      facts: {
        readGroups: groups.size - other.length,
        otherGroups: other.length - unnamed,
      },
      sources: read.sources,
      ...(unnamed > 0 && {
        atLeast: ['readGroups', 'otherGroups'] as const,
        problem: notTold('the names of all permission groups'),
      }),
      findings: other
        .filter(group => !ID.test(group))
        .map(group => `The token also has '${group}'.`),
    };
  },

  async 'token.expiring'(subject, sources) {
    const { tokens, isWhole, ...read } = await readTokens(subject, sources);
    if (!tokens) {
      return { facts: {}, ...read };
    }
    const { days } = sources.config.thresholds['token.expiring'];
    const until = sources.now.getTime() + days * MS_PER_DAY;
    const ends = tokens
      .flatMap(token =>
        token.expiresAt === undefined
          ? []
          : [{ token, at: new Date(token.expiresAt) }],
      )
      .sort((a, b) => a.at.getTime() - b.at.getTime());
    const expiring = ends.filter(({ at }) => at.getTime() <= until);
    return {
      facts: {
        tokens: tokens.length,
        expiring: expiring.length,
        ...((isWhole || expiring.length > 0) && {
          nextExpiry: ends[0]?.at.toISOString() ?? null,
        }),
      },
      ...(!isWhole && { atLeast: ['tokens', 'expiring'] as const }),
      ...read,
      findings: expiring.map(
        ({ token, at }) => `${named(token)} expires at ${timeText(at)}.`,
      ),
    };
  },
};

type KnownToken = Pick<
  CfToken,
  'id' | 'name' | 'status' | 'issuedAt' | 'expiresAt'
> & {
  /** It is not among those of the account, and is only known by this. */
  isOwn?: true;
};

/** The active tokens of the account, and the own one where a user owns it. */
async function readTokens(
  subject: PostureSubject,
  sources: PostureSources,
): Promise<FactsFrom & { tokens?: KnownToken[]; isWhole: boolean }> {
  const [listed, own] = await Promise.all([
    readOf(subject, accountTokens, sources),
    readOf(subject, ownToken, sources),
  ]);
  const tokens: KnownToken[] = [...(listed.value ?? [])];
  if (own.value && !tokens.some(({ id }) => id === own.value?.id)) {
    tokens.push({ ...own.value, name: 'of this plugin', isOwn: true });
  }
  const read = together(listed, own);
  return {
    ...read,
    isWhole: read.problem === undefined,
    ...((listed.value || own.value) && {
      tokens: tokens.filter(token => isActive(token, sources.now)),
    }),
  };
}

function isActive({ status, expiresAt }: KnownToken, now: Date): boolean {
  return (
    status === 'active' &&
    (expiresAt === undefined || Date.parse(expiresAt) > now.getTime())
  );
}

/** Begun days count: a limit of whole days is kept or not, whatever the hour. */
function daysBetween(from: string, to: string): number {
  return Math.ceil((Date.parse(to) - Date.parse(from)) / MS_PER_DAY);
}

/** Null where there is nothing of which there could be a most. */
function most(times: readonly { days: number }[]): number | null {
  return times.length > 0 ? Math.max(...times.map(({ days }) => days)) : null;
}

/** What a token may do to all zones or accounts, or to the whole of one at least. */
function broadGroups(
  { policies }: CfToken,
  { account }: PostureSubject,
): { everywhere: string[]; inAccount: string[] } {
  const whole = `com.cloudflare.api.account.${account?.accountId}`;
  const groupsOn = (isMeant: (resource: string) => boolean) =>
    policies
      .filter(({ effect }) => effect === 'allow')
      .filter(({ resources }) => resources.some(isMeant))
      .flatMap(({ permissionGroups }) => permissionGroups);
  return {
    everywhere: groupsOn(resource => WILDCARD.test(resource)),
    inAccount: groupsOn(
      resource => resource === whole || WILDCARD.test(resource),
    ),
  };
}

function mayWrite(group: string): boolean {
  return !READ_GROUP.test(group) && !ID.test(group);
}

function named({ name, id }: KnownToken): string {
  return `The token '${name ?? id}'`;
}
