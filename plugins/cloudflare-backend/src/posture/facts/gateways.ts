import { CfAiGateway } from '@cloudflare-backstage/cloudflare-client';
import {
  CloudflareProblem,
  LABEL_CLOUDFLARE_DATA_CLASS,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { ScorecardFacts } from '../CollectedFacts';
import { PostureSources } from '../PostureSources';
import { PostureSubject } from '../PostureSubject';
import { accountMetrics } from '../sources/accountMetrics';
import { listedGateways } from '../sources/aiStack';
import { catalogReading } from '../sources/productSync';
import { unreadClass } from './dataClass';
import {
  FactsFrom,
  notTold,
  parametersOf,
  readOf,
  together,
  whyDetailUnread,
} from './subjectReading';

/** Class of data of which gateways must not keep logs. */
const RESTRICTED = 'restricted';

/** What the checks of AI gateways look at. */
export const gatewayFacts: Pick<
  ScorecardFacts<'ai-governance'>,
  | 'aigw.rate-limit'
  | 'aigw.retry'
  | 'aigw.auth'
  | 'aigw.data-protection'
  | 'aigw.spend-limit'
  | 'ai.providers-known'
> = {
  'aigw.rate-limit': ofGateway(({ rateLimit }) => ({
    requests: partOf(rateLimit, ({ requests }) => requests),
    intervalSeconds: partOf(rateLimit, limit => limit.intervalSeconds),
  })),

  'aigw.retry': ofGateway(({ retries }) => ({
    maxAttempts: partOf(retries, ({ maxAttempts }) => maxAttempts),
    // Retries that are told without it have none.
    backoff: partOf(retries, ({ backoff }) => backoff ?? null),
  })),

  'aigw.auth': ofGateway(({ authentication }) => ({
    isAuthenticated: authentication,
  })),

  'aigw.spend-limit': ofGateway(({ spendLimits }) => ({
    spendLimits: spendLimits === null ? 0 : spendLimits?.length,
  })),

  async 'aigw.data-protection'(subject, sources) {
    const { labels = {} } = subject.entity.metadata;
    const dataClass = labels[LABEL_CLOUDFLARE_DATA_CLASS] ?? null;
    const isRestricted = dataClass === RESTRICTED;
    const isRegulated =
      dataClass !== null && sources.config.regulated.includes(dataClass);
    const facts = { dataClass, isRegulated, isRestricted };
    const catalog = await catalogReading(subject, sources);
    if (catalog.sources.length === 0) {
      return { facts: {}, ...catalog };
    }
    const problem = unreadClass(subject);
    if (problem) {
      return { facts: {}, ...catalog, problem };
    }
    if (!isRegulated && !isRestricted) {
      return { facts, ...catalog };
    }
    const { gateway, ...told } = await findGateway(subject, sources);
    const from = together(told, catalog);
    if (!gateway) {
      return { facts, ...from };
    }
    return {
      ...from,
      ...withReason({
        ...facts,
        hasDlp: isOn(gateway.dlp?.enabled ?? gateway.dlp),
        hasGuardrails: isOn(gateway.guardrails),
        hasZeroDataRetention: gateway.zeroDataRetention,
        logs: gateway.collectLogs,
      }),
    };
  },

  async 'ai.providers-known'(subject, sources) {
    const approved = sources.config.approvedProviders;
    const catalog = await catalogReading(subject, sources);
    if (!approved) {
      return { facts: { hasApprovedList: false }, ...catalog };
    }
    if (catalog.sources.length === 0) {
      return { facts: {}, ...catalog };
    }
    const parameters = parametersOf(subject);
    const metrics = await readOf(subject, accountMetrics, sources);
    const measured = metrics.value?.gatewayRequests;
    const asked = (measured?.of(subject.name) ?? []).map(row => row.provider);
    const unread = whyDetailUnread(subject);
    const providers = [
      ...new Set([
        ...(unread === undefined ? parameters.texts('providers') : []),
        ...parameters.texts('observedProviders'),
        ...asked.filter(provider => provider !== ''),
      ]),
    ].sort();
    const unapproved = providers.filter(
      provider => !isApproved(provider, approved),
    );
    // Told as soon as the keys and routes of the gateway are read.
    const isRead =
      unread === undefined && parameters.text('fallback') !== undefined;
    const isWhole = isRead && measured !== undefined && !measured.problem;
    const from = together(metrics, catalog);
    return {
      facts: {
        hasApprovedList: true,
        providers,
        providersSeen: providers.length,
        unapprovedProviders: unapproved.length,
      },
      ...from,
      message: isWhole
        ? 'The gateway was not used, and has no provider of its own'
        : unread,
      problem: measured?.problem ?? from.problem,
      ...(!isWhole && { atLeast: ['providersSeen', 'unapprovedProviders'] }),
      findings: unapproved.map(provider => `'${provider}' is not approved`),
    };
  },
};

/** A collector of what the settings of a gateway tell. */
function ofGateway<Facts extends object>(
  factsOf: (gateway: CfAiGateway) => Facts,
) {
  return async (subject: PostureSubject, sources: PostureSources) => {
    const { gateway, ...told } = await findGateway(subject, sources);
    return gateway
      ? { ...withReason(factsOf(gateway)), sources: told.sources }
      : { facts: {}, ...told };
  };
}

/** Facts of settings, and why those are not known that are not. */
function withReason<Facts extends object>(facts: Facts) {
  return {
    facts,
    ...(Object.values(facts).includes(undefined) && {
      problem: notTold('all settings of the gateway'),
    }),
  };
}

async function findGateway(
  subject: PostureSubject,
  sources: PostureSources,
): Promise<FactsFrom & { gateway?: CfAiGateway }> {
  const { value, ...told } = await readOf(subject, listedGateways, sources);
  const gateway = value?.get(subject.name);
  const isGone: CloudflareProblem = {
    kind: 'not-found',
    product: 'aiGateway',
    message: `There is no AI gateway '${subject.name}' any more`,
  };
  return {
    ...told,
    ...(gateway ? { gateway } : { problem: told.problem ?? isGone }),
  };
}

/** Null is off, and undefined not told. */
function partOf<T extends object, Part>(
  setting: T | null | undefined,
  part: (setting: T) => Part,
): Part | null | undefined {
  return setting === null ? null : setting && part(setting);
}

function isOn(setting: object | boolean | null | undefined) {
  return setting === undefined ? undefined : Boolean(setting);
}

function isApproved(provider: string, approved: readonly string[]): boolean {
  return approved.some(name => name.toLowerCase() === provider.toLowerCase());
}
