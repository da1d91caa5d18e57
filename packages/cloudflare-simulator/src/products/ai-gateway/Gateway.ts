import type { SimulatedResource } from '../SimulatedProduct';

/** What goes through a gateway to one model. */
export interface Traffic {
  provider: string;
  model: string;
  /** In its busiest hour. */
  hourlyRequests: number;
  /** Shares from 0 to 1. */
  cached?: number;
  errors?: number;
}

/** An AI Gateway; its id is its name. */
export interface Gateway extends SimulatedResource {
  createdOn: string;
  modifiedOn: string;
  /** The rest of it as the API gives it. */
  config: { collect_logs: boolean } & Record<string, unknown>;
  providerConfigs: ({ id: string } & Record<string, unknown>)[];
  /** Dynamic routes as the API gives them. */
  routes: object[];
  traffic: Traffic[];
}
