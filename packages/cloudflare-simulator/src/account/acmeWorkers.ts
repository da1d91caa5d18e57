import type { AccountClock } from './AccountClock';
import {
  service,
  namespace,
  bucket,
  database,
  dataset,
  storedSecret,
  queue,
  workflow,
  hyperdrive,
  durableObject,
} from './acmeBindings';
import { fromPipeline, organisation } from './acmePipeline';
import { addExampleWorkers } from './exampleWorkers';
import { commitOf } from './ids';
import type { Workers } from './Workers';

/** Seeds acme's Workers: the examples and one for every way to be deployed. */
export function addAcmeWorkers(workers: Workers, clock: AccountClock): void {
  addExampleWorkers(workers, clock);

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
      namespace(
        'BASKETS',
        '🛒 Baskets, one per visitor, kept until check-out or for thirty days',
      ),
      bucket('UPLOADS', 'acme-customer-uploads'),
      hyperdrive('LEDGER', 'acme-ledger'),
      queue('ORDERS', 'acme-orders'),
      workflow('FULFILMENT', 'acme-order-fulfilment'),
      durableObject('CARTS', 'acme-checkout', 'CartLock'),
      dataset('AE', 'acme_analytics'),
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
    bindings: [
      service('API', 'acme-api'),
      service('AUTH', 'acme-auth'),
      namespace('FLAGS', 'acme-flags'),
      bucket('ASSETS', 'acme-public-assets'),
      // By script and class, as it is told of older versions.
      {
        type: 'durable_object_namespace',
        name: 'LIMITS',
        class_name: 'RateLimiter',
        script_name: 'acme-auth',
      },
      dataset('TIMINGS', 'acme-edge-timings'),
      storedSecret('SIGNING_KEY', 'edge_signing_key'),
    ],
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
      {
        type: 'kv_namespace',
        name: 'CUSTOMERS',
        namespace_id: '00ff00ff00ff00ff00ff00ff00ff00ff',
      },
      bucket('RESIDENCY', 'acme-residency', 'eu'),
      database('USERS', 'acme-customers'),
      queue('MOVES', 'acme-residency-eu'),
      workflow('ERASURE', 'acme-gdpr-erasure'),
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
    bindings: [
      queue('EVENTS', 'acme-events'),
      bucket('LOGS', 'acme-logs', 'eu'),
      // Deleted in a clean-up, and still bound.
      bucket('ARCHIVE', 'acme-archive-2024'),
      durableObject('TRANSCODER', 'acme-ingest', 'Transcoder'),
    ],
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
      bucket('EVIDENCE', 'acme-evidence'),
      database('ARCHIVE', 'acme-archive'),
      hyperdrive('REPORTING', 'acme-reporting/planetscale'),
      queue('EXPORTS', 'acme-exports'),
      workflow('NIGHTLY', '_acme_nightly_close_'),
      { type: 'browser', name: 'BROWSER' },
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
      {
        type: 'ai_search',
        name: 'SITE',
        instance_name: 'acme-site-index',
        namespace: 'default',
      },
      {
        type: 'ai_search',
        name: 'SUPPORT_HANDBOOK',
        instance_name: 'acme-handbook',
        namespace: 'support',
      },
      service('EMBEDDER', 'acme-embedder'),
      storedSecret('ANTHROPIC', 'anthropic_api_key'),
      queue('EMBEDDINGS', 'acme-embeddings'),
      workflow('DOCUMENTS', 'acme-embed-documents'),
      // Deleted from the store since.
      storedSecret('MISTRAL', 'mistral_api_key'),
      dataset('USAGE', 'acme_assistant_usage'),
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
    bindings: [
      { type: 'ai', name: 'AI' },
      { type: 'vectorize', name: 'SUPPORT', index_name: 'acme-idx-support' },
    ],
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
