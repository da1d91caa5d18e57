/** A commit that no clone has. */
export const COMMIT = '1a2b3c4d5e6f708192a3b4c5d6e7f8091a2b3c4d';

/** Environment of a job of GitHub Actions. */
export const GITHUB = {
  GITHUB_ACTIONS: 'true',
  GITHUB_SERVER_URL: 'https://github.com',
  GITHUB_REPOSITORY: 'acme/api',
  GITHUB_RUN_ID: '12345678',
  GITHUB_RUN_ATTEMPT: '1',
  GITHUB_SHA: COMMIT,
  GITHUB_REF: 'refs/heads/main',
  GITHUB_REF_NAME: 'main',
  GITHUB_ACTOR: 'sam',
};

/** Environment of a job of GitLab CI. */
export const GITLAB = {
  GITLAB_CI: 'true',
  CI_COMMIT_SHA: COMMIT,
  CI_COMMIT_REF_NAME: 'main',
  CI_COMMIT_TITLE: 'Add retries',
  CI_PIPELINE_URL: 'https://gitlab.com/acme/api/-/pipelines/7',
  CI_PROJECT_URL: 'https://gitlab.com/acme/api',
};

/** Environment of a build of Workers Builds. */
export const WORKERS_BUILDS = {
  CI: 'true',
  WORKERS_CI: '1',
  WORKERS_CI_COMMIT_SHA: COMMIT,
  WORKERS_CI_BRANCH: 'main',
};
