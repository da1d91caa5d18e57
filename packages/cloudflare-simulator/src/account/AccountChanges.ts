import type {
  SimulatedProductId,
  SimulatedResource,
} from '../products/SimulatedProduct';
import type { AccessApplicationChange, AccessRequestChange } from './Access';
import type { Instant, Stretch } from './AccountClock';
import type { AuditEventChange } from './AuditLog';
import type { PagesDeploymentChange, PagesProjectChange } from './Pages';
import type { DeploymentChange, VersionChange, WorkerChange } from './Worker';

/**
 * What of a resource is to be other than it is: `name`, `tags`, and the fields
 * that its product gives it.
 *
 * @public
 */
export type ResourceChange = Partial<SimulatedResource> &
  Record<string, unknown>;

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
  /** Adds as many rows of the log, spread evenly over the time, the same each time. */
  addAccessEvents(count: number, stretch: Stretch): void;
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
  /** Adds as many events, spread evenly over the time. */
  addAuditEvents(count: number, stretch: Stretch): void;
  /** Adds a resource as its product makes it, but for the change; answers its id. */
  addResource(
    product: SimulatedProductId,
    name: string,
    change?: ResourceChange,
  ): string;
  /** A resource is named by its id, or by a name that no other one has. */
  changeResource(
    product: SimulatedProductId,
    idOrName: string,
    change: ResourceChange,
  ): void;
  removeResource(product: SimulatedProductId, idOrName: string): void;
  /** Replaces the Cloudflare resource tags. */
  setTags(
    product: SimulatedProductId,
    idOrName: string,
    tags: Record<string, string>,
  ): void;
}
