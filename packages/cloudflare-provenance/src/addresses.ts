// What follows the `@` of an address begins with a letter: `cli@1.2.3` is none.
const ADDRESS =
  /[\p{L}\p{N}._%+-]+@\p{L}[\p{L}\p{N}-]*(?:\.[\p{L}\p{N}-]+)*\.\p{L}{2,}/gu;

/** Whether the text holds an e-mail address. */
export function holdsAddress(text: string): boolean {
  return text.search(ADDRESS) !== -1;
}

/** The text with `…` in place of e-mail addresses. */
export function withoutAddresses(text: string): string {
  return text.replace(ADDRESS, '…');
}
