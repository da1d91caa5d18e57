import { Access } from './Access';
import type { AccessApplicationChange, AccessRequestChange } from './Access';
import { AccountClock, type Instant } from './AccountClock';
import { addAcmeAccess } from './acmeAccess';
import {
  acmeRoutes,
  acmeTokens,
  acmeZones,
  addAcmeAuditEvents,
  type TaggedResource,
  type Token,
  type Zone,
  type ZoneRoute,
} from './acmeAccount';
import { addAcmePages } from './acmePages';
import { addAcmeWorkers } from './acmeWorkers';
import { type AuditEventChange, AuditLog } from './AuditLog';
import { generatePages, generateWorkers } from './generated';
import { hexId } from './ids';
import { Pages } from './Pages';
import type { PagesDeploymentChange, PagesProjectChange } from './Pages';
import { taggedResources } from './taggedResources';
import type { DeploymentChange, VersionChange, WorkerChange } from './Worker';
import { Workers } from './Workers';

export const accountId = '6f1ed0c0ffee4a7b9d2e11aa22bb33cc';

/** How large the account is; acme's own resources are always there. */
export interface AccountSize {
  workers?: number;
  pagesProjects?: number;
  auditRows?: number;
}

const defaultAccessRows = 400;
const defaultAuditEvents = 60;

/**
 * Changes of the simulated account, as if somebody worked on it. Each throws
 * when what it names does not exist.
 *
 * @public
 */
export interface AccountChanges {
  addWorker(name: string, change?: WorkerChange): void;
  removeWorker(name: string): void;
  /** Uploads a version without deploying it; answers its id. */
  uploadVersion(name: string, change?: VersionChange): string;
  /** Answers the deployment's id. */
  deploy(name: string, change?: DeploymentChange): string;
  /** Deploys the main version of the deployment before; answers the deployment's id. */
  rollback(name: string, change?: DeploymentChange): string;
  /** Deploys a version that has another secret and no annotations; answers the deployment's id. */
  changeSecret(
    name: string,
    secret?: string,
    change?: { at?: Instant; authorEmail?: string },
  ): string;
  setWorkerTags(name: string, tags: readonly string[]): void;
  addWorkerDomain(name: string, hostname: string): void;
  /** Adds a route to the first zone, or to the zone of that name; answers its id. */
  addWorkerRoute(pattern: string, script?: string, zoneName?: string): string;
  addPagesProject(name: string, change?: PagesProjectChange): void;
  removePagesProject(name: string): void;
  /** Answers the deployment's id. */
  deployPages(project: string, change?: PagesDeploymentChange): string;
  addAccessRequest(change?: AccessRequestChange): void;
  /** Answers the application's id. */
  addAccessApplication(name: string, change?: AccessApplicationChange): string;
  removeAccessApplication(name: string): void;
  /** Adds a reusable policy; answers its id. */
  addAccessPolicy(
    name: string,
    change?: { at?: Instant; decision?: string },
  ): string;
  removeAccessPolicy(name: string): void;
  /** Answers the event's id. */
  addAuditEvent(change: AuditEventChange): string;
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

  constructor(size: AccountSize, now?: Date) {
    this.clock = new AccountClock(now);
    this.auditLog = new AuditLog({ id: this.id, name: this.name }, this.clock);
    this.workers = new Workers(this.clock, this.auditLog);
    this.pages = new Pages(this.clock, this.auditLog);
    this.access = new Access(this.clock);
    this.tokens = acmeTokens(this.id, this.clock);
    this.zones = acmeZones(this.clock);
    this.routes = acmeRoutes(this.zones);
    addAcmeWorkers(this.workers, this.clock);
    generateWorkers(this.workers, this.clock, size.workers ?? 0);
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
}
