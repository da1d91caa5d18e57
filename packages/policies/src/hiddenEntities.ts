import {
  AllOfCriteria,
  AuthorizeResult,
  PermissionCondition,
  PermissionCriteria,
  PolicyDecision,
} from '@backstage/plugin-permission-common';
import { RESOURCE_TYPE_CATALOG_ENTITY } from '@backstage/plugin-catalog-common/alpha';
import {
  productIds,
  products,
} from '@cloudflare-backstage/plugin-cloudflare-common';

/** The types of the Resources that are hidden from someone. */
export function hiddenTypes(
  isGranted: (permission: string) => boolean,
): string[] {
  return productIds
    .map(id => products[id])
    .filter(
      ({ hiddenWithoutPermission, permission }) =>
        hiddenWithoutPermission && !isGranted(permission.name),
    )
    .map(({ resourceType }) => resourceType);
}

/** Narrows who may see which entities, by the types of Resources. */
export function withoutTypes(
  decision: PolicyDecision,
  types: readonly string[],
): PolicyDecision {
  if (types.length === 0 || decision.result === AuthorizeResult.DENY) {
    return decision;
  }
  const visible: PermissionCriteria<PermissionCondition> = {
    not: {
      anyOf: [hasType(types[0]), ...types.slice(1).map(hasType)],
    },
  };
  const conditions: PermissionCriteria<PermissionCondition> =
    decision.result === AuthorizeResult.CONDITIONAL
      ? ({
          allOf: [decision.conditions, visible],
        } satisfies AllOfCriteria<PermissionCondition>)
      : visible;
  return {
    result: AuthorizeResult.CONDITIONAL,
    pluginId: 'catalog',
    resourceType: RESOURCE_TYPE_CATALOG_ENTITY,
    conditions,
  };
}

function hasType(value: string): PermissionCondition {
  return {
    // The catalog's own rule.
    rule: 'HAS_SPEC',
    resourceType: RESOURCE_TYPE_CATALOG_ENTITY,
    params: { key: 'type', value },
  };
}
