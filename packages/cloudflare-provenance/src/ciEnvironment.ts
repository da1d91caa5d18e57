import { cleanProvenanceFields } from './fields';
import { ProvenanceFields } from './types';

/**
 * The CI systems whose environments are known.
 *
 * @public
 */
export type CiSystem =
  | 'github-actions'
  | 'gitlab-ci'
  | 'circleci'
  | 'buildkite'
  | 'workers-builds';

/**
 * What the environment of a CI job tells.
 *
 * @public
 */
export interface CiEnvironment {
  system: CiSystem;
  /** Only valid values: no credentials in URLs, no e-mail addresses. */
  fields: ProvenanceFields;
  /** First line of the commit's message, where the CI system tells it. */
  subject?: string;
  /**
   * The branch to deploy to in Pages: `fields.ref`. For a pull request whose
   * branch is named like the one it goes into (as the `main` of a fork is), it
   * is `pull/<number>`, since Pages would take its name for production.
   */
  branch?: string;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** What a CI system tells, as it tells it. */
interface Told extends ProvenanceFields {
  subject?: string;
  /** Of a pull request: the branch it goes into. */
  target?: string;
}

/** Workers Builds comes first: a build there may set the variables of others. */
const SYSTEMS: {
  system: CiSystem;
  runsIn(env: Environment): boolean;
  read(env: Environment): Told;
}[] = [
  {
    system: 'workers-builds',
    runsIn: env => env.WORKERS_CI === '1',
    read: env => ({
      commitSha: env.WORKERS_CI_COMMIT_SHA,
      ref: env.WORKERS_CI_BRANCH,
    }),
  },
  {
    system: 'github-actions',
    runsIn: env => env.GITHUB_ACTIONS === 'true',
    read: readGitHub,
  },
  {
    system: 'gitlab-ci',
    runsIn: env => env.GITLAB_CI === 'true',
    read: env => ({
      commitSha: env.CI_COMMIT_SHA,
      ciRunUrl: env.CI_PIPELINE_URL,
      repositoryUrl: env.CI_PROJECT_URL,
      ref: env.CI_MERGE_REQUEST_SOURCE_BRANCH_NAME || env.CI_COMMIT_REF_NAME,
      target: env.CI_MERGE_REQUEST_TARGET_BRANCH_NAME,
      pullRequest: env.CI_MERGE_REQUEST_IID,
      actor: env.GITLAB_USER_LOGIN,
      subject: env.CI_COMMIT_TITLE,
    }),
  },
  {
    system: 'circleci',
    runsIn: env => env.CIRCLECI === 'true',
    read: env => ({
      commitSha: env.CIRCLE_SHA1,
      ciRunUrl: env.CIRCLE_BUILD_URL,
      repositoryUrl: webAddressOf(env.CIRCLE_REPOSITORY_URL),
      ref: env.CIRCLE_BRANCH || env.CIRCLE_TAG,
      pullRequest: env.CIRCLE_PULL_REQUEST,
      actor: env.CIRCLE_USERNAME,
    }),
  },
  {
    system: 'buildkite',
    runsIn: env => env.BUILDKITE === 'true',
    read: env => ({
      // `HEAD` until the agent has checked it out.
      commitSha: env.BUILDKITE_COMMIT,
      ciRunUrl: env.BUILDKITE_BUILD_URL,
      repositoryUrl: webAddressOf(env.BUILDKITE_REPO),
      ref: env.BUILDKITE_BRANCH,
      target: env.BUILDKITE_PULL_REQUEST_BASE_BRANCH,
      // `false` without one. The creator is told by name, not by login.
      pullRequest: env.BUILDKITE_PULL_REQUEST,
      subject: env.BUILDKITE_MESSAGE,
    }),
  },
];

/**
 * Reads the environment variables of a CI job: GitHub Actions, GitLab CI,
 * CircleCI, Buildkite or Workers Builds; undefined anywhere else.
 *
 * The commit is the one that the job builds unless it checks out another: for a
 * `pull_request` event of GitHub and a merged results pipeline of GitLab that is
 * the temporary merge commit, and not the head of the pull request, since the
 * head alone is not what was built. `pullRequest` tells the way to the head.
 *
 * @public
 */
export function readCiEnvironment(
  env: Readonly<Record<string, string | undefined>>,
): CiEnvironment | undefined {
  const known = SYSTEMS.find(({ runsIn }) => runsIn(env));
  if (!known) {
    return undefined;
  }
  const { subject, target, ...told } = known.read(env);
  const fields = cleanProvenanceFields(told);
  const branch =
    fields.ref !== undefined && fields.ref === target && fields.pullRequest
      ? `pull/${fields.pullRequest.replace(/^.*\//, '')}`
      : fields.ref;
  const firstLine = subject?.trim().split(/[\r\n]/)[0];
  return {
    system: known.system,
    fields,
    ...(firstLine && { subject: firstLine }),
    ...(branch && { branch }),
  };
}

function readGitHub(env: Environment): Told {
  const { GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: repository } = env;
  const repositoryUrl =
    server && repository ? `${server}/${repository}` : undefined;
  return {
    commitSha: env.GITHUB_SHA,
    ciRunUrl:
      repositoryUrl && env.GITHUB_RUN_ID
        ? `${repositoryUrl}/actions/runs/${env.GITHUB_RUN_ID}`
        : undefined,
    repositoryUrl,
    // The name of a pull request's ref is `42/merge`.
    ref: env.GITHUB_HEAD_REF || env.GITHUB_REF_NAME,
    target: env.GITHUB_BASE_REF,
    pullRequest: /^refs\/pull\/(\d+)\//.exec(env.GITHUB_REF ?? '')?.[1],
    // Who started this attempt, which is not who started the first one.
    actor: env.GITHUB_TRIGGERING_ACTOR || env.GITHUB_ACTOR,
    attempt: env.GITHUB_RUN_ATTEMPT,
  };
}

/** `git@github.com:acme/api.git` as `https://github.com/acme/api.git`. */
function webAddressOf(remote: string | undefined): string | undefined {
  const ssh = /^(?:ssh:\/\/)?git@([^:/]+)(?::\d+\/|[:/])(.+)$/.exec(
    remote ?? '',
  );
  return ssh ? `https://${ssh[1]}/${ssh[2]}` : remote;
}
