import type { Listing, ReadOptions } from '../reading';

/**
 * What a reference to an image says.
 *
 * @public
 */
export interface CfContainerImage {
  /** The whole of it. */
  reference: string;
  /** Host of the registry, with its port; absent where none is named. */
  registry?: string;
  /** Path in the registry. */
  path: string;
  tag?: string;
  /** Such as `sha256:…`: the one part that always means the same image. */
  digest?: string;
}

/**
 * What Cloudflare tells of how a container application does.
 *
 * @public
 */
export interface CfContainerHealth {
  /** `healthy`, `degraded`, `unhealthy` or `pending`; others may come. */
  summary?: string;
  /** Number of instances by Cloudflare's word, such as `active`. */
  instances: Record<string, number>;
  /** What went wrong, without its text, which can hold anything. */
  errors: {
    instanceId?: string;
    /** Cloudflare's word, such as `ImagePullError`. */
    name: string;
    at?: string;
  }[];
}

/**
 * A container application. What its containers are started with (environment,
 * commands, keys) is not read.
 *
 * @public
 */
export interface CfContainerService {
  id: string;
  name: string;
  /** `default`, or `durable_object`: Durable Objects start its instances. */
  schedulingPolicy?: string;
  /** The Durable Objects that its containers belong to. */
  durableObjectNamespaceId?: string;
  createdAt?: string;
  updatedAt?: string;
  /** Absent for what Durable Objects start. */
  version?: number;
  /** Instances that there should be; absent for what Durable Objects start. */
  instances?: number;
  maxInstances?: number;
  /** Absent for what Durable Objects start: its instances and versions tell it. */
  image?: CfContainerImage;
  instanceType?: string;
  jurisdiction?: string;
  /** Absent: Cloudflare tells nothing of it. */
  health?: CfContainerHealth;
}

/**
 * A running or ended instance of a container application.
 *
 * @public
 */
export interface CfContainerInstance {
  id: string;
  /**
   * `provisioning`, `running`, `failed`, `stopping`, `stopped`, `unhealthy`,
   * `inactive` or `unknown`; others may come.
   */
  state: string;
  image?: CfContainerImage;
  region?: string;
  startedAt?: string;
  updatedAt?: string;
}

/**
 * A version of a container application.
 *
 * @public
 */
export interface CfContainerVersion {
  version: number;
  /** Share of the instances, up to 100. */
  percentage?: number;
  image?: CfContainerImage;
}

/**
 * Reads Containers.
 *
 * @public
 */
export interface ContainersArea {
  list(options?: ReadOptions): Promise<Listing<CfContainerService>>;
  get(id: string, options?: ReadOptions): Promise<CfContainerService>;
  /** The instances that are active. */
  instances(
    id: string,
    options?: ReadOptions,
  ): Promise<Listing<CfContainerInstance>>;
  versions(
    id: string,
    options?: ReadOptions,
  ): Promise<Listing<CfContainerVersion>>;
}
