import type { SimulatedResource } from '../SimulatedProduct';

/** A namespace of Durable Objects and how lively its objects are. */
export interface DurableObjectNamespace extends SimulatedResource {
  /** Absent, and the script too: the Worker was deleted. */
  className?: string;
  scriptName?: string;
  /** Absent: not told. */
  usesSqlite?: boolean;
  /** Requests in its busiest hour. */
  hourlyRequests: number;
  /** WebSockets open at once in its busiest hour. */
  webSockets: number;
  storedBytes: number;
}
