import { check } from './Check';

/** Of AI gateways: nobody can use up what all need. */
export const gatewayRateLimit = check({
  id: 'aigw.rate-limit',
  version: 1,
  title: 'The gateway limits the rate of requests',
  proves:
    'The gateway lets only so many requests through in an interval. Whether that is the right number, it does not prove.',
  remediation:
    'Turn rate limiting on in the settings of the gateway, with a limit and an interval.',
  severity: 'high',
  kind: 'design',
  criteria: ['CC6.6', 'A1.1'],
  subjects: ['aiGateway'],
  facts: {
    requests: { type: 'integer', title: 'Requests in an interval' },
    intervalSeconds: {
      type: 'integer',
      title: 'Interval',
      unit: 'seconds',
    },
  },
  rule: {
    all: [
      { fact: 'requests', is: 'more-than', value: 0 },
      { fact: 'intervalSeconds', is: 'more-than', value: 0 },
    ],
  },
});

/** Of AI gateways: what fails is asked again. */
export const gatewayRetry = check({
  id: 'aigw.retry',
  version: 1,
  title: 'The gateway asks again when a provider fails',
  proves:
    'The gateway repeats a request that failed, and says how the time between attempts grows. Callers that repeat requests themselves are not seen.',
  remediation:
    'Set the number of attempts and the backoff of retries in the settings of the gateway.',
  severity: 'medium',
  kind: 'design',
  criteria: ['A1.2'],
  subjects: ['aiGateway'],
  facts: {
    maxAttempts: { type: 'integer', title: 'Attempts' },
    backoff: { type: 'string', title: 'How the time between them grows' },
  },
  rule: {
    all: [
      { fact: 'maxAttempts', is: 'more-than', value: 0 },
      { not: { fact: 'backoff', is: 'equal', value: null } },
    ],
  },
});

/** Of AI gateways: only those who may ask. */
export const gatewayAuthentication = check({
  id: 'aigw.auth',
  version: 1,
  title: 'Callers authenticate to the gateway',
  proves:
    'A request without a token of the account is refused by the gateway. Who holds such a token, it does not prove.',
  remediation:
    'Have callers send a token in `cf-aig-authorization`, then turn authentication on in the settings of the gateway.',
  severity: 'high',
  kind: 'design',
  criteria: ['CC6.1'],
  subjects: ['aiGateway'],
  facts: {
    isAuthenticated: { type: 'boolean', title: 'Callers must authenticate' },
  },
  rule: { fact: 'isAuthenticated', is: 'equal', value: true },
});

/** Of AI gateways: data goes out only as its class allows. */
export const gatewayDataProtection = check({
  id: 'aigw.data-protection',
  version: 1,
  title: 'Data that goes through the gateway is protected',
  proves:
    'For data of a regulated class, the gateway has data loss prevention, guardrails or zero data retention; for the class `restricted` it does not log requests. What these find or let through, it does not prove, and a gateway without a data class is not judged.',
  remediation:
    'Turn on data loss prevention, guardrails or zero data retention for the gateway. For the class `restricted`, turn its logging off.',
  severity: 'medium',
  kind: 'design',
  criteria: ['C1.1', 'CC9.2'],
  subjects: ['aiGateway'],
  facts: {
    dataClass: { type: 'string', title: 'Data class' },
    isRegulated: { type: 'boolean', title: 'The class is regulated' },
    isRestricted: { type: 'boolean', title: 'The class is `restricted`' },
    hasDlp: { type: 'boolean', title: 'Data loss prevention' },
    hasGuardrails: { type: 'boolean', title: 'Guardrails' },
    hasZeroDataRetention: { type: 'boolean', title: 'Zero data retention' },
    logs: { type: 'boolean', title: 'Logs requests' },
  },
  applies: {
    any: [
      { fact: 'isRegulated', is: 'equal', value: true },
      { fact: 'isRestricted', is: 'equal', value: true },
    ],
  },
  appliesTo:
    'The gateway has no data class that is regulated or `restricted`: tag it in Cloudflare, or write a rule in `cloudflare.dataClasses`, if such data goes through it.',
  rule: {
    all: [
      {
        any: [
          { fact: 'isRegulated', is: 'equal', value: false },
          { fact: 'hasDlp', is: 'equal', value: true },
          { fact: 'hasGuardrails', is: 'equal', value: true },
          { fact: 'hasZeroDataRetention', is: 'equal', value: true },
        ],
      },
      {
        any: [
          { fact: 'isRestricted', is: 'equal', value: false },
          { fact: 'logs', is: 'equal', value: false },
        ],
      },
    ],
  },
});

/** Of AI gateways: costs cannot run away. */
export const gatewaySpendLimit = check({
  id: 'aigw.spend-limit',
  version: 1,
  title: 'The gateway limits what is spent',
  proves:
    'At least one limit of costs is in force for the gateway. Whether it is the right one, it does not prove.',
  remediation: 'Add a spend limit in the settings of the gateway.',
  severity: 'low',
  kind: 'design',
  criteria: ['A1.1'],
  subjects: ['aiGateway'],
  facts: {
    spendLimits: { type: 'integer', title: 'Spend limits in force' },
  },
  rule: { fact: 'spendLimits', is: 'more-than', value: 0 },
});

/** Of AI gateways: data goes only to vendors that somebody approved. */
export const knownProviders = check({
  id: 'ai.providers-known',
  version: 1,
  title: 'Only approved AI providers are used',
  proves:
    'Every provider that has a key in the gateway, that one of its active routes asks, or that was asked through it in the last 24 hours, is on the list of approved providers. What is asked past the gateway is not seen.',
  remediation:
    'Have the provider reviewed and add it to `cloudflare.scorecards.approvedProviders`, or remove its key and its routes.',
  severity: 'low',
  kind: 'operating',
  criteria: ['CC9.2'],
  subjects: ['aiGateway'],
  facts: {
    hasApprovedList: {
      type: 'boolean',
      title: 'There is a list of approved providers',
    },
    providers: { type: 'strings', title: 'Providers', volatile: true },
    providersSeen: {
      type: 'integer',
      title: 'Number of providers',
      volatile: true,
    },
    unapprovedProviders: {
      type: 'integer',
      title: 'Providers that are not approved',
    },
  },
  applies: {
    all: [
      { fact: 'hasApprovedList', is: 'equal', value: true },
      { fact: 'providersSeen', is: 'more-than', value: 0 },
    ],
  },
  appliesTo:
    'No approved providers are listed: add them to `cloudflare.scorecards.approvedProviders`.',
  rule: { fact: 'unapprovedProviders', is: 'equal', value: 0 },
});
