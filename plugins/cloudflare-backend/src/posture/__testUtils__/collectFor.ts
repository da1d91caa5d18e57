import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { CloudflareApiError } from '@cloudflare-backstage/cloudflare-client';
import {
  ACCOUNT_RESOURCE_TYPE,
  ANNOTATION_CLOUDFLARE_NAME,
  Check,
  checks,
  CheckSubject,
  CloudflareProblem,
  FactDefinition,
  findCheck,
  productOfResourceType,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { CloudflareAccount } from '@cloudflare-backstage/plugin-cloudflare-node';
import { failingAccount } from '../../__testUtils__/failingAccount';
import { CollectedFacts, FactCollector } from '../CollectedFacts';
import { evaluate, Verdict } from '../evaluate';
import { scorecardFacts } from '../facts';
import {
  PostureDependencies,
  PostureSource,
  PostureSources,
  SourceContext,
  SourceReading,
} from '../PostureSources';
import { PostureSubject } from '../PostureSubject';
import { ScorecardsConfig } from '../ScorecardsConfig';
import { ProductSync, productSync } from '../sources/productSync';

/** When tests evaluate, unless they say otherwise. */
export const NOW = new Date('2026-03-01T12:00:00Z');

/** The entity of an account. */
export const accountEntity: Entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Resource',
  metadata: { name: 'cf-account' },
  spec: { type: ACCOUNT_RESOURCE_TYPE },
};

/** What a source is said to tell: read just now, unless it says otherwise. */
export type StubbedReading =
  | { value: unknown; observedAt?: Date; incomplete?: CloudflareProblem }
  | { problem: CloudflareProblem };

/** What a check is evaluated on, in a test. */
export interface CollectForOptions {
  entity: Entity;
  /** What is not to be taken from the entity. */
  subject?: Partial<PostureSubject>;
  /** What else there is in the catalog. */
  others?: readonly (Entity | PostureSubject)[];
  /** By default every read upstream fails. */
  account?: CloudflareAccount;
  /** What the sources read from; whatever is not given fails when it is used. */
  dependencies?: Partial<PostureDependencies>;
  config?: Partial<ScorecardsConfig>;
  thresholds?: Readonly<Record<string, number>>;
  /**
   * What sources tell instead of reading, by their names, or by name and key
   * (`lifecycle eu:bucket`).
   */
  readings?: Readonly<Record<string, StubbedReading>>;
  /**
   * When the catalog last got all of a product or the account, and what keeps
   * it from more; by default it got all just now.
   */
  syncs?: Readonly<
    Partial<Record<ProductSync['product'], Omit<ProductSync, 'product'>>>
  >;
  now?: Date;
}

/** What a check says of an entity, and of what. */
export interface Collected
  extends Verdict,
    CollectedFacts<Record<string, FactDefinition>> {}

const NOT_ASKED: CloudflareProblem = {
  kind: 'unavailable',
  message: 'the account is not there',
};

/** Collects the facts of a check and evaluates it. */
export async function collectFor(
  checkId: string,
  options: CollectForOptions,
): Promise<Collected> {
  const found = findCheck(checkId);
  if (!found) {
    throw new Error(`There is no check '${checkId}'`);
  }
  const { check, scorecard } = found;
  const collectors = scorecardFacts[scorecard] as Record<
    string,
    FactCollector<typeof check>
  >;
  const { entity, subject, now = NOW } = options;
  const account = options.account ?? failingAccount(NOT_ASKED);
  const about = { ...subjectOf(entity, account), ...subject };
  if (!check.subjects.includes(about.kind)) {
    throw new Error(`The check '${checkId}' is not about ${about.kind}`);
  }
  const others = (options.others ?? []).map(other =>
    'entity' in other ? other : subjectOf(other, account),
  );
  const sources = fakeSources([about, ...others], checkId, { ...options, now });
  const collected = await collectors[checkId](about, sources);
  const inForce = sources.config.thresholds[checkId];
  const verdict = evaluate(check, collected, inForce, now);
  return { ...collected, ...verdict };
}

/** The subject that an entity is. */
export function subjectOf(
  entity: Entity,
  account: CloudflareAccount = failingAccount(NOT_ASKED),
): PostureSubject {
  const { metadata, spec, kind } = entity;
  const entityRef = stringifyEntityRef(entity);
  const isComponent = kind === 'Component';
  return {
    entityRef,
    kind: kindOf(entity),
    entity,
    ...(!isComponent && { account }),
    name: metadata.annotations?.[ANNOTATION_CLOUDFLARE_NAME] ?? metadata.name,
    title: metadata.title ?? metadata.name,
    ...(typeof spec?.owner === 'string' && { owner: spec.owner }),
    ...(typeof spec?.system === 'string' && { system: spec.system }),
    components: isComponent ? [entityRef] : [],
  };
}

function kindOf({ kind, spec }: Entity): CheckSubject {
  if (kind === 'Component') {
    return 'component';
  }
  const product = productOfResourceType(String(spec?.type));
  return product?.id ?? 'account';
}

function defaultsOf({ thresholds }: Check): Record<string, number> {
  return Object.fromEntries(
    Object.entries(thresholds).map(([name, known]) => [name, known.default]),
  );
}

function fakeSources(
  subjects: readonly PostureSubject[],
  checkId: string,
  options: CollectForOptions & { now: Date },
): PostureSources {
  const { readings = {}, thresholds, now } = options;
  const read = new Map<PostureSource<unknown>, Map<string, unknown>>();
  const config: ScorecardsConfig = {
    thresholds: Object.fromEntries(
      checks.map(check => [
        check.id,
        { ...defaultsOf(check), ...(check.id === checkId && thresholds) },
      ]),
    ),
    schedule: { frequency: { hours: 1 }, timeout: { minutes: 15 } },
    historyDays: 180,
    notifications: true,
    embeddingModels: [],
    dataClasses: {},
    regulated: [],
    deploymentContexts: [],
    broadPermissionGroups: [],
    ...options.config,
  };
  const dependencies = (options.dependencies ?? {}) as PostureDependencies;
  const reading: SourceContext['reading'] = {
    signal: AbortSignal.timeout(60_000),
    lane: 'background',
  };
  const sources: PostureSources = {
    now,
    config,
    subjects,
    dependencies,
    read<T>(source: PostureSource<T>, account: CloudflareAccount, key = '') {
      const stubbed =
        readings[`${source.name} ${key}`] ?? readings[source.name];
      if (stubbed) {
        const told =
          'value' in stubbed ? { observedAt: now, ...stubbed } : stubbed;
        return Promise.resolve(told as SourceReading<T>);
      }
      if ((source as PostureSource<unknown>) === productSync) {
        const product = key as ProductSync['product'];
        const sync = options.syncs?.[product] ?? { lastComplete: now };
        const value = { product, ...sync };
        const observedAt = sync.lastComplete ?? now;
        return Promise.resolve({ value, observedAt } as SourceReading<T>);
      }
      const known = read.get(source) ?? new Map<string, unknown>();
      read.set(source, known);
      const identity = JSON.stringify([account.key, key]);
      if (!known.has(identity)) {
        const context = {
          dependencies,
          config,
          now,
          subjects,
          sources,
          reading,
        };
        known.set(identity, readBy(source, context, account, key));
      }
      return known.get(identity) as Promise<SourceReading<T>>;
    },
  };
  return sources;
}

/** As the sources of an evaluation do: what a source throws is its problem. */
async function readBy<T>(
  source: PostureSource<T>,
  context: SourceContext,
  account: CloudflareAccount,
  key: string,
): Promise<SourceReading<T>> {
  try {
    return await source.read(context, account, key);
  } catch (error) {
    if (error instanceof CloudflareApiError) {
      return { problem: error.problem };
    }
    throw error;
  }
}
