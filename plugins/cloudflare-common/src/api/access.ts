/**
 * Where a hostname of a resource comes from.
 *
 * @public
 */
export type HostnameSource =
  | 'workers.dev'
  | 'custom-domain'
  | 'route'
  | 'pages.dev';

/**
 * How Access protects the hostnames of a Worker or a Pages project.
 *
 * @public
 */
export interface HostnameAccess {
  hostnames: {
    /** Host of a URL; of a route, its pattern. */
    hostname: string;
    source: HostnameSource;
    /**
     * Ids of the applications whose domain covers it. Absent when the
     * applications are not all known, so that none may only seem to.
     */
    applicationIds?: string[];
  }[];
  /** The applications that cover at least one of the hostnames. */
  applications: CoveringApplication[];
}

/**
 * An Access application that covers a hostname.
 *
 * @public
 */
export interface CoveringApplication {
  /** Cloudflare's id of the application. */
  id: string;
  name?: string;
  /** `self_hosted`, `saas`, … */
  type?: string;
  /** Domains with paths, as Access matches them. */
  domains: string[];
  policies: {
    id: string;
    name?: string;
    /** `allow`, `deny`, `bypass`, `non_identity`, … */
    decision?: string;
  }[];
  /** Absent when the authentication log could not be read. */
  lastSignIn?: {
    /** RFC 3339; absent when there was none since `since`. */
    at?: string;
    /** Start of what was searched, RFC 3339. */
    since: string;
  };
  dashboardUrl: string;
}

/**
 * Log-ins to Access over time.
 *
 * @public
 */
export interface AccessActivity {
  /** RFC 3339. */
  from: string;
  /** RFC 3339; the window ends before it. */
  to: string;
  stepSeconds: number;
  /**
   * By start of their step, oldest first. A step that could not be read whole
   * is not in it; one without log-ins is, with zeros.
   */
  steps: {
    /** RFC 3339. */
    from: string;
    allowed: number;
    refused: number;
  }[];
}
