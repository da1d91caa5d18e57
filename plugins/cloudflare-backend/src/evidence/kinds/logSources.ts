import { CapturedLogKind, LogSource } from '../logs/LogSource';
import { accessLog } from './access-audit';
import { auditLog } from './account-audit';

/** The logs that are captured before Cloudflare drops them. */
export const logSources: Record<CapturedLogKind, LogSource> = {
  'access-audit': accessLog,
  'account-audit': auditLog,
};
