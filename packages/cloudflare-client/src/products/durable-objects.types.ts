import type { Listing, ReadOptions } from '../reading';

/**
 * A namespace of Durable Objects: the objects of one class of one Worker. How
 * many objects it has only a listing of all of them would tell.
 *
 * @public
 */
export interface CfDurableObject {
  id: string;
  /** Mostly `<script>_<class>`. */
  name?: string;
  /** Absent when the Worker was deleted. Several Workers can have one of the name. */
  className?: string;
  /** Absent when the Worker was deleted. */
  scriptName?: string;
  /** Absent: Cloudflare does not tell. */
  usesSqlite?: boolean;
}

/**
 * Reads Durable Objects.
 *
 * @public
 */
export interface DurableObjectsArea {
  /** The namespaces; objects are not read. */
  list(options?: ReadOptions): Promise<Listing<CfDurableObject>>;
}
