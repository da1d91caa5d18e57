import type { SimulatedResource } from '../SimulatedProduct';

/** A producer or consumer as the API gives it. */
export type Producer = { type: string } & Record<string, unknown>;
export type Consumer = Producer & { consumer_id: string };

/** A queue and what waits in it. */
export interface Queue extends SimulatedResource {
  createdOn: string;
  modifiedOn: string;
  jurisdiction?: string;
  settings: {
    delivery_delay?: number;
    delivery_paused?: boolean;
    message_retention_period?: number;
  };
  producers: Producer[];
  consumers: Consumer[];
  /** How many consumers the list tells; all of them when absent. */
  listedConsumers?: number;
  backlog: {
    messages: number;
    bytes: number;
    /** Absent: Cloudflare does not know. */
    oldestOn?: string;
  };
  /** Messages written in its busiest hour. */
  hourlyMessages: number;
}
