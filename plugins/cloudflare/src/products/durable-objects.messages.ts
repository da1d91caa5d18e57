/** The words of Durable Objects: what cards and facts tell. */
export const durableObjectsMessages = {
  status: {
    workerDeleted: 'Worker deleted',
    sqlite: 'SQLite storage',
    keyValue: 'Key-value storage',
  },
  facts: {
    className: 'Class',
    worker: 'Worker',
    stored: 'Stored, about',
    accountOnly: 'Told for the account only',
  },
} as const;
