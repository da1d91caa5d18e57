import { execFileSync } from 'node:child_process';

/** First line of the commit's message, where there is a clone that has it. */
export function subjectOf(commitSha: string): string | undefined {
  return git('log', '-1', '--format=%s', commitSha, '--');
}

/** The commit that is checked out in the working directory, if there is one. */
export function checkedOutCommit(): string | undefined {
  return git('rev-parse', '--verify', 'HEAD');
}

function git(...args: string[]): string | undefined {
  try {
    const text = execFileSync('git', args, {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
      timeout: 10_000,
    });
    return text.trim() || undefined;
  } catch {
    // No git, no clone, or a shallow one: the CI system's word has to do.
    return undefined;
  }
}
