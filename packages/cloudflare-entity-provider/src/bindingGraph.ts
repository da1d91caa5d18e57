import { stringifyEntityRef } from '@backstage/catalog-model';
import { CfBinding } from '@cloudflare-backstage/cloudflare-client';
import { detailOf } from './details';
import { Inventory, ListedResource } from './inventory';
import {
  AnyIngestion,
  ResourceKind,
  ResourceReference,
  ResourceTarget,
} from './ResourceIngestion';

/** A resource that references can lead to. */
interface Target {
  /** Undefined: kept out of the catalog. */
  entityName?: string;
  /** References that lead here, or may. */
  uses: number;
}

/** The resources of a product, as references name them. */
interface Targets {
  complete: boolean;
  createdByUse: boolean;
  byId: Map<string, Target[]>;
  byName: Map<string, Target[]>;
}

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

interface Source {
  relations: Relations;
  /** Whether it is known to what all the resource refers. */
  read: boolean;
  /** What is in use by these references. */
  used: Target[];
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
  private readonly byType = new Map<
    string,
    {
      targets: Targets;
      targetOf(binding: CfBinding): ResourceTarget | undefined;
    }
  >();
  private readonly targets = new Map<ListedResource, Target>();
  private readonly sources = new Map<ListedResource, Source>();
  /** Types of references to products, also to those that are not imported. */
  private readonly types: Set<string>;
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
    this.types = new Set(
      ingestions
        .filter(({ createdByUse }) => !createdByUse)
        .flatMap(({ bindingTargets }) => Object.keys(bindingTargets ?? {})),
    );
    this.unlisted = new Set(
      ingestions.filter(i => i.bindings).map(({ kind }) => kind.id),
    );
  }

  /** Makes a product's resources known as targets. */
  add(ingestion: AnyIngestion, inventory: Inventory): void {
    const { kind, bindingTargets, createdByUse } = ingestion;
    const { complete, listed, kept } = inventory;
    if (complete && kept.length === 0) {
      this.unlisted.delete(kind.id);
    }
    if (!bindingTargets) {
      return;
    }
    const targets: Targets = {
      complete,
      createdByUse: createdByUse ?? false,
      byId: new Map(),
      byName: new Map(),
    };
    const put = (id: string, name: string, entityName?: string): Target => {
      const target = { entityName, uses: 0 };
      targets.byId.set(id, [target]);
      targets.byName.set(name, [...(targets.byName.get(name) ?? []), target]);
      return target;
    };
    kept.forEach(row => put(row.id, row.qualifiedName, row.entityName));
    for (const resource of listed) {
      const { description, included, entityName } = resource;
      const { id, qualifiedName } = description;
      this.targets.set(
        resource,
        put(id, qualifiedName, included ? entityName : undefined),
      );
    }
    for (const [type, targetOf] of Object.entries(bindingTargets)) {
      this.byType.set(type, { targets, targetOf });
    }
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
      // Some refer by what is listed alone.
      (resource.detailOutdated &&
        !ingestion.bindings(resource.item, undefined));
    const source: Source = {
      relations: isOutdated ? { ...relations, complete: false } : relations,
      used,
      // What changed since its detail was read can refer to more by now.
      read: !isOutdated && (!ingestion.detail || detailToken === changeToken),
    };
    this.sources.set(resource, source);
    this.unread += source.read ? 0 : 1;
    for (const target of source.used) {
      target.uses += 1;
    }
  }

  relationsOf(resource: ListedResource): Relations {
    return this.sources.get(resource)?.relations ?? NO_RELATIONS;
  }

  /**
   * Whether a resource is there to be bound, and nothing refers to it. While
   * that may still turn out in this run, it is what it was before.
   */
  isOrphan(ingestion: AnyIngestion, resource: ListedResource): boolean {
    // First what is true of most: it is asked of all, again and again.
    if (this.unread > 0 && (this.settled || !resource.orphan)) {
      return false;
    }
    const target = this.targets.get(resource);
    if (!target || target.uses > 0 || this.unlisted.size > 0) {
      return false;
    }
    const { item } = resource;
    return !ingestion.canStandAlone?.(item, detailOf(ingestion, resource));
  }

  /** Nothing more is read in this run: what is not known by now is unknown. */
  settle(): void {
    this.settled = true;
  }

  private forget(resource: ListedResource): void {
    const source = this.sources.get(resource);
    if (source) {
      this.unread -= source.read ? 0 : 1;
      for (const target of source.used) {
        target.uses -= 1;
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
    const own = this.targets.get(resource);
    const used = new Set<Target>();
    const refs = {
      dependsOn: new Set<string>(),
      dependencyOf: new Set<string>(),
    };
    const listed = new Map<string, Set<string>>();
    const dangling = new Set<string>();
    let complete = true;
    for (const reference of references) {
      const { relation = 'dependsOn', parameter } = reference;
      const { found, missing, undecided } = this.find(reference);
      // Whoever depends on the resource uses it, whether it is found or not.
      const inUse = relation === 'dependencyOf' ? own && [own] : found;
      for (const target of inUse ?? []) {
        if (target !== own || relation === 'dependencyOf') {
          used.add(target);
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
      used: [...used],
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

  /**
   * The resources that a reference can mean. It is missing only if the listing
   * that would have it was complete, and undecided otherwise.
   */
  private find(reference: ResourceReference): {
    found: readonly Target[];
    missing?: string;
    undecided?: boolean;
  } {
    const named = this.byType.get(reference.type);
    const target = named?.targetOf(reference);
    const keys = [target?.id ?? target?.name ?? []].flat();
    if (!named) {
      return { found: [], undecided: this.types.has(reference.type) };
    }
    const { byId, byName, complete, createdByUse } = named.targets;
    const targets = target?.id !== undefined ? byId : byName;
    const found = keys.flatMap(key => targets.get(key) ?? []);
    if (found.length > 0 || keys.length === 0 || createdByUse) {
      return { found };
    }
    return complete ? { found, missing: keys[0] } : { found, undecided: true };
  }

  private refOf(name: string): string {
    return stringifyEntityRef({
      kind: 'Resource',
      namespace: this.namespace,
      name,
    });
  }
}
