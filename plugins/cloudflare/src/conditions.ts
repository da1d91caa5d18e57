import {
  Entity,
  parseEntityRef,
  RELATION_HAS_PART,
} from '@backstage/catalog-model';
import { FilterPredicate } from '@backstage/filter-predicates';
import {
  ACCOUNT_RESOURCE_TYPE,
  productIds,
  products,
  resourceAnnotations,
} from '@cloudflare-backstage/plugin-cloudflare-common';

/** `spec.type` of every catalog Resource that stands for something at Cloudflare. */
export const cloudflareResourceTypes: string[] = [
  ...productIds.map(id => products[id].resourceType),
  ACCOUNT_RESOURCE_TYPE,
];

/** Lifecycle of Components in production, unless the configuration says more. */
const PRODUCTION = 'production';

function hasAnnotation(annotation: string): FilterPredicate {
  const path = `metadata.annotations.${annotation}`;
  return { [path]: { $exists: true } } as FilterPredicate;
}

/**
 * Matches Components that name a Cloudflare resource, and the Resources
 * themselves.
 */
export const cloudflareEntityFilter: FilterPredicate = {
  $any: [
    {
      $all: [
        { kind: 'component' },
        {
          $any: resourceAnnotations.map(hasAnnotation),
        },
      ],
    },
    { kind: 'resource', 'spec.type': { $in: cloudflareResourceTypes } },
  ],
};

/** Kinds of what a System has that checks can be about. */
const PARTS = ['component', 'resource'];

function hasPart(kind: string): FilterPredicate {
  return {
    relations: {
      $contains: {
        type: RELATION_HAS_PART,
        targetRef: { $hasPrefix: `${kind}:` },
      },
    },
  };
}

/**
 * Matches what checks can be about: the Resources of Cloudflare accounts, the
 * Components that name one or, being in production, should, and Systems with
 * Components or Resources. Of those, a System tells nothing but their refs.
 */
export const cloudflarePostureFilter: FilterPredicate = {
  $any: [
    cloudflareEntityFilter,
    { kind: 'component', 'spec.lifecycle': PRODUCTION },
    { $all: [{ kind: 'system' }, { $any: PARTS.map(hasPart) }] },
  ],
};

/**
 * Whether an entity is a Resource of a Cloudflare account.
 */
export function isCloudflareResource(entity: Entity): boolean {
  return (
    entity.kind.toLocaleLowerCase('en-US') === 'resource' &&
    cloudflareResourceTypes.includes(String(entity.spec?.type))
  );
}

/**
 * Whether the Cloudflare tab has something to show for an entity: a Component
 * with one of the plugins' annotations, or a Resource of a Cloudflare account.
 *
 * @public
 */
export function isCloudflareAvailable(entity: Entity): boolean {
  return (
    isCloudflareResource(entity) ||
    (entity.kind.toLocaleLowerCase('en-US') === 'component' &&
      resourceAnnotations.some(
        annotation => entity.metadata.annotations?.[annotation] !== undefined,
      ))
  );
}

/**
 * Whether the posture card can have something to show for an entity: the
 * Resources of Cloudflare accounts, Components that name one or are in
 * production, and Systems with Components or Resources.
 *
 * @public
 */
export function isCloudflarePostureAvailable(entity: Entity): boolean {
  switch (entity.kind.toLocaleLowerCase('en-US')) {
    case 'component':
      return (
        isCloudflareAvailable(entity) || entity.spec?.lifecycle === PRODUCTION
      );
    case 'system':
      return (entity.relations ?? []).some(
        ({ targetRef, type }) =>
          type === RELATION_HAS_PART &&
          PARTS.includes(parseEntityRef(targetRef).kind),
      );
    default:
      return isCloudflareAvailable(entity);
  }
}
