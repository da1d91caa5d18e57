import type { SimulatedResource } from '../SimulatedProduct';

/** An instance as the API gives it. */
export interface Instance {
  id: string;
  image: string;
  status: { state: string; updated_at: string };
  location?: { name: string; region: string };
  name?: string;
  started_at?: string;
}

/** A container application, its instances and versions as the API gives them. */
export interface ContainerApplication extends SimulatedResource {
  /** All but id and name. */
  item: Record<string, unknown>;
  instances: Instance[];
  versions: { version: number; percentage: number; configuration: object }[];
  /** CPU seconds in its busiest hour. */
  hourlyCpuSeconds: number;
}
