import type {
  SimulatedProduct,
  SimulatedResource,
} from '../products/SimulatedProduct';
import { serial } from './ids';
import type { SimulatedAccount } from './SimulatedAccount';

/** The resources of one product of the account, in the order in which they came. */
export class Resources<T extends SimulatedResource> {
  readonly #product: SimulatedProduct<T>;
  readonly #segment: string;
  readonly #account: SimulatedAccount;
  readonly #byId = new Map<string, T>();
  /** Made when it is asked for: names change. */
  #byName: Map<string, T[]> | undefined;
  /** How often a name was given: an id is never given twice. */
  readonly #generations = new Map<string, number>();

  constructor(
    product: SimulatedProduct<T>,
    segment: string,
    account: SimulatedAccount,
  ) {
    this.#product = product;
    this.#segment = segment;
    this.#account = account;
    product.resources(account).forEach(resource => this.add(resource));
  }

  get count(): number {
    return this.#byId.size;
  }

  list(): T[] {
    return [...this.#byId.values()];
  }

  find(id: string): T | undefined {
    return this.#byId.get(id);
  }

  /** The first one of that name. */
  named(name: string): T | undefined {
    return this.#allNamed(name)[0];
  }

  /** By id, or by a name that only one has. */
  get(idOrName: string): T {
    const found = this.find(idOrName);
    if (found) return found;
    const [first, ...others] = this.#allNamed(idOrName);
    if (!first) {
      throw new Error(`There is no '${idOrName}' in ${this.#segment}`);
    }
    if (others.length > 0) {
      const ids = [first, ...others].map(({ id }) => id).join(', ');
      throw new Error(
        `More than one is called '${idOrName}' in ${
          this.#segment
        }: say which of ${ids}`,
      );
    }
    return first;
  }

  add(resource: T): T {
    if (this.#byId.has(resource.id)) {
      throw new Error(
        `There is a '${resource.id}' in ${this.#segment} already`,
      );
    }
    this.#byId.set(resource.id, resource);
    this.#byName = undefined;
    const { name } = resource;
    this.#generations.set(name, (this.#generations.get(name) ?? 0) + 1);
    return resource;
  }

  /** Adds one as the product makes it. */
  create(name: string, change: Partial<T> = {}): T {
    const { make } = this.#product;
    if (!make) {
      throw new Error(`Nothing can be added to ${this.#segment}`);
    }
    const generation = this.#generations.get(name) ?? 0;
    const seed = `${this.#segment}/${name}/${generation}`;
    const made = make.call(this.#product, name, this.#account, seed);
    return this.add({ ...made, ...change });
  }

  /** Creates as many as are missing; answers them. */
  fillUpTo(total: number): T[] {
    const missing = Math.max(0, total - this.count);
    const first = this.count;
    return Array.from({ length: missing }, (_, index) =>
      this.create(`acme-${this.#segment}-${serial(first + index)}`),
    );
  }

  remove(idOrName: string): T {
    const resource = this.get(idOrName);
    this.#byId.delete(resource.id);
    this.#byName = undefined;
    return resource;
  }

  change(idOrName: string, change: Partial<T>): T {
    const resource = this.get(idOrName);
    const { id } = resource;
    if (change.id !== undefined && change.id !== id) {
      if (this.#byId.has(change.id)) {
        throw new Error(
          `There is a '${change.id}' in ${this.#segment} already`,
        );
      }
      this.#byId.delete(id);
      this.#byId.set(change.id, resource);
    }
    Object.assign(resource, change);
    this.#byName = undefined;
    return resource;
  }

  #allNamed(name: string): T[] {
    this.#byName ??= this.#groupedByName();
    return this.#byName.get(name) ?? [];
  }

  #groupedByName(): Map<string, T[]> {
    const groups = new Map<string, T[]>();
    for (const resource of this.#byId.values()) {
      const group = groups.get(resource.name);
      if (group) group.push(resource);
      else groups.set(resource.name, [resource]);
    }
    return groups;
  }
}
