import { stringifyEntityRef } from '@backstage/catalog-model';
import { CfBinding } from '@cloudflare-backstage/cloudflare-client';
import { Inventory } from './inventory';
import { AnyIngestion } from './ResourceIngestion';

interface Targets {
  complete: boolean;
  /** Entity names; undefined for a resource that is kept out of the catalog. */
  byId: Map<string, string | undefined>;
  byName: Map<string, string | undefined>;
}

/** What a resource's bindings lead to. */
export interface ResolvedBindings {
  /** Entity refs. */
  dependsOn: string[];
  /** `<type>:<target>` of bindings whose target does not exist. */
  dangling: string[];
}

/** Which resources use which, by their bindings. */
export class BindingGraph {
  private readonly targets = new Map<string, Targets>();

  constructor(private readonly namespace: string) {}

  /** Makes a product's resources known as targets. */
  add(ingestion: AnyIngestion, inventory: Inventory): void {
    const targets: Targets = {
      complete: inventory.complete,
      byId: new Map(),
      byName: new Map(),
    };
    const known = [
      ...inventory.kept,
      ...inventory.listed.map(({ description, included, entityName }) => ({
        id: description.id,
        qualifiedName: description.qualifiedName,
        entityName: included ? entityName : undefined,
      })),
    ].sort((a, b) => (a.id < b.id ? -1 : 1));
    for (const { id, qualifiedName, entityName } of known) {
      targets.byId.set(id, entityName);
      if (!targets.byName.has(qualifiedName)) {
        targets.byName.set(qualifiedName, entityName);
      }
    }
    for (const type of ingestion.bindingTypes ?? []) {
      this.targets.set(type, targets);
    }
  }

  /**
   * Follows bindings to the resources of this account. A target is said to be
   * missing only if the listing that would have it was complete.
   */
  resolve(
    bindings: readonly CfBinding[],
    ownEntityName: string,
  ): ResolvedBindings {
    const names = new Set<string>();
    const dangling = new Set<string>();
    for (const { type, targetId, targetName } of bindings) {
      const targets = this.targets.get(type);
      const target = targetId ?? targetName;
      if (!targets || target === undefined) {
        continue;
      }
      const found =
        targetId !== undefined && targets.byId.has(targetId)
          ? targets.byId
          : targets.byName;
      const key = found === targets.byId ? targetId! : targetName ?? target;
      const entityName = found.get(key);
      if (entityName !== undefined) {
        names.add(entityName);
      } else if (targets.complete && !found.has(key)) {
        dangling.add(`${type}:${target}`);
      }
    }
    names.delete(ownEntityName);
    return {
      dependsOn: [...names].sort().map(name =>
        stringifyEntityRef({
          kind: 'Resource',
          namespace: this.namespace,
          name,
        }),
      ),
      dangling: [...dangling].sort(),
    };
  }
}
