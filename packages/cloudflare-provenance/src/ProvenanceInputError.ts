/**
 * A value that has to be there is missing or not valid.
 *
 * @public
 */
export class ProvenanceInputError extends Error {
  /** Name of the value, such as `commitSha`. */
  readonly field: string;

  constructor(field: string, message: string) {
    super(message);
    this.name = 'ProvenanceInputError';
    this.field = field;
  }
}
