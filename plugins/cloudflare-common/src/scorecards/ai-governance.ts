import {
  gatewayAuthentication,
  gatewayDataProtection,
  gatewayRateLimit,
  gatewayRetry,
  gatewaySpendLimit,
  knownProviders,
} from './ai-governance.gateways';
import { check } from './Check';
import { Scorecard } from './Scorecard';

/** AI stack governance. */
export const aiGovernanceScorecard = {
  id: 'ai-governance',
  title: 'AI stack governance',
  description:
    'Whether models are asked through gateways that limit, protect and name what is asked, and whether what models search in is right and fresh.',
  checks: {
    'aigw.rate-limit': gatewayRateLimit,
    'aigw.retry': gatewayRetry,
    'aigw.auth': gatewayAuthentication,
    'aigw.data-protection': gatewayDataProtection,
    'aigw.spend-limit': gatewaySpendLimit,
    'vectorize.dimensions': check({
      id: 'vectorize.dimensions',
      version: 1,
      title: 'The index fits its embedding model',
      proves:
        'The vectors of the index are as long as those of the embedding model that the configuration names for it. An index for which none is named is not judged, and counts neither as right nor as wrong.',
      remediation:
        'Make a new index with the dimensions of the model and write all vectors to it, or name the right model in `cloudflare.scorecards.embeddingModels`.',
      severity: 'high',
      kind: 'design',
      criteria: ['PI1.3', 'CC7.1'],
      subjects: ['vectorize'],
      facts: {
        model: { type: 'string', title: 'Embedding model' },
        modelDimensions: { type: 'integer', title: 'Dimensions of the model' },
        dimensions: { type: 'integer', title: 'Dimensions of the index' },
        isSame: { type: 'boolean', title: 'Both are the same' },
      },
      applies: { not: { fact: 'model', is: 'equal', value: null } },
      appliesTo:
        'No embedding model is named for the index: add an entry with `index`, `model` and `dimensions` to `cloudflare.scorecards.embeddingModels`.',
      rule: { fact: 'isSame', is: 'equal', value: true },
    }),
    'vectorize.fresh': check({
      id: 'vectorize.fresh',
      version: 1,
      title: 'The index was written to lately',
      proves:
        'Changes of the index were processed lately, which is the nearest to a last write that Cloudflare tells. Whether everything that should be in it is, it does not prove.',
      remediation:
        'Find out whether what fills the index still runs. Delete an index that is no longer used.',
      severity: 'medium',
      kind: 'operating',
      criteria: ['PI1.3', 'A1.2'],
      subjects: ['vectorize'],
      facts: {
        processedUpTo: {
          type: 'time',
          title: 'Up to when changes are processed',
          volatile: true,
        },
        vectors: { type: 'integer', title: 'Vectors', volatile: true },
      },
      thresholds: {
        days: {
          title: 'Longest time without a write',
          default: 7,
          least: 1,
          most: 365,
          unit: 'days',
        },
      },
      rule: { fact: 'processedUpTo', is: 'younger-than', threshold: 'days' },
    }),
    'aisearch.crawl': check({
      id: 'aisearch.crawl',
      version: 1,
      title: 'The source was crawled lately',
      proves:
        'The instance is enabled and not paused, and a job that brings it up to date with its source ended lately, without a reason that tells of a failure. Cloudflare has no flag for success: an end without a reason, or with a word for success, is taken for one. Items that could not be indexed are not looked at.',
      remediation:
        'Enable the instance, or go on with it, and look at its jobs and errors in the Cloudflare dashboard.',
      severity: 'medium',
      kind: 'operating',
      criteria: ['PI1.3', 'A1.2'],
      subjects: ['aiSearch'],
      facts: {
        hasSource: { type: 'boolean', title: 'Has a source that is crawled' },
        isEnabled: { type: 'boolean', title: 'Enabled' },
        isPaused: { type: 'boolean', title: 'Paused' },
        lastSuccessAt: {
          type: 'time',
          title: 'When the last successful job ended',
          volatile: true,
        },
      },
      thresholds: {
        days: {
          title: 'Longest time without a successful job',
          default: 7,
          least: 1,
          most: 365,
          unit: 'days',
        },
      },
      applies: { fact: 'hasSource', is: 'equal', value: true },
      appliesTo:
        'The instance holds uploaded items: there is nothing to crawl.',
      rule: {
        all: [
          // Of null Cloudflare does not tell, and a recent success says enough.
          { not: { fact: 'isEnabled', is: 'equal', value: false } },
          { not: { fact: 'isPaused', is: 'equal', value: true } },
          { fact: 'lastSuccessAt', is: 'younger-than', threshold: 'days' },
        ],
      },
    }),
    'ai.providers-known': knownProviders,
  },
} satisfies Scorecard;
