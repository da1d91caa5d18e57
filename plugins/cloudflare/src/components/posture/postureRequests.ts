import { cloudflareReadPosturePermission } from '@cloudflare-backstage/plugin-cloudflare-common';
import { CloudflareRequest } from '../../api';
import { Access } from '../StateBoundary';

/** Who may see posture; what it is made of is read by the backend itself. */
export const postureAccess = {
  permissions: [cloudflareReadPosturePermission.name],
  tokenPermissions: [],
} satisfies Access;

/** All scorecards, summed up. */
export const postureRequest = {
  path: ['posture'],
} satisfies CloudflareRequest;

/** The scores of every day. */
export function historyRequest(
  days: number,
  scorecard?: string,
): CloudflareRequest {
  return { path: ['posture', 'history'], query: { days, scorecard } };
}

/** What results are narrowed to. */
export interface ResultsQuery {
  scorecard?: string;
  check?: string;
  /** One, or several with commas between. */
  state?: string;
  subject?: string;
  /** An entity ref; `none` for what has none. */
  owner?: string;
  account?: string;
  system?: string;
  component?: string;
  entity?: string;
  severity?: string;
  search?: string;
  /** RFC 3339: as they were then. */
  at?: string;
  limit?: number;
}

/** Results, the worst first. */
export function resultsRequest(query: ResultsQuery): CloudflareRequest {
  return { path: ['posture', 'results'], query: { ...query } };
}
