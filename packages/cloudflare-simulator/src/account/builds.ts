import { secretMarkers } from '../fixtures/secretMarkers';
import { uuidOf } from './ids';
import type { Build, VersionChange, Worker, WorkerVersion } from './Worker';

const moment = (time: string, seconds: number) =>
  new Date(Date.parse(time) + seconds * 1000).toISOString();

/** The run of Workers Builds that made a version. */
export function buildOf(
  worker: Worker,
  version: WorkerVersion,
  { commitHash, branch = 'main' }: NonNullable<VersionChange['build']>,
): Build {
  return {
    build_uuid: uuidOf(`build/${version.id}`),
    status: 'stopped',
    build_outcome: 'success',
    created_on: moment(version.createdOn, -210),
    running_on: moment(version.createdOn, -200),
    stopped_on: moment(version.createdOn, 3),
    modified_on: moment(version.createdOn, 3),
    build_trigger_metadata: {
      build_trigger_source: 'push',
      branch,
      commit_hash: commitHash,
      commit_message: `Change ${version.number} of ${worker.name}`,
      author: 'dev@acme.example',
      repo_name: worker.name.replace(/^acme-/, ''),
      provider_type: 'github',
      provider_account_name: 'acme',
      build_command: 'npm run build',
      deploy_command: 'npx wrangler deploy',
      root_directory: '/',
      environment_variables: {
        NPM_TOKEN: { is_secret: true, value: null },
        REGISTRY: { is_secret: false, value: secretMarkers.buildVariable },
      },
    },
  };
}
