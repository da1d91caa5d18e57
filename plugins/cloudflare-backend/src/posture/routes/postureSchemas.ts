import {
  AcceptanceCriterion,
  CheckPosture,
  checkStates,
  CheckState,
  CloudflareProblemKind,
  EntityPosture,
  FactSource,
  FactValue,
  PostureChange,
  PostureCounts,
  PostureCoverage,
  PostureEvaluation,
  PostureExemption,
  PostureFactsPage,
  PostureGroup,
  PostureHistory,
  PostureResult,
  PostureScore,
  PostureSummary,
  problemHttpStatus,
  productIds,
  ScorecardId,
  scorecardIds,
  ScorecardPosture,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { z } from 'zod';
import { problemSchema } from '../../routing/problemSchema';

/** The id of a scorecard. */
export const scorecardField = z.enum(
  scorecardIds as [ScorecardId, ...ScorecardId[]],
);

/** What a check is about. */
export const subjectField = z.enum(['account', 'component', ...productIds]);

export const stateField = z.enum(checkStates);

const reason = z.enum([
  ...(Object.keys(problemHttpStatus) as CloudflareProblemKind[]),
  'not-read',
]);

const counts = z.object(
  Object.fromEntries(checkStates.map(state => [state, z.number()])) as Record<
    CheckState,
    z.ZodNumber
  >,
) satisfies z.ZodType<PostureCounts>;

const scoreFields = {
  counts,
  notVisible: z.number(),
  score: z.number().optional(),
  level: z.enum(['bronze', 'silver', 'gold']).optional(),
};

export const scoreSchema = z.object(
  scoreFields,
) satisfies z.ZodType<PostureScore>;

const group = z.object({
  key: z.string(),
  title: z.string(),
  ...scoreFields,
}) satisfies z.ZodType<PostureGroup>;

/** The value of a fact. */
export const factValue = z.union([
  z.string(),
  z.number(),
  z.boolean(),
  z.null(),
  z.array(z.string()),
]) as z.ZodType<FactValue, FactValue>;

const severity = z.enum(['high', 'medium', 'low']);

const facts = z.record(z.string(), factValue);
const thresholds = z.record(z.string(), z.number());

const source = z.object({
  name: z.string(),
  observedAt: z.string(),
  rayIds: z.array(z.string()).optional(),
}) satisfies z.ZodType<FactSource>;

export const resultSchema = z.object({
  checkId: z.string(),
  checkVersion: z.number(),
  checkTitle: z.string(),
  severity,
  criteria: z.array(z.string()),
  scorecard: scorecardField,
  entityRef: z.string(),
  title: z.string(),
  subject: subjectField,
  account: z.string().optional(),
  owner: z.string().optional(),
  system: z.string().optional(),
  components: z.array(z.string()),
  state: stateField,
  reason: reason.optional(),
  message: z.string().optional(),
  since: z.string(),
  facts,
  atLeast: z.array(z.string()).optional(),
  thresholds,
  observedAt: z.string().optional(),
  evaluatedAt: z.string(),
  sources: z.array(source),
  findings: z.array(z.string()).optional(),
  findingsTotal: z.number().optional(),
  exemption: z.string().optional(),
  dashboardUrl: z.string().optional(),
}) satisfies z.ZodType<PostureResult>;

const change = z.object({
  before: stateField,
  result: resultSchema,
}) satisfies z.ZodType<PostureChange>;

export const evaluationSchema = z.object({
  state: z.enum(['never', 'running', 'finished', 'failed']),
  startedAt: z.string().optional(),
  finishedAt: z.string().optional(),
  entities: z.number().optional(),
  results: z.number().optional(),
  requests: z.number().optional(),
  problems: z.array(problemSchema),
}) satisfies z.ZodType<PostureEvaluation>;

const coverage = z.object({
  linked: z.number().optional(),
  total: z.number().optional(),
  excluded: z.number().optional(),
  share: z.number().optional(),
  expected: z.number(),
  state: stateField.optional(),
}) satisfies z.ZodType<PostureCoverage>;

export const summarySchema = z.object({
  ...scoreFields,
  evaluation: evaluationSchema,
  scorecards: z.array(group),
  accounts: z.array(group),
  products: z.array(group),
  owners: z.array(group),
  systems: z.array(group),
  components: z.array(group),
  coverage,
  comparedWith: z.string().optional(),
  worse: z.array(change),
  worseTotal: z.number(),
}) satisfies z.ZodType<PostureSummary>;

export const scorecardSchema = group.extend({
  description: z.string(),
  evaluation: evaluationSchema,
  checks: z.array(
    group.extend({
      severity,
      kind: z.enum(['design', 'operating']),
      criteria: z.array(z.string()),
      subjects: z.array(subjectField),
      thresholds,
    }) satisfies z.ZodType<CheckPosture>,
  ),
}) satisfies z.ZodType<ScorecardPosture>;

export const entitySchema = z.object({
  ...scoreFields,
  entityRef: z.string(),
  evaluation: evaluationSchema,
  scorecards: z.array(group),
  own: z.array(resultSchema),
  related: z.array(resultSchema),
  relatedTotal: z.number(),
}) satisfies z.ZodType<EntityPosture>;

export const historySchema = z.object({
  points: z.array(
    z.object({ ...scoreFields, at: z.string(), scorecard: scorecardField }),
  ),
  transitions: z
    .array(
      z.object({
        at: z.string(),
        before: stateField.optional(),
        state: stateField,
        reason: reason.optional(),
      }),
    )
    .optional(),
}) satisfies z.ZodType<PostureHistory>;

export const exemptionSchema = z.object({
  id: z.string(),
  checkId: z.string(),
  entityRef: z.string().optional(),
  filter: z
    .object({
      subject: subjectField.optional(),
      account: z.string().optional(),
      owner: z.string().optional(),
      system: z.string().optional(),
      name: z.string().optional(),
    })
    .optional(),
  nameWithheld: z.literal(true).optional(),
  reason: z.string(),
  requestedBy: z.string(),
  approvedBy: z.string().optional(),
  approvedAt: z.string().optional(),
  expiresAt: z.string(),
  ticketUrl: z.string().optional(),
  status: z.enum(['pending', 'approved', 'denied', 'revoked', 'expired']),
  expiring: z.boolean(),
  results: z.number(),
}) satisfies z.ZodType<PostureExemption>;

export const factsSchema = z.object({
  evaluation: z
    .object({ id: z.number(), startedAt: z.string(), finishedAt: z.string() })
    .optional(),
  entities: z.array(
    z.object({
      entityRef: z.string(),
      checks: z.record(
        z.string(),
        z.object({
          state: stateField,
          reason: reason.optional(),
          facts,
          observedAt: z.string().optional(),
        }),
      ),
    }),
  ),
}) satisfies z.ZodType<PostureFactsPage>;

export const criterionSchema = z.object({
  id: z.enum([
    'deployments-proven',
    'access-audit-exportable',
    'regulated-buckets-lifecycle',
    'ai-resources-discovered',
    'components-linked',
    'secrets-metadata-only',
  ]),
  title: z.string(),
  state: z.enum(['met', 'missed', 'unknown', 'not-applicable']),
  figures: z.array(
    z.object({
      label: z.string(),
      value: z.union([z.number(), z.string()]),
    }),
  ),
  message: z.string(),
}) satisfies z.ZodType<AcceptanceCriterion>;
