import { JsonObject, JsonValue } from '@backstage/types';
import {
  CloudflareProblem,
  FactSource,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { PostureSource, PostureSources } from '../PostureSources';
import { PostureSubject } from '../PostureSubject';
import { Measured } from '../sources/accountMetrics';
import { ReadFacts, readFacts } from '../sources/readFacts';

/** Reads a source in the account of a subject. */
export async function readOf<T>(
  { account }: PostureSubject,
  source: PostureSource<T>,
  sources: PostureSources,
  key?: string,
): Promise<ReadFacts<T>> {
  return account
    ? readFacts(source, account, sources, key)
    : // Nobody can ask an account that is no longer configured.
      { sources: [] };
}

/** Where facts come from, and why some are not known. */
export interface FactsFrom {
  sources: FactSource[];
  problem?: CloudflareProblem;
}

/** Where facts of several readings come from, with the first reason of them. */
export function together(...readings: readonly FactsFrom[]): FactsFrom {
  const sources = readings.flatMap(reading => reading.sources);
  return {
    sources: [
      ...new Map(
        sources.map(source => [`${source.name} ${source.observedAt}`, source]),
      ).values(),
    ],
    problem: readings.find(({ problem }) => problem)?.problem,
  };
}

/** `spec.parameters` of a Resource, of which none is sure to be there. */
export function parametersOf({ entity }: PostureSubject) {
  const { parameters = {} } = (entity.spec ?? {}) as {
    parameters?: JsonObject;
  };
  return {
    text: (name: string) => ofType(parameters[name], 'string'),
    number: (name: string) => ofType(parameters[name], 'number'),
    flag: (name: string) => ofType(parameters[name], 'boolean'),
    texts(name: string): string[] {
      const value = parameters[name];
      return Array.isArray(value)
        ? value.filter(item => typeof item === 'string')
        : [];
    },
  };
}

/**
 * Why what the sync reads of each resource is not known: the entity tells what
 * was read before, or nothing. Undefined: it is known.
 */
export function whyDetailUnread(subject: PostureSubject): string | undefined {
  return parametersOf(subject).flag('detailComplete') === false
    ? 'The sync could not read the resource itself yet, or not again since it changed; its next runs try'
    : undefined;
}

interface Types {
  string: string;
  number: number;
  boolean: boolean;
}

function ofType<T extends keyof Types>(
  value: JsonValue | undefined,
  type: T,
): Types[T] | undefined {
  return typeof value === type ? (value as Types[T]) : undefined;
}

/** Without rows of a dataset that was read whole, nothing was measured. */
export function unmeasured(
  measured: Pick<Measured<unknown>, 'problem'> | undefined,
): null | undefined {
  return measured && !measured.problem ? null : undefined;
}

/** Why a setting is not known that Cloudflare left out of its answer. */
export function notTold(what: string): CloudflareProblem {
  return {
    kind: 'not-supported',
    message: `Cloudflare does not tell ${what}`,
  };
}
