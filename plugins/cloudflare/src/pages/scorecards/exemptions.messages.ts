import { sectionTexts } from '../../components/sectionTexts';

/** The words of the view of exemptions. */
export const exemptionsTexts = sectionTexts('exemptions', {
  title: 'Exemptions',
  check: 'Check',
  holdsFor: 'Holds for',
  filter: '{{field}}: {{value}}',
  everything: 'Everything',
  nameWithheld: 'a pattern that may name what you may not see',
  fields: {
    subject: 'Product',
    account: 'Account',
    owner: 'Owner',
    system: 'System',
    name: 'Name',
  },
  reason: 'Reason',
  people: 'People',
  requestedBy: 'Requested by',
  approvedBy: 'Approved by',
  approvedAt: 'Approved',
  status: 'Status',
  statuses: {
    pending: 'Pending',
    approved: 'Approved',
    denied: 'Denied',
    revoked: 'Revoked',
    expired: 'Expired',
    expiring: 'Expires soon',
  },
  expires: 'Expires',
  results: 'Results',
  ticket: 'Ticket',
  ticketLabel: 'Ticket of the exemption {{id}}',
  noTicket: 'No ticket',
  notApproved: 'Nobody',
  id: 'Id',
  emptyTitle: 'No exemptions',
  empty:
    'The reviewed file of exemptions has none, or none that you may see. Every check counts.',
});
