/** The class of the data in a resource; null: none is told. */
export const dataClass = { type: 'string', title: 'Data class' } as const;

/** Whether the class is one of `cloudflare.dataClasses.regulated`. */
export const regulated = {
  type: 'boolean',
  title: 'The class is regulated',
} as const;

/** Of resources with regulated data. */
export const isRegulated = {
  fact: 'regulated',
  is: 'equal',
  value: true,
} as const;
