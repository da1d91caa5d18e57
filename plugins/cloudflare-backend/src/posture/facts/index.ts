import { ScorecardId } from '@cloudflare-backstage/plugin-cloudflare-common';
import { ScorecardFacts } from '../CollectedFacts';
import { accessHygieneFacts } from './access-hygiene';
import { aiGovernanceFacts } from './ai-governance';
import { changeManagementFacts } from './change-management';
import { coverageFacts } from './coverage';
import { dataRetentionFacts } from './data-retention';
import { resilienceFacts } from './resilience';

/** How the facts of every check are collected. */
export const scorecardFacts: { [Id in ScorecardId]: ScorecardFacts<Id> } = {
  'access-hygiene': accessHygieneFacts,
  'change-management': changeManagementFacts,
  'data-retention': dataRetentionFacts,
  resilience: resilienceFacts,
  'ai-governance': aiGovernanceFacts,
  coverage: coverageFacts,
};
