import {
  FactDefinition,
  findCheck,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { isDeepStrictEqual } from 'node:util';
import { StoredEntity, StoredResult } from '../StoredPosture';
import { CheckPlace } from './totalsOf';

/** A name in quotes; a time; a figure that stands alone. */
const QUOTED_OR_FIGURE =
  /('[^']*')|(?<![^\s(])(?:\d{4}-\d\d-\d\d(?:T[\d:.]+Z| \d\d:\d\d UTC)?|\d[\d.,]*)(?=%?[.,;:)]*(?:\s|$))/g;

/** What became of an entity between two evaluations. */
export interface PostureChangeBody {
  /** As it is now, with the results that changed or are new. */
  entity: StoredEntity;
  /** Ids of checks that have no result any more. */
  removed?: string[];
}

/**
 * What changed; undefined where nothing did that is worth to be kept. That
 * facts were read anew, or moved as they do by themselves, is not.
 */
export function changeBetween(
  before: StoredEntity,
  after: StoredEntity,
  placeOf: CheckPlace = findCheck,
): PostureChangeBody | undefined {
  const known = new Map(before.results.map(result => [result.checkId, result]));
  const results = after.results.filter(result => {
    const old = known.get(result.checkId);
    return !old || !isSame(old, result, placeOf(result.checkId)?.check.facts);
  });
  const kept = new Set(after.results.map(({ checkId }) => checkId));
  const removed = [...known.keys()].filter(checkId => !kept.has(checkId));
  const isSameEntity = isDeepStrictEqual(
    { ...before, results: [] },
    { ...after, results: [] },
  );
  return results.length === 0 && removed.length === 0 && isSameEntity
    ? undefined
    : {
        entity: { ...after, results },
        ...(removed.length > 0 && { removed }),
      };
}

/** The entity after a change. */
export function withChange(
  before: StoredEntity | undefined,
  { entity, removed = [] }: PostureChangeBody,
): StoredEntity {
  const results = new Map(
    before?.results.map(result => [result.checkId, result]),
  );
  removed.forEach(checkId => results.delete(checkId));
  entity.results.forEach(result => results.set(result.checkId, result));
  return { ...entity, results: [...results.values()] };
}

function isSame(
  before: StoredResult,
  after: StoredResult,
  facts: Record<string, FactDefinition> | undefined,
): boolean {
  return isDeepStrictEqual(lasting(before, facts), lasting(after, facts));
}

/** What of a result does not change by itself. */
function lasting(
  result: StoredResult,
  facts: Record<string, FactDefinition> | undefined,
) {
  const { checkVersion, state, reason, thresholds, exemption, since } = result;
  return {
    checkVersion,
    state,
    reason,
    since,
    thresholds,
    exemption,
    facts: Object.fromEntries(
      Object.entries(result.facts).filter(([name]) => !facts?.[name]?.volatile),
    ),
    atLeast: result.atLeast ?? [],
    findings: result.findings?.map(withoutFigures) ?? [],
    findingsTotal: result.findingsTotal,
  };
}

/** Figures and times move by themselves, as volatile facts do; names do not. */
function withoutFigures(finding: string): string {
  return finding.replace(
    QUOTED_OR_FIGURE,
    (_, quoted?: string) => quoted ?? '0',
  );
}
