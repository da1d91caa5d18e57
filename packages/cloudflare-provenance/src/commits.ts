const FULL_COMMIT = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/;
const SHORT_COMMIT = /^[0-9a-f]{7,39}$/;

/** The text, if it is a commit SHA, abbreviated or not, and nothing else. */
export function commitShaOf(text: string | undefined): string | undefined {
  return text && (FULL_COMMIT.test(text) || SHORT_COMMIT.test(text))
    ? text
    : undefined;
}

/** Whether the SHA is abbreviated. */
export function isShortCommit(commitSha: string): boolean {
  return !FULL_COMMIT.test(commitSha);
}

/** Whether two SHAs can name one commit: the same, or one abbreviates the other. */
export function sameCommit(a: string, b: string): boolean {
  return a.startsWith(b) || b.startsWith(a);
}
