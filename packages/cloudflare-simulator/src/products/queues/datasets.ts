import type { SimulatedAccount } from '../../account/SimulatedAccount';
import { hourly, noise } from '../../areas/activity';
import type { ActivityRow, Dataset } from '../../areas/graphqlRows';
import type { TimeWindow } from '../../areas/rowFilter';
import { queues } from '.';
import type { Queue } from './Queue';

const hour = 3_600_000;
const averageBytes = 2100;

/** What waits: it grows while delivery is paused, and else stays about the same. */
function waitingAt(queue: Queue, time: number, now: number): number {
  const { messages } = queue.backlog;
  if (!queue.settings.delivery_paused) {
    return messages * (0.8 + 0.4 * noise(`waiting/${queue.name}/${time}`));
  }
  const pausedSince = Date.parse(queue.modifiedOn);
  const part = (time - pausedSince) / Math.max(hour, now - pausedSince);
  return messages * Math.max(0, Math.min(1, part));
}

/** Hours of queues in which something was written. */
function* ofBusyQueues(
  account: SimulatedAccount,
  window: TimeWindow,
  told: (
    queue: Queue,
    messages: number,
    time: number,
  ) => Omit<ActivityRow, 'time'> | undefined,
): Iterable<ActivityRow> {
  for (const queue of account.of(queues).list()) {
    if (queue.hourlyMessages > 0) {
      yield* hourly(window, `queues/${queue.name}`, (load, time) =>
        told(queue, 1 + Math.round(queue.hourlyMessages * load), time),
      );
    }
  }
}

const backlog: Dataset = {
  dimensions: ['queueId'],
  avg: ['bytes', 'messages'],
  *rows(account, window) {
    const now = account.clock.now().getTime();
    for (const queue of account.of(queues).list()) {
      if (queue.backlog.messages > 0) {
        yield* hourly(window, `backlog/${queue.name}`, (_, time) => {
          const messages = waitingAt(queue, time, now);
          return {
            dimensions: { queueId: queue.id },
            avg: { messages, bytes: Math.round(messages * averageBytes) },
          };
        });
      }
    }
  },
};

/** One kind of operation on the messages of a queue. */
function* operationsOf(
  account: SimulatedAccount,
  window: TimeWindow,
  actionType: string,
  outcome: string,
  part: (queue: Queue) => number,
): Iterable<ActivityRow> {
  yield* ofBusyQueues(account, window, (queue, messages) => {
    const count = Math.round(messages * part(queue));
    if (count === 0) return undefined;
    const isRead = actionType === 'ReadMessage';
    return {
      dimensions: {
        queueId: queue.id,
        actionType,
        outcome,
        consumerType:
          actionType === 'WriteMessage' ? '' : queue.consumers[0]?.type ?? '',
      },
      count,
      sum: { billableOperations: count, bytes: count * averageBytes },
      avg: {
        lagTime: isRead ? 800 + queue.backlog.messages * 40 : 0,
        retryCount: isRead ? 0.05 : 0,
      },
      max: { messageSize: averageBytes * 4 },
    };
  });
}

const isDelivered = (queue: Queue) =>
  queue.consumers.length > 0 && !queue.settings.delivery_paused;

const operations: Dataset = {
  dimensions: ['queueId', 'actionType', 'consumerType', 'outcome'],
  count: true,
  sum: ['billableOperations', 'bytes'],
  avg: ['lagTime', 'retryCount'],
  max: ['messageSize'],
  *rows(account, window) {
    const of = (
      actionType: string,
      outcome: string,
      part: (queue: Queue) => number,
    ) => operationsOf(account, window, actionType, outcome, part);
    // Only the end of a message has an outcome.
    yield* of('WriteMessage', '', () => 1);
    yield* of('ReadMessage', '', q => (isDelivered(q) ? 1 : 0));
    yield* of('DeleteMessage', 'success', q => (isDelivered(q) ? 0.98 : 0));
    yield* of('DeleteMessage', 'dlq', q =>
      isDelivered(q) && q.consumers[0].dead_letter_queue ? 0.01 : 0,
    );
    yield* of('DeleteMessage', 'fail', q =>
      isDelivered(q) && !q.consumers[0].dead_letter_queue ? 0.01 : 0,
    );
  },
};

const consumers: Dataset = {
  dimensions: ['queueId'],
  avg: ['concurrency'],
  rows: (account, window) =>
    ofBusyQueues(account, window, (queue, messages) =>
      isDelivered(queue) && queue.consumers[0].type === 'worker'
        ? {
            dimensions: { queueId: queue.id },
            avg: { concurrency: 1 + messages / 1000 },
          }
        : undefined,
    ),
};

export const queuesDatasets: Record<string, Dataset> = {
  queueBacklogAdaptiveGroups: backlog,
  queueMessageOperationsAdaptiveGroups: operations,
  queueConsumerMetricsAdaptiveGroups: consumers,
};
