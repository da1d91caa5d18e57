/** Writes a line for the caller of the command. */
export function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** Writes a line for the person who watches. */
export function printError(line: string): void {
  process.stderr.write(`${line}\n`);
}

/** The text without what would steer a terminal or start another line. */
export function plain(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/gu, '\uFFFD');
}
