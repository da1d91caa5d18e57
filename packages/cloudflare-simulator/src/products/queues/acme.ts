import type { AccountClock } from '../../account/AccountClock';
import { hexId, numberBelow, serial } from '../../account/ids';
import { exampleBodies } from '../../fixtures';
import type { Consumer, Producer, Queue } from './Queue';

const fourDays = 345_600;
const twoWeeks = 1_209_600;
/** Of the partners whose webhooks are kept: they fill the third page of the list. */
const partners = 35;

const worker = (script: string): Producer => ({ type: 'worker', script });

/** A Worker that consumes; its name has one of several keys on the wire. */
function consumedBy(
  script: string,
  deadLetterQueue = '',
  key = 'script',
): Consumer {
  return {
    consumer_id: hexId(`consumer/${script}/${deadLetterQueue}`),
    type: 'worker',
    [key]: script,
    dead_letter_queue: deadLetterQueue,
    settings: {
      batch_size: 10,
      max_retries: 3,
      max_wait_time_ms: 5000,
      max_concurrency: null,
      retry_delay: 30,
    },
  };
}

const pulled = (seed: string, deadLetterQueue = ''): Consumer => ({
  consumer_id: hexId(`consumer/pull/${seed}`),
  type: 'http_pull',
  dead_letter_queue: deadLetterQueue,
  settings: {
    batch_size: 50,
    max_retries: 3,
    retry_delay: 0,
    visibility_timeout_ms: 30_000,
  },
});

/** A queue of its own kind, quiet and without anything bound unless told. */
export function makeQueue(
  name: string,
  clock: AccountClock,
  seed: string,
  change: Partial<Queue> = {},
): Queue {
  const createdOn = clock.ago(24 * (30 + numberBelow(300, `queue/${name}`)));
  return {
    id: hexId(seed),
    name,
    createdOn,
    modifiedOn: createdOn,
    settings: {
      delivery_delay: 0,
      delivery_paused: false,
      message_retention_period: fourDays,
    },
    producers: [],
    consumers: [],
    backlog: { messages: 0, bytes: 0 },
    hourlyMessages: 0,
    ...change,
  };
}

function examples(clock: AccountClock): Queue[] {
  const metrics = exampleBodies.queuesMetrics.result;
  const [events, deadLetters] = clock
    .moved(exampleBodies.queuesList.result)
    .map(example => ({
      id: example.queue_id,
      name: example.queue_name,
      createdOn: example.created_on,
      modifiedOn: example.modified_on,
      settings: example.settings,
      producers: example.producers as Producer[],
      consumers: example.consumers as Consumer[],
    }));
  return [
    {
      ...events,
      tags: {
        team: 'platform',
        env: 'prod',
        system: 'storefront',
        'data-class': 'internal',
      },
      backlog: {
        messages: metrics.backlog_count,
        bytes: metrics.backlog_bytes,
        oldestOn: clock.ago(5.25),
      },
      hourlyMessages: 4000,
    },
    {
      ...deadLetters,
      tags: { team: 'platform', env: 'prod' },
      backlog: { messages: 3, bytes: 6120, oldestOn: clock.ago(60) },
      hourlyMessages: 0,
    },
  ];
}

/** acme's queues: the examples, one of every odd kind, and many of partners. */
export function acmeQueues(clock: AccountClock): Queue[] {
  const queue = (name: string, change: Partial<Queue>) =>
    makeQueue(name, clock, `queue/${name}`, change);
  return [
    ...examples(clock),
    // Its dead letter queue was deleted: what fails three times is lost.
    queue('acme-orders', {
      tags: {
        team: 'platform',
        env: 'prod',
        system: 'storefront',
        'data-class': 'regulated',
      },
      producers: [worker('acme-checkout')],
      consumers: [consumedBy('acme-worker-consumer', 'acme-orders-dlq')],
      backlog: { messages: 5, bytes: 8200, oldestOn: clock.ago(0.01) },
      hourlyMessages: 900,
    }),
    // Paused during an incident, and forgotten.
    queue('acme-emails', {
      tags: { team: 'platform', env: 'prod' },
      settings: {
        delivery_delay: 0,
        delivery_paused: true,
        message_retention_period: fourDays,
      },
      modifiedOn: clock.ago(20),
      producers: [worker('acme-api')],
      consumers: [
        consumedBy('acme-worker-consumer', 'acme-events-dlq', 'script_name'),
      ],
      backlog: { messages: 12_480, bytes: 30_100_000, oldestOn: clock.ago(20) },
      hourlyMessages: 620,
    }),
    queue('acme-embeddings', {
      tags: { team: 'ai', env: 'prod' },
      producers: [worker('acme-assistant')],
      consumers: [consumedBy('acme-embedder', '', 'service')],
      // Cloudflare knows of messages and not since when they wait.
      backlog: { messages: 17, bytes: 512_000 },
      hourlyMessages: 240,
    }),
    // More consumers than the list tells.
    queue('acme-exports', {
      tags: { team: 'data', env: 'prod' },
      producers: [worker('acme-reports')],
      consumers: [
        consumedBy('acme-worker-consumer', 'acme-exports-dlq'),
        pulled('acme-exports', 'acme-exports-dlq'),
      ],
      listedConsumers: 1,
      hourlyMessages: 60,
    }),
    // Nobody takes anything out of it: its messages end after two weeks.
    queue('acme-exports-dlq', {
      tags: { team: 'data', env: 'prod' },
      settings: { message_retention_period: twoWeeks },
      backlog: { messages: 212, bytes: 640_000, oldestOn: clock.ago(280) },
    }),
    // The Worker that consumed it was deleted.
    queue('acme-legacy-import', {
      consumers: [consumedBy('acme-old-import')],
      backlog: { messages: 0, bytes: 0 },
    }),
    queue('acme-residency-eu', {
      tags: { team: 'security', env: 'prod', 'data-class': 'personal' },
      jurisdiction: 'eu',
      // Cloudflare does not say that the bucket is in the jurisdiction `eu`.
      producers: [
        worker('acme-auth'),
        { type: 'r2_bucket', bucket_name: 'acme-residency' },
      ],
      consumers: [pulled('acme-residency-eu')],
      backlog: { messages: 1, bytes: 300, oldestOn: clock.ago(0.1) },
      hourlyMessages: 35,
    }),
    queue('acme-retired', {}),
    ...Array.from({ length: partners }, (_, index) => {
      const name = `acme-webhooks-${serial(index + 1).slice(-3)}`;
      return queue(name, {
        consumers: [pulled(name)],
        hourlyMessages: numberBelow(4, name) * 40,
      });
    }),
  ];
}
