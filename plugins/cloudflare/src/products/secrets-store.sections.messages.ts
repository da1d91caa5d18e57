import { sectionTexts } from '../components/sectionTexts';

/** The words of the sections of Secrets Store. */
export const secretsStoreTexts = sectionTexts('secretsStore', {
  title: 'Secrets',
  total: 'Secrets',
  quota: 'Quota of the account',
  used: '{{used}} of {{limit}} used',
  statuses: 'By status',
  scopes: 'By scope',
  withoutScope: 'Without a scope',
  nothing: 'None',
  incomplete: 'Not all secrets could be read',
  unread: 'Could not be read',
  list: 'Each secret, the longest unchanged first',
  name: 'Name',
  hidden: 'Hidden',
  status: 'Status',
  scope: 'Scopes',
  changed: 'Changed',
  created: 'Created',
  empty: 'There are no secrets in this store.',
});
