/** The words of Secrets Store: what cards and facts tell. */
export const secretsStoreMessages = {
  counted: 'Counted',
  secrets: 'Secrets',
  scopes: 'For',
  none: 'None',
} as const;
