import { UserInfoService } from '@backstage/backend-plugin-api';
import { catalogEntityReadPermission } from '@backstage/plugin-catalog-common/alpha';
import {
  AuthorizeResult,
  DefinitivePolicyDecision,
  PolicyDecision,
} from '@backstage/plugin-permission-common';
import {
  PermissionPolicy,
  PolicyQuery,
  PolicyQueryUser,
} from '@backstage/plugin-permission-node';
import { hiddenTypes, withoutTypes } from './hiddenEntities';
import { cloudflarePolicyMatrix, PolicyMatrix } from './matrix';

/** Start of the names of all permissions of the Cloudflare plugins. */
const CLOUDFLARE = 'cloudflare.';

/**
 * Decides on a permission of the Cloudflare plugins or of Tech Insights:
 * allowed when the matrix gives it to one of the owners, else denied, also when
 * it is ours and the matrix does not know it. Every other permission is not
 * ours: `undefined`.
 *
 * @param ownershipEntityRefs - the user and their groups, as in
 *   `BackstageUserInfo`; empty for a caller who is no user
 * @public
 */
export function cloudflareDecision(
  request: PolicyQuery,
  ownershipEntityRefs: readonly string[],
  matrix: PolicyMatrix = cloudflarePolicyMatrix,
): DefinitivePolicyDecision | undefined {
  const { name } = request.permission;
  if (!name.startsWith(CLOUDFLARE) && !Object.hasOwn(matrix, name)) {
    return undefined;
  }
  return {
    result: isGranted(name, ownershipEntityRefs, matrix)
      ? AuthorizeResult.ALLOW
      : AuthorizeResult.DENY,
  };
}

/**
 * Narrows a decision on `catalog.entity.read`: entities of products of which
 * not even the existence should be known, Zero Trust and Secrets Store, are
 * hidden from owners who may not read the product. Every other decision, and
 * every other request, stays as it is.
 *
 * @param decision - what your policy decides on the request
 * @param ownershipEntityRefs - the user and their groups, as in
 *   `BackstageUserInfo`; empty for a caller who is no user
 * @public
 */
export function withoutHiddenEntities(
  request: PolicyQuery,
  decision: PolicyDecision,
  ownershipEntityRefs: readonly string[],
  matrix: PolicyMatrix = cloudflarePolicyMatrix,
): PolicyDecision {
  return request.permission.name === catalogEntityReadPermission.name
    ? withoutTypes(
        decision,
        hiddenTypes(name => isGranted(name, ownershipEntityRefs, matrix)),
      )
    : decision;
}

/**
 * Permission policy that decides on the Cloudflare plugins by a
 * {@link PolicyMatrix} and leaves everything else to another policy, of whose
 * decision on catalog entities it hides those of {@link withoutHiddenEntities}.
 *
 * @public
 */
export class CloudflarePermissionPolicy implements PermissionPolicy {
  readonly #userInfo: UserInfoService;
  readonly #fallback: PermissionPolicy;
  readonly #matrix: PolicyMatrix;

  /**
   * @param options - `userInfo` tells the groups of a user. `fallback` decides
   *   on what is not ours; without one, it is allowed. `matrix` replaces the
   *   suggested one.
   */
  constructor(options: {
    userInfo: UserInfoService;
    fallback?: PermissionPolicy;
    matrix?: PolicyMatrix;
  }) {
    this.#userInfo = options.userInfo;
    this.#fallback = options.fallback ?? {
      handle: async () => ({ result: AuthorizeResult.ALLOW }),
    };
    this.#matrix = options.matrix ?? cloudflarePolicyMatrix;
  }

  async handle(
    request: PolicyQuery,
    user?: PolicyQueryUser,
  ): Promise<PolicyDecision> {
    const isOurs = cloudflareDecision(request, [], this.#matrix) !== undefined;
    const isOfEntities =
      request.permission.name === catalogEntityReadPermission.name;
    if (!isOurs && !isOfEntities) {
      return this.#fallback.handle(request, user);
    }
    const owners = user
      ? (await this.#userInfo.getUserInfo(user.credentials)).ownershipEntityRefs
      : [];
    return (
      cloudflareDecision(request, owners, this.#matrix) ??
      withoutHiddenEntities(
        request,
        await this.#fallback.handle(request, user),
        owners,
        this.#matrix,
      )
    );
  }
}

function isGranted(
  permission: string,
  ownershipEntityRefs: readonly string[],
  matrix: PolicyMatrix,
): boolean {
  // Entity refs are the same in any letter case.
  const held = new Set(ownershipEntityRefs.map(ref => ref.toLowerCase()));
  const holders = Object.hasOwn(matrix, permission) ? matrix[permission] : [];
  return holders.some(ref => held.has(ref.toLowerCase()));
}
