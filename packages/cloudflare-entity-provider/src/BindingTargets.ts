import { CfBinding } from '@cloudflare-backstage/cloudflare-client';
import { Inventory, ListedResource } from './inventory';
import {
  AnyIngestion,
  ResourceReference,
  ResourceTarget,
} from './ResourceIngestion';

/** A resource that references can lead to. */
export interface BindingTarget {
  /** Undefined: kept out of the catalog. */
  entityName?: string;
  /** References that lead here, of what is read and up to date. */
  uses: number;
  /** The same of those that may lead to others of the name as well. */
  possibleUses: number;
}

/** The resources of a product, as references name them. */
interface ProductTargets {
  complete: boolean;
  createdByUse: boolean;
  byId: Map<string, BindingTarget[]>;
  byName: Map<string, BindingTarget[]>;
}

/** The resources of an account that references can lead to. */
export class BindingTargets {
  private readonly byType = new Map<
    string,
    {
      targets: ProductTargets;
      targetOf(binding: CfBinding): ResourceTarget | undefined;
    }
  >();
  private readonly byResource = new Map<ListedResource, BindingTarget>();
  /** Types of references to products, also to those that are not imported. */
  private readonly types: Set<string>;

  /** @param ingestions - of all products, also of those that are not imported */
  constructor(ingestions: readonly AnyIngestion[]) {
    this.types = new Set(
      ingestions
        .filter(({ createdByUse }) => !createdByUse)
        .flatMap(({ bindingTargets }) => Object.keys(bindingTargets ?? {})),
    );
  }

  /** Makes a product's resources known. */
  add(ingestion: AnyIngestion, inventory: Inventory): void {
    const { bindingTargets, createdByUse } = ingestion;
    const { complete, listed, kept } = inventory;
    if (!bindingTargets) {
      return;
    }
    const targets: ProductTargets = {
      complete,
      createdByUse: createdByUse ?? false,
      byId: new Map(),
      byName: new Map(),
    };
    const put = (id: string, name: string, entityName?: string) => {
      const target = { entityName, uses: 0, possibleUses: 0 };
      targets.byId.set(id, [target]);
      targets.byName.set(name, [...(targets.byName.get(name) ?? []), target]);
      return target;
    };
    kept.forEach(row => put(row.id, row.qualifiedName, row.entityName));
    for (const resource of listed) {
      const { description, included, entityName } = resource;
      const { id, qualifiedName } = description;
      this.byResource.set(
        resource,
        put(id, qualifiedName, included ? entityName : undefined),
      );
    }
    for (const [type, targetOf] of Object.entries(bindingTargets)) {
      this.byType.set(type, { targets, targetOf });
    }
  }

  /** Undefined: references do not lead to resources of the product. */
  of(resource: ListedResource): BindingTarget | undefined {
    return this.byResource.get(resource);
  }

  /**
   * The resources that a reference can mean. It is missing only if the listing
   * that would have it was complete, and undecided otherwise.
   */
  find(reference: ResourceReference): {
    found: readonly BindingTarget[];
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
}
