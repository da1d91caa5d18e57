import type { Listing, ReadOptions } from '../reading';

/**
 * How Hyperdrive secures its connections to a database. Nothing of it is key
 * material, nor names any.
 *
 * @public
 */
export interface CfHyperdriveTls {
  /** `require`, `verify-ca` or `verify-full`; absent: Cloudflare's default. */
  mode?: string;
  /** The server's certificate is checked against a CA of the customer's own. */
  customCa: boolean;
  /** Hyperdrive shows a certificate to the server: mTLS. */
  clientCertificate: boolean;
}

/**
 * What Hyperdrive connects to. Users, passwords and parameters of a connection
 * are not read.
 *
 * @public
 */
export interface CfHyperdriveOrigin {
  /**
   * `direct` over the internet, `access` through a tunnel that Access protects,
   * `vpc` through a Workers VPC service; `unknown` for what is none of these.
   */
  network: 'direct' | 'access' | 'vpc' | 'unknown';
  /** `postgres`, `postgresql` or `mysql`. */
  scheme?: string;
  /** Sensitive. Absent for `vpc`. */
  host?: string;
  /** Only of `direct`. */
  port?: number;
  /** The database's name. */
  database?: string;
}

/**
 * How answers of queries are cached.
 *
 * @public
 */
export interface CfHyperdriveCaching {
  enabled: boolean;
  maxAgeSeconds?: number;
  staleWhileRevalidateSeconds?: number;
}

/**
 * A Hyperdrive configuration.
 *
 * @public
 */
export interface CfHyperdrive {
  id: string;
  /** Need not be unique. */
  name: string;
  origin: CfHyperdriveOrigin;
  /** Absent: Cloudflare tells nothing of it. */
  caching?: CfHyperdriveCaching;
  /** Absent: Cloudflare tells nothing of it. */
  tls?: CfHyperdriveTls;
  /** Connections that may be open to the database. */
  connectionLimit?: number;
  createdAt?: string;
  modifiedAt?: string;
  /** When the pool of connections was last restarted by hand. */
  restartedAt?: string;
}

/**
 * Reads Hyperdrive.
 *
 * @public
 */
export interface HyperdriveArea {
  list(options?: ReadOptions): Promise<Listing<CfHyperdrive>>;
}
