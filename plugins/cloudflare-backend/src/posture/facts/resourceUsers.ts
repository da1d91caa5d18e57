import {
  RELATION_DEPENDENCY_OF,
  RELATION_DEPENDS_ON,
} from '@backstage/catalog-model';
import { CloudflareProblem } from '@cloudflare-backstage/plugin-cloudflare-common';
import { PostureSources } from '../PostureSources';
import { PostureSubject } from '../PostureSubject';
import { catalogReading } from '../sources/productSync';
import { FactsFrom, together, whyDetailUnread } from './subjectReading';

/** What runs code of a Component, which uses what this binds. */
const CODE: readonly string[] = ['workers', 'pages'];

const NOT_ALL_READ: CloudflareProblem = {
  kind: 'incomplete',
  message:
    'Not all that Workers and Pages projects bind is read yet: one of them may use it for a Component',
};

/** The subjects of an evaluation, as relations lead from one to another. */
interface SubjectIndex {
  byRef: ReadonlyMap<string, PostureSubject>;
  /** The resources that a Component uses. */
  usedBy: ReadonlyMap<string, ReadonlySet<PostureSubject>>;
  /** Keys of accounts with code of which it is not read what it binds. */
  unread: ReadonlySet<string>;
}

/** One for all subjects of an evaluation, so that each relation is followed once. */
const indexes = new WeakMap<readonly PostureSubject[], SubjectIndex>();

function indexOf({ subjects }: PostureSources): SubjectIndex {
  const known = indexes.get(subjects);
  if (known) {
    return known;
  }
  const byRef = new Map(subjects.map(each => [each.entityRef, each]));
  const usedBy = new Map<string, Set<PostureSubject>>();
  const resources = subjects.filter(({ kind }) => kind !== 'component');
  for (const resource of resources) {
    for (const ref of usersOf(resource, byRef)) {
      usedBy.set(ref, (usedBy.get(ref) ?? new Set()).add(resource));
    }
  }
  const unread = new Set(
    resources
      .filter(resource => isCode(resource) && !isDetailRead(resource))
      .flatMap(({ account }) => account?.key ?? []),
  );
  const index = { byRef, usedBy, unread };
  indexes.set(subjects, index);
  return index;
}

/** All subjects of an evaluation by their entity refs. */
export function subjectsByRef(
  sources: PostureSources,
): ReadonlyMap<string, PostureSubject> {
  return indexOf(sources).byRef;
}

/** Who uses a resource, or what a Component uses. */
export interface ResourceUse extends FactsFrom {
  /** Of a resource the Components, of a Component the resources. */
  found: readonly PostureSubject[];
  /** Why there may be more. */
  incomplete?: CloudflareProblem;
}

/**
 * The Components that use a resource: those related to it, and those related to
 * a Worker or a Pages project that is.
 */
export async function componentsUsing(
  resource: PostureSubject,
  sources: PostureSources,
): Promise<ResourceUse> {
  const { byRef, unread } = indexOf(sources);
  const code = codeOf(resource, byRef).filter(
    ({ components }) => components.length > 0,
  );
  const read = await readingsOf(code, sources);
  return {
    ...read,
    found: [...usersOf(resource, byRef)].flatMap(ref => byRef.get(ref) ?? []),
    ...(unread.has(resource.account?.key ?? '') && {
      incomplete: NOT_ALL_READ,
    }),
  };
}

/** The same from the other side: the resources of a kind that a Component uses. */
export async function resourcesUsedBy(
  component: PostureSubject,
  kind: PostureSubject['kind'],
  sources: PostureSources,
): Promise<ResourceUse> {
  const { usedBy } = indexOf(sources);
  const used = [...(usedBy.get(component.entityRef) ?? [])];
  const code = used.filter(isCode);
  const read = await readingsOf(code, sources);
  return {
    ...read,
    found: used.filter(resource => resource.kind === kind),
    ...(!code.every(isDetailRead) && { incomplete: NOT_ALL_READ }),
  };
}

/** Refs of the Components that use a resource, each once. */
function usersOf(
  resource: PostureSubject,
  byRef: ReadonlyMap<string, PostureSubject>,
): ReadonlySet<string> {
  return new Set([
    ...resource.components,
    ...codeOf(resource, byRef).flatMap(({ components }) => components),
  ]);
}

/** The Workers and Pages projects that use a resource, or that implement it. */
function codeOf(
  { kind, entity }: PostureSubject,
  byRef: ReadonlyMap<string, PostureSubject>,
): PostureSubject[] {
  // A Worker that is called by another is a service of its own.
  if (CODE.includes(kind)) {
    return [];
  }
  const refs = (entity.relations ?? [])
    .filter(
      ({ type }) =>
        type === RELATION_DEPENDENCY_OF || type === RELATION_DEPENDS_ON,
    )
    .map(({ targetRef }) => targetRef);
  return [...new Set(refs)].flatMap(ref => byRef.get(ref) ?? []).filter(isCode);
}

function isCode({ kind }: PostureSubject): boolean {
  return CODE.includes(kind);
}

function isDetailRead(code: PostureSubject): boolean {
  return whyDetailUnread(code) === undefined;
}

/** What relations of code tell is as old as the listing of the code. */
async function readingsOf(
  code: readonly PostureSubject[],
  sources: PostureSources,
): Promise<FactsFrom> {
  const read = await Promise.all(
    code.map(each => catalogReading(each, sources)),
  );
  return together(...read);
}
