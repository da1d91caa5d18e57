/**
 * One row of the Access authentication log.
 *
 * @public
 */
export interface AccessAuditEvent {
  /** Hash of the row: the API gives none. */
  id: string;
  /** RFC 3339. */
  occurredAt: string;
  /** E-mail address, or its pseudonym. Personal. Absent on some refused attempts. */
  actor?: string;
  /** `login`, `logout`, … */
  action: string;
  /** Absent where the log does not tell. */
  allowed?: boolean;
  /** Host and path of the application. */
  target?: string;
  /** Id of the Access application. */
  applicationId?: string;
  /** Absent when the applications could not be read. */
  applicationName?: string;
  /** Kind of the identity provider, such as `okta`. */
  identityProvider?: string;
  /** IP address, or its network. Personal. */
  ipAddress?: string;
  /** Two-letter country code. */
  country?: string;
  /** Cloudflare's id of the request. */
  rayId?: string;
}

/**
 * A user of Zero Trust, with what their log-ins and devices say.
 *
 * @public
 */
export interface ZeroTrustUser {
  /** Cloudflare's id of the user; absent for one who is only seen in the log. */
  id?: string;
  /** Personal. */
  email?: string;
  /** Personal. */
  name?: string;
  /** Whether the user takes a seat of Access. */
  accessSeat?: boolean;
  /** Whether the user takes a seat of Gateway. */
  gatewaySeat?: boolean;
  /** RFC 3339. */
  lastSuccessfulLogin?: string;
  /** Authentications within the window; absent when the log could not be read. */
  logins?: { allowed: number; refused: number; last?: string };
  /** Absent when the devices could not be read. */
  devices?: ZeroTrustDevice[];
}

/**
 * A device that a user enrolled.
 *
 * @public
 */
export interface ZeroTrustDevice {
  /** Cloudflare's id of the device. */
  id: string;
  /** Personal. */
  name?: string;
  /** `mac`, `windows`, `ios`, … */
  type?: string;
  /** Version of the operating system. */
  osVersion?: string;
  /** Version of Cloudflare's client. */
  clientVersion?: string;
  /** Registrations of the device that are in force. */
  activeRegistrations?: number;
  /** RFC 3339. */
  lastSeenAt?: string;
  /** Personal. */
  serialNumber?: string;
}
