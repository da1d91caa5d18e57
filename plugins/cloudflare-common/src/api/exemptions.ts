import { CheckSubject } from '../scorecards';

/**
 * An exemption of the reviewed file.
 *
 * @public
 */
export interface PostureExemption {
  id: string;
  checkId: string;
  /** Entity ref. */
  entityRef?: string;
  /** What it holds for where it names no entity: all of these fit. */
  filter?: {
    subject?: CheckSubject;
    account?: string;
    owner?: string;
    system?: string;
    /** Glob over qualified names. */
    name?: string;
  };
  /**
   * The filter has a `name`, which may name what the caller may not see: it is
   * left out.
   */
  nameWithheld?: true;
  reason: string;
  /** Entity refs of different people or groups. */
  requestedBy: string;
  approvedBy?: string;
  approvedAt?: string;
  expiresAt: string;
  ticketUrl?: string;
  /** `expired` by its time; the others as the file says. */
  status: 'pending' | 'approved' | 'denied' | 'revoked' | 'expired';
  /** Approved, and expires within 14 days. */
  expiring: boolean;
  /** Results that it exempts now, of those that the caller may see. */
  results: number;
}
