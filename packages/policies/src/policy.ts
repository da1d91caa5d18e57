import { UserInfoService } from '@backstage/backend-plugin-api';
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
import { cloudflarePolicyMatrix, PolicyMatrix } from './matrix';

/** Start of the names of all permissions of the Cloudflare plugins. */
const CLOUDFLARE = 'cloudflare.';

/**
 * Decides on a permission of the Cloudflare plugins: allowed when the matrix
 * gives it to one of the owners, else denied, also when the matrix does not
 * know it. Every other permission is not ours: `undefined`.
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
  if (!name.startsWith(CLOUDFLARE)) {
    return undefined;
  }
  // Entity refs are the same in any letter case.
  const held = new Set(ownershipEntityRefs.map(ref => ref.toLowerCase()));
  const holders = Object.hasOwn(matrix, name) ? matrix[name] : [];
  return {
    result: holders.some(ref => held.has(ref.toLowerCase()))
      ? AuthorizeResult.ALLOW
      : AuthorizeResult.DENY,
  };
}

/**
 * Permission policy that decides on the Cloudflare plugins by a
 * {@link PolicyMatrix} and leaves everything else to another policy.
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
    const withoutUser = cloudflareDecision(request, [], this.#matrix);
    if (!withoutUser) {
      return this.#fallback.handle(request, user);
    }
    if (!user) {
      return withoutUser;
    }
    const { ownershipEntityRefs } = await this.#userInfo.getUserInfo(
      user.credentials,
    );
    return (
      cloudflareDecision(request, ownershipEntityRefs, this.#matrix) ??
      withoutUser
    );
  }
}
