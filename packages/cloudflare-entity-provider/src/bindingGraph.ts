import { stringifyEntityRef } from '@backstage/catalog-model';
import { BindingTarget, BindingTargets } from './BindingTargets';
import { detailOf } from './details';
import { Inventory, ListedResource } from './inventory';
import {
  AnyIngestion,
  ResourceKind,
  ResourceReference,
} from './ResourceIngestion';

/** What a resource's references lead to. */
export interface Relations {
  /** Entity refs. */
  dependsOn: string[];
  /** Entity refs. */
  dependencyOf: string[];
  /** `<type>:<target>` of references whose target does not exist. */
  dangling: string[];
  /** All references are read, and of each is known whether its target exists. */
  complete: boolean;
  /** Entity refs by the parameter that lists them. */
  parameters: Record<string, string[]>;
}

interface Use {
  target: BindingTarget;
  of: 'uses' | 'possibleUses';
}

interface Source {
  relations: Relations;
  /** Whether it is known to what all the resource refers. */
  read: boolean;
  /** What is in use by these references, or may be. */
  used: readonly Use[];
}

const NO_RELATIONS: Relations = {
  dependsOn: [],
  dependencyOf: [],
  dangling: [],
  complete: true,
  parameters: {},
};

/** Which resources of an account use which. */
export class BindingGraph {
  private readonly targets: BindingTargets;
  private readonly sources = new Map<ListedResource, Source>();
  /** Products with references of which not every resource is listed. */
  private readonly unlisted: Set<ResourceKind['id']>;
  /** Resources of which it is not read to what all they refer. */
  private unread = 0;
  private settled = false;

  /**
   * @param ingestions - of all products, also of those that are not imported:
   *   what these refer to is not known
   */
  constructor(
    private readonly namespace: string,
    ingestions: readonly AnyIngestion[],
  ) {
    this.targets = new BindingTargets(ingestions);
    this.unlisted = new Set(
      ingestions.filter(i => i.bindings).map(({ kind }) => kind.id),
    );
  }

  /** Makes a product's resources known as targets. */
  add(ingestion: AnyIngestion, inventory: Inventory): void {
    if (inventory.complete && inventory.kept.length === 0) {
      this.unlisted.delete(ingestion.kind.id);
    }
    this.targets.add(ingestion, inventory);
  }

  /**
   * Takes note of what a resource refers to, in place of what it did before.
   * All products have to be added by then.
   */
  refer(ingestion: AnyIngestion, resource: ListedResource): void {
    if (!ingestion.bindings) {
      return;
    }
    this.forget(resource);
    const references = ingestion.bindings(
      resource.item,
      detailOf(ingestion, resource),
    );
    const { detailToken, changeToken } = resource.stored;
    const { relations, used } = this.follow(references ?? [], resource);
    const isOutdated =
      !references ||
      ingestion.lacksBindings?.(resource.item) ||
      // Some refer by what is listed alone.
      (resource.detailOutdated &&
        !ingestion.bindings(resource.item, undefined));
    // What changed since its detail was read can refer to something else by now.
    const read =
      !isOutdated && (!ingestion.detail || detailToken === changeToken);
    const source: Source = {
      relations: isOutdated ? { ...relations, complete: false } : relations,
      used: read ? used : [],
      read,
    };
    this.sources.set(resource, source);
    this.unread += source.read ? 0 : 1;
    for (const { target, of } of source.used) {
      target[of] += 1;
    }
  }

  relationsOf(resource: ListedResource): Relations {
    return this.sources.get(resource)?.relations ?? NO_RELATIONS;
  }

  /**
   * Whether a resource is there to be bound, and nothing refers to it.
   * Undefined: it is not known, or the resource is none that is bound. While it
   * may still turn out in this run, it is what it was before.
   */
  orphanOf(
    ingestion: AnyIngestion,
    resource: ListedResource,
  ): boolean | undefined {
    const target = this.targets.of(resource);
    if (!target || ingestion.usedFromOutside) {
      return undefined;
    }
    const { item, orphan } = resource;
    const isUsed =
      target.uses > 0 ||
      ingestion.canStandAlone?.(item, detailOf(ingestion, resource));
    if (isUsed) {
      return false;
    }
    if (this.unread > 0 && !this.settled) {
      return orphan;
    }
    const isUnknown =
      target.possibleUses > 0 || this.unlisted.size > 0 || this.unread > 0;
    return isUnknown ? undefined : true;
  }

  /** Nothing more is read in this run: what is not known by now is unknown. */
  settle(): void {
    this.settled = true;
  }

  private forget(resource: ListedResource): void {
    const source = this.sources.get(resource);
    if (source) {
      this.unread -= source.read ? 0 : 1;
      for (const { target, of } of source.used) {
        target[of] -= 1;
      }
    }
  }

  private follow(
    references: readonly ResourceReference[],
    resource: ListedResource,
  ): Pick<Source, 'relations' | 'used'> {
    if (references.length === 0) {
      return { relations: NO_RELATIONS, used: [] };
    }
    const own = this.targets.of(resource);
    const used: Use[] = [];
    const refs = {
      dependsOn: new Set<string>(),
      dependencyOf: new Set<string>(),
    };
    const listed = new Map<string, Set<string>>();
    const dangling = new Set<string>();
    let complete = true;
    for (const reference of references) {
      const { relation = 'dependsOn', parameter } = reference;
      const { found, missing, undecided } = this.targets.find(reference);
      // Whoever depends on the resource uses it, whether it is found or not.
      const inUse = relation === 'dependencyOf' ? own && [own] : found;
      for (const target of inUse ?? []) {
        if (target !== own || relation === 'dependencyOf') {
          const of = inUse?.length === 1 ? 'uses' : 'possibleUses';
          used.push({ target, of });
        }
      }
      if (missing !== undefined) {
        dangling.add(`${reference.type}:${missing}`);
      }
      complete &&= !undecided;
      // One of several with the same name is nobody's for certain.
      const [target] = found.length === 1 ? found : [];
      if (target?.entityName !== undefined && target !== own) {
        const ref = this.refOf(target.entityName);
        refs[relation].add(ref);
        if (parameter !== undefined) {
          const values = listed.get(parameter) ?? new Set();
          listed.set(parameter, values.add(ref));
        }
      }
    }
    return {
      used,
      relations: {
        dependsOn: [...refs.dependsOn].sort(),
        dependencyOf: [...refs.dependencyOf].sort(),
        dangling: [...dangling].sort(),
        complete,
        parameters: Object.fromEntries(
          [...listed].map(([key, values]) => [key, [...values].sort()]),
        ),
      },
    };
  }

  private refOf(name: string): string {
    return stringifyEntityRef({
      kind: 'Resource',
      namespace: this.namespace,
      name,
    });
  }
}
