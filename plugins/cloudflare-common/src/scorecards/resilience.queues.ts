import { check } from './Check';

/** Of queues: nothing that cannot be delivered gets lost. */
export const queueDeadLetters = check({
  id: 'queue.dlq',
  version: 1,
  title: 'Consumers have a dead-letter queue',
  proves:
    'Every consumer of the queue says how often a message is tried, and names a queue that exists for those that fail. Whether anybody looks there is another check.',
  remediation:
    'Set `max_retries` and `dead_letter_queue` on each consumer that is named, in the configuration of the Worker or by `wrangler queues consumer`, and create the queue if it does not exist.',
  severity: 'medium',
  kind: 'design',
  criteria: ['A1.2', 'PI1.3'],
  subjects: ['queues'],
  facts: {
    consumers: { type: 'integer', title: 'Consumers' },
    withoutDeadLetterQueue: {
      type: 'integer',
      title: 'Consumers without a dead-letter queue',
    },
    withoutMaxRetries: {
      type: 'integer',
      title: 'Consumers that do not say how often a message is tried',
    },
    missingDeadLetterQueues: {
      type: 'integer',
      title: 'Dead-letter queues that do not exist',
    },
    isDeadLetterQueue: {
      type: 'boolean',
      title: 'Is the dead-letter queue of another queue',
    },
  },
  applies: {
    all: [
      { fact: 'consumers', is: 'more-than', value: 0 },
      {
        any: [
          { fact: 'isDeadLetterQueue', is: 'equal', value: false },
          { fact: 'withoutDeadLetterQueue', is: 'equal', value: 0 },
        ],
      },
    ],
  },
  appliesTo:
    'Nothing consumes the queue, or it is a dead-letter queue itself, which needs none.',
  rule: {
    all: [
      { fact: 'withoutDeadLetterQueue', is: 'equal', value: 0 },
      { fact: 'withoutMaxRetries', is: 'equal', value: 0 },
      { fact: 'missingDeadLetterQueues', is: 'equal', value: 0 },
    ],
  },
});

/** Of queues: not too much waits. */
export const queueBacklog = check({
  id: 'queue.backlog',
  version: 1,
  title: 'The backlog of the queue is small',
  proves:
    'In no hour of the last 24 did more messages wait in the queue on average. Cloudflare measures by samples; a queue of which it measured nothing is not judged.',
  remediation:
    'See whether delivery is paused and whether the consumer fails; otherwise let it run more often at once, or take larger batches.',
  severity: 'high',
  kind: 'operating',
  criteria: ['A1.1', 'CC7.2'],
  subjects: ['queues'],
  facts: {
    mostMessages: {
      type: 'number',
      title: 'Most messages that waited, on average of an hour',
      unit: 'messages',
      volatile: true,
    },
    lastMessages: {
      type: 'number',
      title: 'Messages that waited in the last hour measured',
      unit: 'messages',
      volatile: true,
    },
  },
  thresholds: {
    mostMessages: {
      title: 'Most messages that may wait',
      default: 10_000,
      least: 0,
      most: 1_000_000_000,
      unit: 'messages',
    },
  },
  applies: { fact: 'mostMessages', is: 'at-least', value: 0 },
  appliesTo:
    'Cloudflare measured no backlog of the queue in the last 24 hours.',
  rule: { fact: 'mostMessages', is: 'at-most', threshold: 'mostMessages' },
});

/** Of queues: messages do not wait too long. */
export const queueLag = check({
  id: 'queue.lag',
  version: 1,
  title: 'Messages of the queue are taken soon',
  proves:
    'In no hour of the last 24 did messages wait longer on average until they were taken, beyond the delivery delay of the queue; and where messages wait that nobody takes, the oldest does not wait longer. No message is ever pulled for it.',
  remediation:
    'See whether delivery is paused and whether the consumer fails or is too slow; let more of it run at once.',
  severity: 'high',
  kind: 'operating',
  criteria: ['A1.1', 'CC7.2'],
  subjects: ['queues'],
  facts: {
    consumers: { type: 'integer', title: 'Consumers' },
    lagSeconds: {
      type: 'number',
      title: 'Longest wait beyond the delivery delay',
      unit: 'seconds',
      volatile: true,
    },
  },
  thresholds: {
    mostLagSeconds: {
      title: 'Longest time that messages may wait',
      default: 900,
      least: 1,
      most: 1_209_600,
      unit: 'seconds',
    },
  },
  applies: {
    all: [
      { fact: 'consumers', is: 'more-than', value: 0 },
      { fact: 'lagSeconds', is: 'at-least', value: 0 },
    ],
  },
  appliesTo:
    'Nothing consumes the queue, or no message was in it in the last 24 hours.',
  rule: { fact: 'lagSeconds', is: 'at-most', threshold: 'mostLagSeconds' },
});

/** Of dead-letter queues: somebody looks after them. */
export const queueDeadLettersEmpty = check({
  id: 'queue.dlq-empty',
  version: 1,
  title: 'The dead-letter queue is empty, or gets emptier',
  proves:
    'No message that could not be delivered waits for somebody to look at it, or there are clearly fewer than 24 hours ago. What was deleted unseen when its time was over is not counted.',
  remediation:
    'Find out why the messages could not be delivered, repair it, and send them again or drop them on purpose.',
  severity: 'high',
  kind: 'operating',
  criteria: ['CC7.2', 'CC7.3'],
  subjects: ['queues'],
  facts: {
    isDeadLetterQueue: {
      type: 'boolean',
      title: 'Is the dead-letter queue of another queue',
    },
    messages: {
      type: 'integer',
      title: 'Messages that wait now',
      unit: 'messages',
      volatile: true,
    },
    messagesBefore: {
      type: 'number',
      title: 'Messages that waited in the first hour measured of 24',
      unit: 'messages',
      volatile: true,
    },
    remainingPercent: {
      type: 'number',
      title: 'Messages that wait now, of as many as waited then',
      unit: 'percent',
      volatile: true,
    },
  },
  thresholds: {
    mostRemainingPercent: {
      // Cloudflare's averages are of samples, and go up and down by themselves.
      title: 'Largest part of what waited 24 hours ago that may still wait',
      default: 75,
      least: 1,
      most: 100,
      unit: 'percent',
    },
  },
  applies: { fact: 'isDeadLetterQueue', is: 'equal', value: true },
  appliesTo: 'The queue is not the dead-letter queue of another queue.',
  rule: {
    any: [
      { fact: 'messages', is: 'equal', value: 0 },
      {
        fact: 'remainingPercent',
        is: 'at-most',
        threshold: 'mostRemainingPercent',
      },
    ],
  },
});
