import type { AccountClock } from '../../account/AccountClock';
import { numberBelow, uuidOf } from '../../account/ids';
import { exampleBodies } from '../../fixtures';
import { secretMarkers } from '../../fixtures/secretMarkers';
import type { Instance, Job } from './Instance';

const { id, namespace, created_at, modified_at, last_activity, ...usual } =
  exampleBodies.aiSearchInstancesList.result[0];

/** Uploaded items, nothing of the source. */
const builtIn: Instance['config'] = {
  ...usual,
  type: null,
  source: null,
  source_params: null,
  ai_gateway_id: null,
};

function job(
  seed: string,
  source: string,
  startedOn: string,
  ending: { endedOn?: string; reason?: string },
): Job {
  return {
    id: uuidOf(`job/${seed}`),
    source,
    started_at: startedOn,
    ...(ending.endedOn && { ended_at: ending.endedOn }),
    ...(ending.reason && { end_reason: ending.reason }),
  };
}

/** An instance of uploaded items unless told, without any. */
export function makeInstance(
  name: string,
  clock: AccountClock,
  change: Partial<Instance> = {},
): Instance {
  const within = change.namespace ?? 'default';
  const createdOn = clock.ago(24 * (15 + numberBelow(150, `search/${name}`)));
  return {
    id: within === 'default' ? name : `${within}:${name}`,
    name,
    namespace: within,
    createdOn,
    modifiedOn: createdOn,
    lastActivity: null,
    config: builtIn,
    stats: { completed: 0, error: 0, queued: 0, running: 0, skipped: 0 },
    jobs: [],
    ...change,
  };
}

function exampleInstance(clock: AccountClock): Instance {
  return {
    id,
    name: id,
    namespace,
    createdOn: clock.moved(created_at),
    modifiedOn: clock.moved(modified_at),
    lastActivity: clock.moved(last_activity),
    config: usual,
    stats: clock.moved(exampleBodies.aiSearchStats.result),
    jobs: clock.moved(exampleBodies.aiSearchJobs.result),
  };
}

/** Jobs that end badly every six hours, after one that ended well. */
function failingSince(clock: AccountClock, days: number): Job[] {
  const perDay = 4;
  const failing = Array.from({ length: days * perDay }, (_, index) => {
    const hours = 3 + index * 6;
    return job(`blog/${index}`, 'schedule', clock.ago(hours), {
      endedOn: clock.ago(hours - 0.02),
      reason: 'source unreachable',
    });
  });
  const hours = 3 + failing.length * 6;
  const last = job('blog/last', 'schedule', clock.ago(hours), {
    endedOn: clock.ago(hours - 0.3),
    reason: 'finished',
  });
  return [...failing, last];
}

/** acme's instances: the example, and one of every odd kind. */
export function acmeInstances(clock: AccountClock): Instance[] {
  return [
    exampleInstance(clock),
    // Paused while the handbook is rewritten, and full of errors.
    makeInstance('acme-handbook', clock, {
      lastActivity: clock.ago(30 * 24),
      config: {
        ...builtIn,
        type: 'r2',
        source: 'acme-prod-artifacts',
        paused: true,
        ai_gateway_id: 'acme-ai-gateway',
        system_prompt_ai_search: secretMarkers.aiSearchPrompt,
      },
      stats: {
        completed: 140,
        error: 61,
        queued: 12,
        running: 0,
        skipped: 0,
        outdated: 35,
        last_activity: clock.ago(30 * 24),
        engine: { vectorize: { dimensions: 1024, vectorsCount: 2210 } },
        file_embed_errors: { 'benefits.pdf': 'too large' },
        index_source_errors: {},
      },
      jobs: [
        job('handbook/1', 'user', clock.ago(30 * 24), {
          endedOn: clock.ago(30 * 24 - 0.2),
        }),
      ],
    }),
    // The same id in another namespace; its items are uploaded.
    makeInstance('acme-handbook', clock, {
      namespace: 'support',
      lastActivity: clock.ago(5),
      stats: {
        completed: 64,
        error: 0,
        queued: 0,
        running: 1,
        skipped: 2,
        outdated: 0,
        last_activity: clock.ago(5),
      },
    }),
    // So large that Cloudflare cannot count it.
    makeInstance('acme-product-docs', clock, {
      namespace: 'support',
      lastActivity: clock.ago(7),
      config: {
        ...usual,
        source: 'docs.acme.example',
        ai_gateway_id: 'acme-ai-support',
        source_params: {
          web_crawler: {
            parse_type: 'sitemap',
            parse_options: {
              include_headers: {
                authorization: `Basic ${secretMarkers.aiSearchHeader}`,
              },
            },
          },
        },
      },
      stats: { degraded: true },
      jobs: [
        job('docs/2', 'schedule', clock.ago(7), {
          endedOn: clock.ago(6.8),
          reason: 'completed',
        }),
        job('docs/1', 'user', clock.ago(30), {
          endedOn: clock.ago(29.9),
          reason: 'cancelled by sam@acme.example',
        }),
      ],
    }),
    // The blog was moved nine days ago, and its gateway is gone.
    makeInstance('acme-blog', clock, {
      lastActivity: clock.ago(3),
      config: {
        ...usual,
        source: 'blog.acme.example',
        status: 'error',
        ai_gateway_id: 'acme-ai-old',
      },
      stats: {
        completed: 0,
        error: 96,
        queued: 0,
        running: 0,
        skipped: 0,
        outdated: 0,
        last_activity: clock.ago(3),
      },
      jobs: failingSince(clock, 9),
    }),
    // Its bucket is in the EU.
    makeInstance('acme-residency', clock, {
      lastActivity: clock.ago(10),
      config: {
        ...builtIn,
        type: 'r2',
        source: 'acme-residency',
        source_params: { r2_jurisdiction: 'eu' },
      },
      stats: { completed: 310, error: 0, queued: 0, running: 0, skipped: 0 },
      jobs: [
        job('residency/1', 'schedule', clock.ago(10), {
          endedOn: clock.ago(9.9),
          reason: 'finished',
        }),
      ],
    }),
    // Turned off, and never filled.
    makeInstance('acme-search-trial', clock, {
      config: { ...builtIn, enable: false, status: 'created' },
    }),
  ];
}
