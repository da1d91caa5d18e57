import {
  Entity,
  parseEntityRef,
  RELATION_DEPENDS_ON,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import {
  AnnotatedResource,
  parseResourceAnnotation,
  Product,
  productIds,
  products,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { CloudflareResource } from './cloudflareResource';

/** A resource that an annotation names, and how the annotation says it. */
export interface NamedResource extends AnnotatedResource {
  product: Product;
  annotation: string;
}

/** What a Component's annotations name, in the products' order. */
export function namedResources(
  entity: Entity,
  accountKeys: readonly string[],
): NamedResource[] {
  return productIds.flatMap(id => {
    const product = products[id];
    const value =
      product.annotation && entity.metadata.annotations?.[product.annotation];
    return product.annotation && value
      ? parseResourceAnnotation(value, accountKeys).map(named => ({
          ...named,
          product,
          annotation: product.annotation!,
        }))
      : [];
  });
}

/** The Resources that an entity depends on, whatever they stand for. */
export function dependencyRefs(entity: Entity): string[] {
  return (entity.relations ?? [])
    .filter(relation => relation.type === RELATION_DEPENDS_ON)
    .map(relation => parseEntityRef(relation.targetRef))
    .filter(ref => ref.kind === 'resource')
    .map(stringifyEntityRef);
}

/** Whether a resource is the one that an annotation names. */
export function isNamedBy(
  resource: CloudflareResource,
  named: NamedResource,
): boolean {
  return (
    resource.product?.id === named.product.id &&
    resource.account === named.accountKey &&
    // Any value means the one that the account has.
    (named.product.onePerAccount || resource.name === named.qualifiedName)
  );
}
