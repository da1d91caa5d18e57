import { MetricSeries } from './metrics';

/**
 * An image that containers are made of.
 *
 * @public
 */
export interface ContainerImage {
  /** The whole reference. */
  reference: string;
  registry?: string;
  path: string;
  tag?: string;
  /** The one part that always means the same image. */
  digest?: string;
}

/**
 * How a container application does. `idle`: no instance is active, which is
 * normal. `unknown`: neither Cloudflare nor the instances tell.
 *
 * @public
 */
export type ContainerHealth =
  | 'healthy'
  | 'degraded'
  | 'unhealthy'
  | 'pending'
  | 'idle'
  | 'unknown';

/**
 * A container application.
 *
 * @public
 */
export interface ContainerService {
  id: string;
  name: string;
  /** Who starts its instances; absent: Cloudflare does not tell. */
  startedBy?: 'scheduler' | 'durable-objects';
  /** The Durable Objects that its containers belong to. */
  durableObjectNamespaceId?: string;
  createdAt?: string;
  updatedAt?: string;
  version?: number;
  /** Each once; several while a new version is rolled out. */
  images: ContainerImage[];
  /** `not-told`: Cloudflare names none; `unknown`: `meta.problems` says why. */
  imagesState: 'told' | 'not-told' | 'unknown';
  /** Instances that there should be; absent of what Durable Objects start. */
  instances?: number;
  maxInstances?: number;
  instanceType?: string;
  jurisdiction?: string;
  health: ContainerHealth;
  /** Who tells the health; absent where it is unknown. */
  healthFrom?: 'cloudflare' | 'instances';
}

/**
 * How a container application does now, and what its instances used over time:
 * `cpuTime`, `memory`, `maxMemory`, `maxDisk`, `received` and `sent`. What
 * containers are started with is never told.
 *
 * @public
 */
export interface ContainerStatus extends MetricSeries, ContainerService {
  /** Active instances by Cloudflare's word; absent when they could not be read. */
  instanceStates?: Record<string, number>;
  /** What went wrong, the latest first. */
  errors: { instanceId?: string; name: string; at?: string }[];
  /** Absent when they could not be read. */
  versions?: { version: number; percentage?: number; image?: ContainerImage }[];
}
