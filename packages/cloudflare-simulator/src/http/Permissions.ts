import type { KnownToken, Route } from './Route';

/** Which permission groups the account refuses at the moment, to any token. */
export class Permissions {
  readonly #refused = new Set<string>();

  refuse(group: string): void {
    this.#refused.add(group);
  }

  grant(group: string): void {
    this.#refused.delete(group);
  }

  /**
   * A token without a list of groups holds the usual one of every operation,
   * so that refusing that one is felt.
   */
  allows(token: KnownToken, route: Route): boolean {
    if (route.permissions.length === 0) return true;
    const held = token.permissions
      ? route.permissions.filter(group => token.permissions!.includes(group))
      : route.permissions.slice(0, 1);
    return held.some(group => !this.#refused.has(group));
  }
}
