import { readCiEnvironment } from './index';

const A = '1a2b3c4d5e6f708192a3b4c5d6e7f8091a2b3c4d';

const github = {
  CI: 'true',
  GITHUB_ACTIONS: 'true',
  GITHUB_SERVER_URL: 'https://github.com',
  GITHUB_REPOSITORY: 'acme/api',
  GITHUB_RUN_ID: '12345678',
  GITHUB_RUN_ATTEMPT: '2',
  GITHUB_SHA: A,
  GITHUB_REF: 'refs/heads/main',
  GITHUB_REF_NAME: 'main',
  GITHUB_HEAD_REF: '',
  GITHUB_BASE_REF: '',
  GITHUB_ACTOR: 'first',
  GITHUB_TRIGGERING_ACTOR: 'sam',
};
const pullRequest = {
  ...github,
  GITHUB_REF: 'refs/pull/42/merge',
  GITHUB_REF_NAME: '42/merge',
  GITHUB_HEAD_REF: 'feature/retry',
  GITHUB_BASE_REF: 'main',
};
const gitlab = {
  GITLAB_CI: 'true',
  CI_COMMIT_SHA: A,
  CI_COMMIT_REF_NAME: 'main',
  CI_COMMIT_TITLE: 'Add retries',
  CI_PIPELINE_URL: 'https://gitlab.com/acme/api/-/pipelines/7',
  CI_PROJECT_URL: 'https://gitlab.com/acme/api',
  GITLAB_USER_LOGIN: 'sam',
  GITLAB_USER_EMAIL: 'sam@acme.example',
};
const circle = {
  CIRCLECI: 'true',
  CIRCLE_SHA1: A,
  CIRCLE_BRANCH: 'main',
  CIRCLE_BUILD_URL: 'https://circleci.com/gh/acme/api/7',
  CIRCLE_REPOSITORY_URL: 'git@github.com:acme/api.git',
  CIRCLE_PULL_REQUEST: 'https://github.com/acme/api/pull/5',
  CIRCLE_USERNAME: 'sam',
};
const buildkite = {
  BUILDKITE: 'true',
  BUILDKITE_COMMIT: A,
  BUILDKITE_BRANCH: 'main',
  BUILDKITE_PULL_REQUEST: 'false',
  BUILDKITE_PULL_REQUEST_BASE_BRANCH: '',
  BUILDKITE_BUILD_URL: 'https://buildkite.com/acme/api/builds/7',
  BUILDKITE_REPO: 'git@github.com:acme/api.git',
  BUILDKITE_MESSAGE: 'Add retries\n\nMore of it',
  BUILDKITE_BUILD_CREATOR: 'Sam',
  BUILDKITE_BUILD_CREATOR_EMAIL: 'sam@acme.example',
};
const workersBuilds = {
  CI: 'true',
  WORKERS_CI: '1',
  WORKERS_CI_BUILD_UUID: 'b01dface-0000-4000-8000-1234567890ab',
  WORKERS_CI_COMMIT_SHA: A,
  WORKERS_CI_BRANCH: 'main',
};

const repositoryUrl = 'https://github.com/acme/api';

describe('readCiEnvironment', () => {
  it('reads a push to GitHub Actions', () => {
    expect(readCiEnvironment(github)).toEqual({
      system: 'github-actions',
      fields: {
        commitSha: A,
        ciRunUrl: 'https://github.com/acme/api/actions/runs/12345678',
        repositoryUrl,
        ref: 'main',
        actor: 'sam',
        attempt: '2',
      },
      branch: 'main',
    });
  });

  it('reads a pull request of GitHub Actions: its branch, its number, the merge commit', () => {
    expect(readCiEnvironment(pullRequest)).toMatchObject({
      fields: { commitSha: A, ref: 'feature/retry', pullRequest: '42' },
      branch: 'feature/retry',
    });
  });

  it('never takes the `main` of a fork for the branch to deploy to', () => {
    expect(
      readCiEnvironment({ ...pullRequest, GITHUB_HEAD_REF: 'main' }),
    ).toMatchObject({ fields: { ref: 'main' }, branch: 'pull/42' });
    expect(
      readCiEnvironment({
        ...gitlab,
        CI_MERGE_REQUEST_IID: '9',
        CI_MERGE_REQUEST_SOURCE_BRANCH_NAME: 'main',
        CI_MERGE_REQUEST_TARGET_BRANCH_NAME: 'main',
      })?.branch,
    ).toBe('pull/9');
  });

  it('reads a tag of GitHub Actions on a server of one’s own', () => {
    expect(
      readCiEnvironment({
        ...github,
        GITHUB_SERVER_URL: 'https://github.acme.example',
        GITHUB_REF: 'refs/tags/v1',
        GITHUB_REF_NAME: 'v1',
      })?.fields,
    ).toMatchObject({
      ref: 'v1',
      ciRunUrl: 'https://github.acme.example/acme/api/actions/runs/12345678',
    });
  });

  it('reads GitLab CI, and a merge request there', () => {
    expect(readCiEnvironment(gitlab)).toEqual({
      system: 'gitlab-ci',
      fields: {
        commitSha: A,
        ciRunUrl: 'https://gitlab.com/acme/api/-/pipelines/7',
        repositoryUrl: 'https://gitlab.com/acme/api',
        ref: 'main',
        actor: 'sam',
      },
      subject: 'Add retries',
      branch: 'main',
    });
    expect(
      readCiEnvironment({
        ...gitlab,
        CI_COMMIT_REF_NAME: 'refs/merge-requests/9/merge',
        CI_MERGE_REQUEST_IID: '9',
        CI_MERGE_REQUEST_SOURCE_BRANCH_NAME: 'feature/retry',
        CI_MERGE_REQUEST_TARGET_BRANCH_NAME: 'main',
      }),
    ).toMatchObject({
      fields: { ref: 'feature/retry', pullRequest: '9' },
      branch: 'feature/retry',
    });
  });

  it('reads CircleCI', () => {
    expect(readCiEnvironment(circle)).toEqual({
      system: 'circleci',
      fields: {
        commitSha: A,
        ciRunUrl: 'https://circleci.com/gh/acme/api/7',
        repositoryUrl,
        ref: 'main',
        pullRequest: 'https://github.com/acme/api/pull/5',
        actor: 'sam',
      },
      branch: 'main',
    });
  });

  it('reads Buildkite, which tells people by name and e-mail address', () => {
    const read = readCiEnvironment(buildkite);
    expect(read).toEqual({
      system: 'buildkite',
      fields: {
        commitSha: A,
        ciRunUrl: 'https://buildkite.com/acme/api/builds/7',
        repositoryUrl,
        ref: 'main',
      },
      subject: 'Add retries',
      branch: 'main',
    });
    expect(JSON.stringify(read)).not.toMatch(/sam/i);
  });

  it('reads Workers Builds, whose run has no address', () => {
    expect(readCiEnvironment({ ...github, ...workersBuilds })).toEqual({
      system: 'workers-builds',
      fields: { commitSha: A, ref: 'main' },
      branch: 'main',
    });
  });

  it('knows no other environment', () => {
    expect(readCiEnvironment({})).toBeUndefined();
    expect(readCiEnvironment({ CI: 'true', GITHUB_SHA: A })).toBeUndefined();
  });

  it.each([
    'https://x-token:secret@github.com/acme/api.git',
    'https://secret@github.com/acme/api.git',
  ])('drops a repository with a credential in its address: %s', repository => {
    const read = readCiEnvironment({
      ...circle,
      CIRCLE_REPOSITORY_URL: repository,
    });
    expect(JSON.stringify(read)).not.toContain('secret');
  });

  it.each([
    'ssh://git@github.com/acme/api.git',
    'ssh://git@github.com:22/acme/api.git',
    'git@github.com:acme/api',
    'https://github.com/acme/api.git',
  ])('finds the page of the repository %s', repository => {
    expect(
      readCiEnvironment({ ...buildkite, BUILDKITE_REPO: repository })?.fields
        .repositoryUrl,
    ).toBe(repositoryUrl);
  });

  it('leaves out what is not valid', () => {
    expect(
      readCiEnvironment({
        ...gitlab,
        CI_COMMIT_SHA: A.toUpperCase(),
        CI_PIPELINE_URL: 'http://gitlab.com/acme/api/-/pipelines/7',
        CI_COMMIT_REF_NAME: 'a b',
        GITLAB_USER_LOGIN: 'sam@acme.example',
      })?.fields,
    ).toEqual({
      commitSha: A,
      repositoryUrl: 'https://gitlab.com/acme/api',
    });
    expect(
      readCiEnvironment({ ...buildkite, BUILDKITE_COMMIT: 'HEAD' })?.fields,
    ).not.toHaveProperty('commitSha');
  });
});
