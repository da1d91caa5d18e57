import { sameCiRun, findCiRunUrl } from './ciRuns';
import { isShortCommit, sameCommit } from './commits';
import { decodeProvenanceMessage, hasProvenanceTrailer } from './messages';
import {
  Provenance,
  ProvenanceConflict,
  ProvenanceFields,
  ProvenanceOptions,
  ProvenanceSource,
} from './types';
import { commitUrlOf, isAllowedHost } from './urls';

/** The best first, of those that are not always given in their order. */
const PRECEDENCE: ProvenanceSource[] = [
  'catalog',
  'builds',
  'annotation',
  'manifest',
];

/** The fields on which sources may differ: the best one is taken. */
const FURTHER_FIELDS: (keyof ProvenanceFields)[] = [
  'repositoryUrl',
  'ref',
  'pullRequest',
  'actor',
  'attempt',
];

/** What one source says. */
export interface Claim {
  source: ProvenanceSource;
  fields: ProvenanceFields;
}

type Value = ProvenanceConflict['values'][number];

/** The claim of a message: its trailer's, or that of a CI run it links to. */
export function claimOfMessage(
  source: ProvenanceSource,
  message: string | undefined,
  options: ProvenanceOptions,
): Claim[] {
  if (!message) {
    return [];
  }
  return claimOf(
    source,
    hasProvenanceTrailer(message)
      ? decodeProvenanceMessage(message)
      : { ciRunUrl: findCiRunUrl(message, options.ciHosts) },
  );
}

/** A claim of the fields that are given; none when no field is. */
export function claimOf(
  source: ProvenanceSource,
  fields: ProvenanceFields,
): Claim[] {
  const given = Object.entries(fields).filter(([, value]) => value);
  return given.length ? [{ source, fields: Object.fromEntries(given) }] : [];
}

/**
 * Weighs claims into a provenance. They come best source first, but for those
 * of {@link PRECEDENCE}. `inherited` fills what no claim tells, without
 * contradicting any.
 */
export function weighClaims(
  given: readonly Claim[],
  options: ProvenanceOptions,
  extra: { buildId?: string; commitDirty?: boolean; inherited?: Provenance },
): Provenance {
  const { inherited, commitDirty } = extra;
  const claims = [...given].sort((a, b) => rankOf(a) - rankOf(b));
  const fields: ProvenanceFields = {};
  const sources: Provenance['sources'] = {};
  const take = (field: keyof ProvenanceFields, value?: Value) => {
    if (value && fields[field] === undefined) {
      fields[field] = value.value;
      sources[field] = value.source;
    }
  };

  const commits = valuesOf(claims, 'commitSha');
  take(
    'commitSha',
    // The best source's commit, in full where another source spells it out.
    commits.find(
      ({ value }) =>
        !isShortCommit(value) && sameCommit(value, commits[0].value),
    ) ?? commits[0],
  );
  const runs = valuesOf(claims, 'ciRunUrl');
  const linkable = (value: string) => isAllowedHost(value, options.ciHosts);
  take(
    'ciRunUrl',
    runs.find(({ value }) => linkable(value)),
  );
  for (const field of FURTHER_FIELDS) {
    take(field, valuesOf(claims, field)[0]);
  }

  const buildId = extra.buildId ?? inherited?.buildId;
  const foreignRun = runs.find(({ value }) => !linkable(value));
  const ciRunText = foreignRun?.value ?? inherited?.ciRunText;
  if (inherited) {
    for (const field of Object.keys(
      inherited.sources,
    ) as (keyof ProvenanceFields)[]) {
      const source = inherited.sources[field];
      const value = inherited[field];
      take(field, source && value ? { source, value } : undefined);
    }
  }
  const runSource =
    foreignRun?.source ??
    (extra.buildId ? 'builds' : inherited?.sources.ciRunUrl);
  if (!sources.ciRunUrl && runSource) {
    sources.ciRunUrl = runSource;
  }

  const conflicts = [
    ...conflictOf('commitSha', commits, sameCommit),
    ...conflictOf('ciRunUrl', runs, sameCiRun),
    ...(inherited?.conflicts ?? []),
  ];
  const short =
    fields.commitSha !== undefined && isShortCommit(fields.commitSha);
  const provenance: Provenance = {
    state: 'none',
    ...fields,
    ...(short && { shortCommit: true }),
    ...(fields.commitSha &&
      fields.repositoryUrl &&
      linkable(fields.repositoryUrl) && {
        commitUrl: commitUrlOf(fields.repositoryUrl, fields.commitSha),
      }),
    ...(ciRunText && { ciRunText }),
    ...(buildId && { buildId }),
    ...(commitDirty !== undefined && { commitDirty }),
    sources,
    conflicts,
    inherited: inherited !== undefined,
  };
  return { ...provenance, state: stateOf(provenance) };
}

function rankOf({ source }: Claim): number {
  const rank = PRECEDENCE.indexOf(source);
  return rank < 0 ? PRECEDENCE.length : rank;
}

function stateOf(provenance: Provenance): Provenance['state'] {
  if (provenance.conflicts.length > 0) {
    return 'conflict';
  }
  const run = provenance.ciRunUrl ?? provenance.buildId;
  if (provenance.commitSha && !provenance.shortCommit && run) {
    return 'complete';
  }
  const anything = Object.keys(provenance.sources).length > 0 || run;
  return anything ? 'partial' : 'none';
}

function valuesOf(
  claims: readonly Claim[],
  field: keyof ProvenanceFields,
): Value[] {
  return claims.flatMap(({ source, fields }) => {
    const value = fields[field];
    return value ? [{ source, value }] : [];
  });
}

function conflictOf(
  field: keyof ProvenanceFields,
  values: Value[],
  same: (a: string, b: string) => boolean,
): ProvenanceConflict[] {
  const disagree = values.some((a, i) =>
    values.slice(i + 1).some(b => !same(a.value, b.value)),
  );
  return disagree ? [{ field, values }] : [];
}
