import { CloudflareApiError } from '@cloudflare-backstage/cloudflare-client';
import {
  CloudflareProblem,
  CloudflareProblemKind,
  FactDefinition,
  ProductId,
  productIds,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { CollectedCheck } from './collectedChecks';
import { CollectedFacts } from './CollectedFacts';
import { EvaluationSources, nameOf } from './EvaluationSources';
import { Exemptions } from './exemptions/Exemptions';
import { judge } from './judge';
import { PostureDependencies } from './PostureSources';
import { PostureSubject } from './PostureSubject';
import { ScorecardsConfig } from './ScorecardsConfig';
import { StoredEntity, StoredResult } from './StoredPosture';

/** What subjects are evaluated with, in one evaluation. */
export interface SubjectEvaluationOptions {
  dependencies: Pick<PostureDependencies, 'logger' | 'mask'>;
  config: ScorecardsConfig;
  exemptions: Exemptions;
  checks: readonly CollectedCheck[];
  sources: EvaluationSources;
  previous: readonly StoredEntity[];
}

/** What Cloudflare does not have of one resource is no trouble of the whole. */
const ofOneResource: readonly CloudflareProblemKind[] = [
  'not-supported',
  'not-found',
];

function productOf({ kind }: PostureSubject): ProductId | undefined {
  return productIds.find(id => id === kind);
}

/** Evaluates one subject after the other, in one evaluation. */
export class SubjectEvaluation {
  private readonly previous: ReadonlyMap<string, StoredEntity>;
  private readonly found = new Map<string, CloudflareProblem>();
  private readonly faults = new Map<string, { error: string; count: number }>();

  constructor(private readonly options: SubjectEvaluationOptions) {
    this.previous = new Map(
      options.previous.map(entity => [entity.entityRef, entity]),
    );
  }

  /** All results of a subject; undefined when no check is about it. */
  async of(subject: PostureSubject): Promise<StoredEntity | undefined> {
    const concerned = this.options.checks.filter(({ check }) =>
      check.subjects.includes(subject.kind),
    );
    if (concerned.length === 0) {
      return undefined;
    }
    const results = await Promise.all(
      concerned.map(check => this.resultOf(check, subject)),
    );
    const { entityRef, kind, account, owner, system, dashboardUrl } = subject;
    return {
      entityRef,
      subject: kind,
      ...(account && { account: account.key }),
      name: subject.name,
      title: subject.title,
      ...(owner !== undefined && { owner }),
      ...(system !== undefined && { system }),
      components: [...subject.components],
      ...(dashboardUrl !== undefined && { dashboardUrl }),
      results,
    };
  }

  /** Why facts could not be read, each reason once. */
  problems(): CloudflareProblem[] {
    return [...this.found.values()];
  }

  /** Tells whoever runs the backend which checks are broken. */
  logFaults(): void {
    for (const [checkId, { error, count }] of this.faults) {
      this.options.dependencies.logger.error(
        `The facts of the check '${checkId}' could not be collected for ${count} entities because of a fault of this plugin (${error})`,
      );
    }
  }

  private async resultOf(
    { check, collect }: CollectedCheck,
    subject: PostureSubject,
  ): Promise<StoredResult> {
    const { config, dependencies, exemptions, sources } = this.options;
    let collected: CollectedFacts<Record<string, FactDefinition>>;
    try {
      collected = await collect(subject, sources);
    } catch (error) {
      sources.throwIfEnded();
      collected = {
        facts: {},
        sources: [],
        ...(error instanceof CloudflareApiError
          ? { problem: error.problem }
          : { message: this.faultOf(check.id, error) }),
      };
    }
    const { problem } = collected;
    if (problem && !ofOneResource.includes(problem.kind)) {
      const product = problem.product ?? productOf(subject);
      const told: CloudflareProblem = {
        ...problem,
        message: dependencies.mask(problem.message),
        // Who may not read it is not told of it.
        ...(product && { product }),
      };
      this.found.set(`${told.kind} ${product} ${told.message}`, told);
    }
    return judge({
      check,
      subject,
      collected,
      previous: this.previous
        .get(subject.entityRef)
        ?.results.find(({ checkId }) => checkId === check.id),
      thresholds: config.thresholds[check.id] ?? {},
      exemptions,
      mask: dependencies.mask,
      now: sources.now,
    });
  }

  /** What an error says can hold what was read: its kind is all that is told. */
  private faultOf(checkId: string, error: unknown): string {
    const { count = 0 } = this.faults.get(checkId) ?? {};
    this.faults.set(checkId, { error: nameOf(error), count: count + 1 });
    return `The facts could not be collected because of a fault of this plugin; the log of the backend names it`;
  }
}
