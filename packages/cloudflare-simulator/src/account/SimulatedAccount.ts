import { simulatedProducts } from '../products';
import type {
  SimulatedProduct,
  SimulatedProductId,
  SimulatedResource,
} from '../products/SimulatedProduct';
import { Access } from './Access';
import type { AccessApplicationChange, AccessRequestChange } from './Access';
import type { AccountChanges, ResourceChange } from './AccountChanges';
import { AccountClock, type Instant, type Stretch } from './AccountClock';
import { addAccessEvents, addAcmeAccess } from './acmeAccess';
import {
  acmeRoutes,
  acmeTokens,
  acmeZones,
  addAcmeAuditEvents,
  addAuditEvents,
  type TaggedResource,
  type Token,
  type Zone,
  type ZoneRoute,
} from './acmeAccount';
import { addAcmePages } from './acmePages';
import { addAcmeWorkers } from './acmeWorkers';
import { AnalyticsPlan } from './AnalyticsPlan';
import { type AuditEventChange, AuditLog } from './AuditLog';
import { fillProducts, generatePages, generateWorkers } from './generated';
import { hexId } from './ids';
import { Pages } from './Pages';
import type { PagesDeploymentChange, PagesProjectChange } from './Pages';
import { Resources } from './Resources';
import { taggedResources } from './taggedResources';
import type { DeploymentChange, VersionChange, WorkerChange } from './Worker';
import { Workers } from './Workers';

export const accountId = '6f1ed0c0ffee4a7b9d2e11aa22bb33cc';

/** How large the account is; acme's own resources are always there. */
export interface AccountSize {
  workers?: number;
  pagesProjects?: number;
  auditRows?: number;
  resources?: Partial<Record<SimulatedProductId, number>>;
  maxDatasetNodes?: number;
}

const defaultAccessRows = 400;
const defaultAuditEvents = 60;

/** Over the control API the id may be any text. */
function productOf(id: SimulatedProductId): SimulatedProduct {
  if (!Object.hasOwn(simulatedProducts, id)) {
    throw new Error(
      `'${id}' is no product whose resources can be changed by name; these are ${Object.keys(
        simulatedProducts,
      ).join(', ')}`,
    );
  }
  return simulatedProducts[id];
}

function segmentOf(product: object): string {
  const ids = Object.keys(simulatedProducts) as SimulatedProductId[];
  const id = ids.find(candidate => simulatedProducts[candidate] === product);
  if (!id) throw new Error('The product is not in products/index.ts');
  // As the product's file is called.
  return id.replace(/[A-Z]/g, letter => `-${letter.toLowerCase()}`);
}

/** The account behind the API: acme's, seeded, deterministic for a given start. */
export class SimulatedAccount implements AccountChanges {
  readonly id = accountId;
  readonly name = 'Acme';
  readonly clock: AccountClock;
  readonly auditLog: AuditLog;
  readonly workers: Workers;
  readonly pages: Pages;
  readonly access: Access;
  readonly tokens: Token[];
  readonly zones: Zone[];
  readonly routes: ZoneRoute[];
  readonly analyticsPlan: AnalyticsPlan;
  readonly #resources = new Map<unknown, unknown>();

  constructor(size: AccountSize, now?: Date) {
    this.clock = new AccountClock(now);
    this.auditLog = new AuditLog({ id: this.id, name: this.name }, this.clock);
    this.workers = new Workers(this.clock, this.auditLog);
    this.pages = new Pages(this.clock, this.auditLog);
    this.access = new Access(this.clock);
    this.tokens = acmeTokens(this.id, this.clock);
    this.zones = acmeZones(this.clock);
    this.routes = acmeRoutes(this.zones);
    this.analyticsPlan = new AnalyticsPlan(size.maxDatasetNodes);
    addAcmeWorkers(this.workers, this.clock);
    const filled = fillProducts(this, size.resources ?? {});
    generateWorkers(this.workers, this.clock, size.workers ?? 0, filled);
    addAcmePages(this.pages, this.clock);
    generatePages(this.pages, this.clock, size.pagesProjects ?? 0);
    addAcmeAccess(this.access, this.clock, size.auditRows ?? defaultAccessRows);
    addAcmeAuditEvents(
      this.auditLog,
      this.clock,
      size.auditRows ?? defaultAuditEvents,
    );
  }

  get createdOn(): string {
    return this.clock.ago(3 * 365 * 24);
  }

  zone(id: string): Zone | undefined {
    return this.zones.find(zone => zone.id === id);
  }

  zoneIdOf(name: string): string {
    return (
      this.zones.find(zone => zone.name === name)?.id ?? hexId(`zone/${name}`)
    );
  }

  /** The resources of a product; acme's own are made when it is first asked for. */
  of<T extends SimulatedResource>(product: SimulatedProduct<T>): Resources<T> {
    const known = this.#resources.get(product) as Resources<T> | undefined;
    if (known) return known;
    const resources = new Resources(product, segmentOf(product), this);
    this.#resources.set(product, resources);
    return resources;
  }

  taggedResources(): TaggedResource[] {
    return taggedResources(this);
  }

  addWorker(name: string, change?: WorkerChange): void {
    this.workers.add(name, change);
  }

  removeWorker(name: string): void {
    this.workers.remove(name);
  }

  uploadVersion(name: string, change?: VersionChange): string {
    return this.workers.upload(name, change).id;
  }

  deploy(name: string, change?: DeploymentChange): string {
    return this.workers.deploy(name, change).id;
  }

  rollback(name: string, change?: DeploymentChange): string {
    return this.workers.rollback(name, change).id;
  }

  changeSecret(
    name: string,
    secret?: string,
    change?: { at?: Instant; authorEmail?: string },
  ): string {
    return this.workers.changeSecret(name, secret, change).id;
  }

  setWorkerTags(name: string, tags: readonly string[]): void {
    this.workers.setTags(name, tags);
  }

  addWorkerDomain(name: string, hostname: string): void {
    this.workers.addDomain(name, hostname);
  }

  addWorkerRoute(pattern: string, script?: string, zoneName?: string): string {
    const zoneId = zoneName ? this.zoneIdOf(zoneName) : this.zones[0].id;
    const id = hexId(`route/${zoneId}/${pattern}/${this.routes.length}`);
    this.routes.push({ id, zoneId, pattern, ...(script && { script }) });
    return id;
  }

  addPagesProject(name: string, change?: PagesProjectChange): void {
    this.pages.add(name, change);
  }

  removePagesProject(name: string): void {
    this.pages.remove(name);
  }

  deployPages(project: string, change?: PagesDeploymentChange): string {
    return this.pages.deploy(project, change).id;
  }

  addAccessRequest(change?: AccessRequestChange): void {
    this.access.addRequest(change);
  }

  addAccessEvents(count: number, stretch: Stretch): void {
    addAccessEvents(this.access, count, stretch);
  }

  addAccessApplication(name: string, change?: AccessApplicationChange): string {
    return this.access.addApplication(name, change);
  }

  removeAccessApplication(name: string): void {
    this.access.removeApplication(name);
  }

  addAccessPolicy(
    name: string,
    change?: { at?: Instant; decision?: string },
  ): string {
    return this.access.addPolicy(name, change);
  }

  removeAccessPolicy(name: string): void {
    this.access.removePolicy(name);
  }

  addAuditEvent(change: AuditEventChange): string {
    return this.auditLog.record(change);
  }

  addAuditEvents(count: number, stretch: Stretch): void {
    addAuditEvents(this.auditLog, count, stretch);
  }

  addResource(
    product: SimulatedProductId,
    name: string,
    change: ResourceChange = {},
  ): string {
    const resource = this.of(productOf(product)).create(name, change);
    this.#audit('create', product, resource);
    return resource.id;
  }

  changeResource(
    product: SimulatedProductId,
    idOrName: string,
    change: ResourceChange,
  ): void {
    const changed = this.of(productOf(product)).change(idOrName, change);
    this.#audit('update', product, changed);
  }

  removeResource(product: SimulatedProductId, idOrName: string): void {
    const removed = this.of(productOf(product)).remove(idOrName);
    this.#audit('delete', product, removed);
  }

  setTags(
    product: SimulatedProductId,
    idOrName: string,
    tags: Record<string, string>,
  ): void {
    this.of(productOf(product)).change(idOrName, { tags });
  }

  #audit(
    action: AuditEventChange['action'],
    id: SimulatedProductId,
    resource: SimulatedResource,
  ): void {
    const { auditedAs } = productOf(id);
    if (!auditedAs) return;
    const { product, resourceType, path } = auditedAs;
    this.auditLog.record({
      action,
      product,
      resourceType,
      resourceId: resource.id,
      path: `${path}/${resource.id}`,
    });
  }
}
