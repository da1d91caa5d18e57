import { exampleBodies } from '../fixtures';
import type { AccountClock } from './AccountClock';
import { commitOf } from './ids';
import type { Binding, Build, VersionChange } from './Worker';
import type { Workers } from './Workers';

const organisation = 'https://github.com/acme';

/** A version with the provenance that acme's pipeline writes. */
function fromPipeline(
  repository: string,
  change: number,
  branch = 'main',
): VersionChange {
  const run = `${organisation}/${repository}/actions/runs/${
    7000000000 + change
  }`;
  return {
    tag: commitOf(`${repository}/${change}`),
    message: `Change ${change} of ${repository} cf-prov:v1 run=${run} repo=${organisation}/${repository} ref=${branch}`,
  };
}

const service = (name: string, target: string): Binding => ({
  type: 'service',
  name,
  service: target,
  environment: 'production',
});

/** The Workers of the example bodies, under the same ids. */
function addExamples(workers: Workers, clock: AccountClock): void {
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
    version: { tag, message, etag: staging.etag, source: 'dash' },
  });
  staged.listing = { usage_model: staging.usage_model };
  staged.modifiedOn = staging.modified_on!;

  const bare = workers.add(consumer.id, {
    at: consumer.created_on,
    handlers: ['queue'],
    bindings: [{ type: 'queue', name: 'EVENTS', queue_name: 'acme-events' }],
  });
  workers.deploy(consumer.id, { at: consumer.modified_on });
  bare.modifiedOn = consumer.modified_on;
  bare.sparse = true;
}

/** Seeds acme's Workers: the examples and one for every way to be deployed. */
export function addAcmeWorkers(workers: Workers, clock: AccountClock): void {
  addExamples(workers, clock);

  // Rolled back after a bad release.
  workers.add('acme-checkout', {
    at: clock.ago(200 * 24),
    tags: ['env:prod', 'team:platform'],
    domains: ['checkout.acme.example'],
    version: fromPipeline('checkout', 17),
    bindings: [
      service('API', 'acme-api'),
      service('AUTH', 'acme-auth'),
      { type: 'secret_text', name: 'PAYMENT_KEY' },
    ],
  });
  for (const [change, hours] of [
    [18, 70],
    [19, 20],
  ]) {
    workers.deploy('acme-checkout', {
      at: clock.ago(hours),
      version: fromPipeline('checkout', change),
    });
  }
  workers.rollback('acme-checkout', {
    at: clock.ago(19),
    source: 'dash',
    authorEmail: 'pat@acme.example',
    message: 'Payments fail since the last release',
  });
  // Built by a CI that the organisation hosts itself.
  workers.add('acme-checkout-staging', {
    at: clock.ago(6),
    tags: ['env:staging', 'team:platform'],
    version: {
      tag: commitOf('checkout/20'),
      message:
        'Change 20 of checkout cf-prov:v1 run=https://ci.acme.example/checkout/runs/20 ref=develop',
    },
    bindings: [service('API', 'acme-api-staging')],
  });

  // The newest version waits for its deployment.
  workers.add('acme-web-router', {
    at: clock.ago(90 * 24),
    tags: ['env:prod', 'team:platform'],
    version: fromPipeline('web-router', 7),
    bindings: [service('API', 'acme-api'), service('AUTH', 'acme-auth')],
  });
  workers.upload('acme-web-router', {
    ...fromPipeline('web-router', 8),
    at: clock.ago(3),
  });

  // Only a secret was changed: the version has no annotations of its own.
  workers.add('acme-auth', {
    at: clock.ago(30 * 24),
    tags: ['env:prod', 'team:security'],
    domains: ['auth.acme.example'],
    version: fromPipeline('auth', 31),
    bindings: [
      { type: 'secret_text', name: 'SIGNING_KEY' },
      { type: 'plain_text', name: 'ISSUER', text: 'https://auth.acme.example' },
    ],
  });
  workers.changeSecret('acme-auth', 'SIGNING_KEY', {
    at: clock.ago(26),
    authorEmail: 'sam@acme.example',
  });

  // The tag tells another commit than the build.
  workers.add('acme-ingest', {
    at: clock.ago(50),
    tags: ['env:prod', 'team:data'],
    handlers: ['fetch', 'scheduled'],
    crons: ['*/15 * * * *'],
    version: {
      ...fromPipeline('ingest', 12),
      build: { commitHash: commitOf('ingest/11') },
    },
    bindings: [{ type: 'queue', name: 'EVENTS', queue_name: 'acme-events' }],
  });

  // Abbreviated commit, no run.
  workers.add('acme-reports', {
    at: clock.ago(40),
    tags: ['env:prod', 'team:data'],
    handlers: ['scheduled'],
    crons: ['0 5 * * *', '30 5 * * MON'],
    version: { tag: commitOf('reports/5').slice(0, 8) },
    bindings: [
      service('INGEST', 'acme-ingest'),
      { type: 'd1', name: 'DB', id: '3f6d2c1b-8e7a-4d5c-9b0a-1e2f3a4b5c6d' },
    ],
  });
  // As `wrangler preview` annotates it.
  workers.add('acme-reports-preview', {
    at: clock.ago(2),
    tags: ['env:preview', 'team:data'],
    version: {
      annotations: {
        'workers/commit_sha': commitOf('reports/6'),
        'workers/repository_url': `${organisation}/reports`,
        'workers/pull_request_url': `${organisation}/reports/pull/6`,
      },
    },
  });

  // Built and deployed by Cloudflare, without annotations.
  workers.add('acme-assistant', {
    at: clock.ago(28),
    tags: ['env:prod', 'team:ai'],
    domains: ['assistant.acme.example'],
    version: { build: { commitHash: commitOf('assistant/64') } },
    bindings: [
      { type: 'ai', name: 'AI' },
      { type: 'vectorize', name: 'IDX', index_name: 'acme-idx-main' },
      service('EMBEDDER', 'acme-embedder'),
    ],
  });
  workers.add('acme-assistant-staging', {
    at: clock.ago(5),
    tags: ['env:staging', 'team:ai'],
    version: {
      build: { commitHash: commitOf('assistant/65'), branch: 'staging' },
    },
  });
  // Uploaded first; the run is told by the deployment.
  workers.add('acme-embedder', {
    at: clock.ago(44),
    tags: ['env:prod', 'team:ai'],
    handlers: ['queue'],
    version: { tag: commitOf('embedder/9') },
    bindings: [{ type: 'ai', name: 'AI' }],
    deployed: false,
  });
  const [embedder] = workers.get('acme-embedder').versions;
  workers.deploy('acme-embedder', {
    at: clock.ago(43),
    versions: [{ id: embedder.id, percentage: 100 }],
    message: fromPipeline('embedder', 9).message,
  });

  // Uploaded once, never deployed.
  workers.add('acme-edge-experiments', {
    at: clock.ago(8 * 24),
    tags: ['team:ai'],
    version: {
      ...fromPipeline('edge-experiments', 1),
      triggeredBy: 'version_upload',
    },
    deployed: false,
  });
}
