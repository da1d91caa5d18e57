import { MetricSeries } from './metrics';

/**
 * How the answers of queries are cached.
 *
 * @public
 */
export interface HyperdriveCaching {
  enabled: boolean;
  maxAgeSeconds?: number;
  staleWhileRevalidateSeconds?: number;
}

/**
 * What of TLS is set for the connections to a database; never key material.
 *
 * @public
 */
export interface HyperdriveTls {
  /** `require`, `verify-ca` or `verify-full`; absent: Cloudflare's default. */
  mode?: string;
  /** The server's certificate is checked against a CA of the customer's own. */
  customCa: boolean;
  /** Hyperdrive shows a certificate to the server: mTLS. */
  clientCertificate: boolean;
}

/**
 * A Hyperdrive configuration. Users, passwords and parameters of a connection
 * are never told.
 *
 * @public
 */
export interface HyperdriveConfig {
  id: string;
  /** Need not be unique. */
  name: string;
  /** `PostgreSQL` or `MySQL`; others as Cloudflare calls them. */
  engine?: string;
  /**
   * `direct` over the internet, `access` through a tunnel that Access protects,
   * `vpc` through a Workers VPC service.
   */
  network: 'direct' | 'access' | 'vpc' | 'unknown';
  /** Sensitive. Absent too where the network has none, as for `vpc`. */
  host?: string;
  /** The domain of the host, which names no machine; absent for an IP address. */
  hostDomain?: string;
  port?: number;
  /** The database's name. */
  database?: string;
  /** Absent: not told. */
  caching?: HyperdriveCaching;
  /** Absent: not told. */
  tls?: HyperdriveTls;
  /** Connections that may be open to the database. */
  connectionLimit?: number;
  createdAt?: string;
  modifiedAt?: string;
  /** When the pool of connections was last restarted by hand. */
  restartedAt?: string;
}

/**
 * Queries through a Hyperdrive configuration over time: `cached` (answered from
 * the cache), `uncached`, `errors`, `cacheHitRate`, `queryLatency` (mean at the
 * database), `openConnections` and `waitingClients`.
 *
 * @public
 */
export type HyperdriveMetrics = MetricSeries;
