import type { Connection } from './Connection';

/** A part of the API that the client reads. */
export interface AreaDefinition<Area> {
  /** The requests that may leave: method and path template. */
  requests: readonly string[];
  create(connection: Connection): Area;
}
