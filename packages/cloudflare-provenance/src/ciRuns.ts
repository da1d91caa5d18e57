import { cleanUrl, isAllowedHost } from './urls';

/** Paths of the run pages of the CI systems that are recognised in free text. */
const RUN_PATHS = [
  // GitHub Actions
  /^\/[^/]+\/[^/]+\/actions\/runs\/\d+(?:\/attempts\/\d+)?(?:\/job\/\d+)?$/,
  // GitLab CI
  /^\/.+\/-\/(?:jobs|pipelines)\/\d+$/,
  // CircleCI, current and former addresses
  /^\/pipelines\/[^/]+\/[^/]+\/[^/]+\/\d+(?:\/workflows\/[0-9a-f-]+(?:\/jobs\/\d+)?)?$/,
  /^\/(?:gh|bb)\/[^/]+\/[^/]+\/\d+$/,
  // Buildkite
  /^\/[^/]+\/[^/]+\/builds\/\d+$/,
];

/**
 * The CI run that a free text links to. Only runs of known CI systems on
 * allowed hosts count, and a text that names several names none.
 */
export function findCiRunUrl(
  text: string,
  ciHosts: readonly string[],
): string | undefined {
  const runs = new Set<string>();
  for (const [candidate] of text.matchAll(/https:\/\/[^\s<>"'`\\]+/gi)) {
    const url = cleanUrl(candidate.replace(/[.,;:!?)\]}]+$/, ''));
    if (
      url &&
      isAllowedHost(url, ciHosts) &&
      RUN_PATHS.some(path => path.test(new URL(url).pathname))
    ) {
      runs.add(url);
    }
  }
  return runs.size === 1 ? [...runs][0] : undefined;
}

/** Whether two URLs are pages of one run: attempts and jobs are parts of it. */
export function sameCiRun(a: string, b: string): boolean {
  return wholeRun(a) === wholeRun(b);
}

function wholeRun(url: string): string {
  return url
    .replace(/(\/actions\/runs\/\d+)\/(?:attempts|job)\/.*$/, '$1')
    .replace(/(\/pipelines\/[^/]+\/[^/]+\/[^/]+\/\d+)\/workflows\/.*$/, '$1');
}
