import { Entity } from '@backstage/catalog-model';
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
