import {
  compareRecords,
  EvidenceRecord,
} from '@cloudflare-backstage/cloudflare-evidence';
import {
  Check,
  checks,
  CheckState,
  cloudflareReadAccountPermission,
  cloudflareReadPosturePermission,
  CloudflareProblem,
  productIds,
  products,
  scorecards,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { z } from 'zod';
import { ExemptionAt } from '../../posture/exemptions/Exemptions';
import { exemptUntilOf } from '../../posture/exemptions/exemptUntilOf';
import {
  PostureRow,
  PostureSnapshot,
  stateAt,
} from '../../posture/PostureSnapshot';
import { PostureServices } from '../../posture/PostureServices';
import { EvaluationRow, StoredEntity } from '../../posture/StoredPosture';
import { factValue } from '../../posture/routes/postureSchemas';
import { personal } from '../../redaction/marks';
import { EvidenceKindDefinition } from '../EvidenceKindDefinition';
import { recordTime } from './recordTime';

/** An evaluation that is older does not tell of now. */
const FRESH_MS = 2 * 3_600_000;

/** A clock can be ahead of another by so much. */
const MOST_AHEAD_MS = 5 * 60_000;
/** Times that the posture is read, while other evaluations finish. */
const MOST_ATTEMPTS = 3;

const EVALUATED_MEANWHILE: CloudflareProblem = {
  kind: 'unavailable',
  message: 'Posture was evaluated anew each time that it was read; try again',
};

const NOT_EVALUATED: CloudflareProblem = {
  kind: 'unavailable',
  message: 'Posture was not evaluated yet',
};

const resultRecord = z.object({
  id: z.string(),
  type: z.literal('result'),
  scorecard: z.string(),
  checkId: z.string(),
  checkVersion: z.number(),
  title: z.string(),
  severity: z.string(),
  kind: z.string(),
  criteria: z.array(z.string()),
  entityRef: z.string(),
  subject: z.string(),
  owner: z.string().optional(),
  system: z.string().optional(),
  components: z.array(z.string()),
  state: z.string(),
  reason: z.string().optional(),
  message: personal(z.string(), 'text').optional(),
  since: z.string(),
  facts: z.record(z.string(), factValue),
  atLeast: z.array(z.string()).optional(),
  thresholds: z.record(z.string(), z.number()),
  observedAt: z.string().optional(),
  evaluatedAt: z.string(),
  sources: z.array(
    z.object({
      name: z.string(),
      observedAt: z.string(),
      rayIds: z.array(z.string()).optional(),
    }),
  ),
  findings: z.array(personal(z.string(), 'text')).optional(),
  findingsTotal: z.number().optional(),
  exemption: z.string().optional(),
});

const exemptionRecord = z.object({
  id: z.string(),
  type: z.literal('exemption'),
  exemption: z.string(),
  checkId: z.string(),
  entityRef: z.string().optional(),
  filter: z.record(z.string(), z.string()).optional(),
  reason: personal(z.string(), 'text'),
  requestedBy: z.string(),
  approvedBy: z.string().optional(),
  approvedAt: z.string().optional(),
  expiresAt: z.string(),
  ticketUrl: z.string().optional(),
  status: z.string(),
});

const thresholdRecord = z.object({
  id: z.string(),
  type: z.literal('threshold'),
  checkId: z.string(),
  checkVersion: z.number(),
  thresholds: z.record(z.string(), z.number()),
});

/** What the results are read from. */
export type ScorecardDependencies = Pick<
  PostureServices,
  'store' | 'exemptions' | 'config'
>;

/**
 * What the checks say of the account, its resources and all Components, with
 * the exemptions and the thresholds in force.
 */
export function scorecard({
  store,
  exemptions,
  config,
}: ScorecardDependencies): EvidenceKindDefinition {
  return {
    nature: 'state',
    subjects: ['account'],
    permissions: () => [
      cloudflareReadPosturePermission,
      cloudflareReadAccountPermission,
      ...productIds.map(id => products[id].permission),
    ],
    async collect({ account, redactor, progress }) {
      const now = Date.now();
      const subject = { account: account.accountId };
      const known = await currentPosture(store);
      if ('unread' in known) {
        const { unread } = known;
        const gaps = [{ what: 'evaluation', reason: unread.kind }];
        return { subject, records: [], count: 0, gaps, unread };
      }
      const entries = exemptions.at(new Date(now));
      const snapshot = new PostureSnapshot(
        known.evaluation,
        known.entities.filter(
          each => each.account === account.key || each.subject === 'component',
        ),
        exemptUntilOf(exemptions, now),
      );
      const { finishedAt = '' } = known.evaluation;
      const ofResult = redactor.of(resultRecord);
      const ofExemption = redactor.of(exemptionRecord);
      const ofThreshold = redactor.of(thresholdRecord);
      const records: EvidenceRecord[] = [
        ...snapshot.rows.map(row =>
          ofResult(toResult(row, stateAt(row, now), finishedAt)),
        ),
        ...entries.map(entry => ofExemption(toExemption(entry))),
        ...checks.map(check =>
          ofThreshold(toThreshold(check, config.thresholds[check.id])),
        ),
      ].sort(compareRecords);
      progress(records.length);
      const age = now - Date.parse(finishedAt);
      const isFresh = age <= FRESH_MS && age >= -MOST_AHEAD_MS;
      return {
        subject,
        records,
        count: records.length,
        gaps: isFresh ? [] : [{ what: 'evaluation', reason: 'unavailable' }],
      };
    },
  };
}

/**
 * The last evaluation as it was stored: what is told of the past leaves out
 * figures that moved by themselves.
 */
async function currentPosture(
  store: ScorecardDependencies['store'],
): Promise<
  | { evaluation: EvaluationRow; entities: StoredEntity[] }
  | { unread: CloudflareProblem }
> {
  let evaluation = await store.finished();
  for (let attempt = 0; evaluation && attempt < MOST_ATTEMPTS; attempt++) {
    const entities = await store.current();
    const after = await store.finished();
    if (after?.id === evaluation.id) {
      return { evaluation, entities };
    }
    evaluation = after;
  }
  return { unread: evaluation ? EVALUATED_MEANWHILE : NOT_EVALUATED };
}

function toResult(
  { entity, check, scorecard: id, stored }: PostureRow,
  state: CheckState,
  evaluatedAt: string,
): z.input<typeof resultRecord> {
  const { observedAt } = stored;
  return {
    id: `result ${check.id} ${entity.entityRef}`,
    type: 'result',
    scorecard: scorecards[id].title,
    checkId: check.id,
    checkVersion: stored.checkVersion,
    title: check.title,
    severity: check.severity,
    kind: check.kind,
    criteria: [...check.criteria],
    entityRef: entity.entityRef,
    subject: entity.subject,
    owner: entity.owner,
    system: entity.system,
    components: entity.components.toSorted(),
    state,
    reason: stored.reason,
    message: state === stored.state ? stored.message : undefined,
    since: recordTime(stored.since),
    facts: stored.facts,
    atLeast: stored.atLeast?.toSorted(),
    thresholds: stored.thresholds,
    observedAt: observedAt && recordTime(observedAt),
    evaluatedAt: recordTime(evaluatedAt),
    sources: stored.sources.map(each => ({
      ...each,
      observedAt: recordTime(each.observedAt),
    })),
    findings: stored.findings,
    findingsTotal: stored.findingsTotal,
    exemption: state === 'exempt' ? stored.exemption : undefined,
  };
}

function toExemption({
  id,
  filter,
  ...entry
}: ExemptionAt): z.input<typeof exemptionRecord> {
  return {
    ...entry,
    id: `exemption ${id}`,
    type: 'exemption',
    exemption: id,
    filter: filter && JSON.parse(JSON.stringify(filter)),
  };
}

function toThreshold(
  { id, version }: Check,
  thresholds: Readonly<Record<string, number>> = {},
): z.input<typeof thresholdRecord> {
  return {
    id: `threshold ${id}`,
    type: 'threshold',
    checkId: id,
    checkVersion: version,
    thresholds: { ...thresholds },
  };
}
