import { exampleBodies } from '../fixtures';
import type { AccountClock } from './AccountClock';
import { service, queue, durableObject } from './acmeBindings';
import { fromPipeline } from './acmePipeline';
import type { Build } from './Worker';
import type { Workers } from './Workers';

/** The Workers of the example bodies, under the same ids. */
export function addExampleWorkers(workers: Workers, clock: AccountClock): void {
  const [api, staging, consumer] = clock.moved(
    exampleBodies.workersScriptsList.result,
  );
  const deployments = clock.moved(
    exampleBodies.workersScriptsDeploymentsList.result.deployments,
  );
  const version = clock.moved(
    exampleBodies.workersBetaWorkersVersionsGet.result,
  );
  const [beta] = exampleBodies.workersBetaWorkersList.result;
  const {
    id: apiName,
    tag: apiTag,
    tags,
    etag,
    handlers,
    created_on: createdOn,
    modified_on: modifiedOn,
    last_deployed_from: lastDeployedFrom,
    ...listing
  } = api;

  const worker = workers.add(apiName, {
    at: createdOn,
    tag: apiTag,
    tags,
    handlers,
    workersDev: false,
    version: false,
  });
  const previousId = deployments[1].versions[0].version_id;
  workers.upload(apiName, {
    ...fromPipeline('api', 41),
    id: previousId,
    number: 41,
    at: clock.ago(12 * 24),
    bindings: [...exampleBodies.workersScriptsSettings.result.bindings],
  });
  workers.upload(apiName, {
    id: version.id,
    number: version.number,
    at: version.created_on,
    tag: version.annotations['workers/tag'],
    message: version.annotations['workers/message'],
    triggeredBy: version.annotations['workers/triggered_by'],
    authorEmail: version.author_email,
    etag,
    bindings: [
      ...exampleBodies.workersScriptsSettings.result.bindings,
      service('AUTH', 'acme-auth'),
    ],
  });
  for (const [id, build] of Object.entries(
    clock.moved(exampleBodies.buildsByVersionIds.result.builds),
  )) {
    workers.setBuild(id, build as Build);
  }
  Object.assign(worker, { modifiedOn, lastDeployedFrom, listing });
  worker.versions[0].createdOn = version.created_on;
  worker.deployments = deployments.map(deployment => ({
    id: deployment.id,
    createdOn: deployment.created_on,
    source: deployment.source,
    authorEmail: deployment.author_email,
    annotations: deployment.annotations,
    versions: deployment.versions,
  }));
  worker.domains = beta.references.domains.map(domain => ({
    id: domain.id,
    hostname: domain.hostname,
    zoneName: domain.zone_name,
    certificateId: domain.certificate_id,
  }));

  const staged = workers.add(staging.id, {
    at: staging.created_on,
    tag: staging.tag,
    tags: null,
    version: fromPipeline('api', 40, 'develop'),
  });
  const { tag, message } = fromPipeline('api', 42, 'develop');
  workers.deploy(staging.id, {
    at: staging.modified_on,
    source: 'dash',
    authorEmail: 'dev@acme.example',
    version: {
      tag,
      message,
      etag: staging.etag,
      source: 'dash',
      bindings: [
        durableObject('SESSIONS', 'acme-api-staging', 'SessionCoordinator'),
      ],
    },
  });
  staged.listing = { usage_model: staging.usage_model };
  staged.modifiedOn = staging.modified_on!;

  const bare = workers.add(consumer.id, {
    at: consumer.created_on,
    handlers: ['queue'],
    bindings: [queue('EVENTS', 'acme-events')],
  });
  workers.deploy(consumer.id, { at: consumer.modified_on });
  bare.modifiedOn = consumer.modified_on;
  bare.sparse = true;
}
