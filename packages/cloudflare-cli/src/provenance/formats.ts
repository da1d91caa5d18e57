/** How arguments for wrangler are printed. */
export const FORMATS = ['shell', 'lines', 'json', 'github-output'] as const;

/** One of {@link FORMATS}. */
export type Format = (typeof FORMATS)[number];

/**
 * Prints arguments.
 *
 * - `shell`: one line that a POSIX shell reads back as these arguments
 * - `lines`: one argument a line, as it is
 * - `json`: an array
 * - `github-output`: a line for `$GITHUB_OUTPUT`, see {@link forActions}
 */
export function formatArguments(
  args: readonly string[],
  format: Format,
  outputName: string,
): string {
  switch (format) {
    case 'lines':
      return args.join('\n');
    case 'json':
      return JSON.stringify(args);
    case 'github-output':
      return `${outputName}=${args.map(forActions).join(' ')}`;
    default:
      return args.map(forShell).join(' ');
  }
}

const NEEDS_NO_QUOTES = /^[\w@%+=:,./-]+$/;

/** One word of a POSIX shell. */
function forShell(word: string): string {
  return NEEDS_NO_QUOTES.test(word)
    ? word
    : `'${word.replaceAll("'", "'\\''")}'`;
}

/**
 * One word of the inputs that actions split by themselves (wrangler-action does:
 * it knows double quotes and no others). An output can end up in a shell just as
 * well, so what a shell would act on within double quotes is replaced. That
 * touches the subject, and the names of strange branches; trailers are
 * percent-encoded.
 */
function forActions(word: string): string {
  return NEEDS_NO_QUOTES.test(word)
    ? word
    : `"${word
        .replace(/["`]/g, "'")
        .replaceAll('\\', '/')
        .replace(/[$!]/g, '_')}"`;
}
