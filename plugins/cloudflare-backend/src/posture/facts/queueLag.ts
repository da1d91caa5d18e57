import {
  CfQueueBacklog,
  CfQueueOperations,
} from '@cloudflare-backstage/cloudflare-client';
import { PostureSources } from '../PostureSources';
import { PostureSubject } from '../PostureSubject';
import { accountMetrics } from '../sources/accountMetrics';
import { currentBacklog } from '../sources/queues';
import {
  FactsFrom,
  notTold,
  parametersOf,
  readOf,
  together,
} from './subjectReading';

/** How long messages of a queue wait. */
export interface QueueLag extends FactsFrom {
  /** Null: no message was in it. Absent: not known. */
  lagSeconds?: number | null;
  /** It may be more. */
  isAtLeast?: boolean;
}

/**
 * How long messages waited until they were taken, at most on average of an
 * hour; and where messages wait of which none was taken since, how long the
 * oldest does. Only of such a queue Cloudflare is asked once more.
 */
export async function readQueueLag(
  subject: PostureSubject,
  sources: PostureSources,
): Promise<QueueLag> {
  const { value, ...told } = await readOf(subject, accountMetrics, sources);
  const id = parametersOf(subject).text('id');
  if (!value || id === undefined) {
    return told;
  }
  const { queueOperations, queueBacklog } = value;
  const operations = queueOperations.of(id);
  const taken = takenOf(operations);
  const waiting = isWaiting(operations, queueBacklog.of(id))
    ? await readWaiting(subject, sources, id)
    : { seconds: null, sources: [] };

  const parts = [taken.seconds, waiting.seconds];
  const known = parts.filter(seconds => typeof seconds === 'number');
  const problem =
    queueOperations.problem ??
    queueBacklog.problem ??
    taken.problem ??
    waiting.problem;
  const isSure = problem === undefined && !parts.includes(undefined);
  const from = together(told, waiting);
  return {
    ...from,
    problem: problem ?? from.problem,
    ...(known.length > 0
      ? { lagSeconds: Math.max(...known), isAtLeast: !isSure }
      : isSure && { lagSeconds: null }),
  };
}

interface Wait extends Partial<FactsFrom> {
  /** Null: none waited. */
  seconds?: number | null;
}

function takenOf(operations: readonly CfQueueOperations[]): Wait {
  const reads = operations.filter(isRead);
  const lags = reads.flatMap(({ lagTimeMs }) => lagTimeMs ?? []);
  if (reads.length === 0) {
    return { seconds: null };
  }
  return lags.length > 0
    ? { seconds: Math.max(...lags) / 1000 }
    : { problem: notTold('how long messages of the queue waited') };
}

/** Whether messages were in the queue after the last one was taken. */
function isWaiting(
  operations: readonly CfQueueOperations[],
  backlog: readonly CfQueueBacklog[],
): boolean {
  const seen = [
    ...operations.filter(({ actionType }) => actionType === 'WriteMessage'),
    ...backlog.filter(({ messages = 0 }) => messages > 0),
  ];
  return lastHour(seen) > lastHour(operations.filter(isRead));
}

async function readWaiting(
  subject: PostureSubject,
  sources: PostureSources,
  id: string,
): Promise<Wait & FactsFrom> {
  const { value, ...told } = await readOf(subject, currentBacklog, sources, id);
  if (!value) {
    return told;
  }
  const { messages, oldestMessageAt } = value;
  if (messages === 0) {
    return { ...told, seconds: null };
  }
  return oldestMessageAt === undefined
    ? {
        ...told,
        problem: notTold('since when the oldest message of the queue waits'),
      }
    : {
        ...told,
        seconds: (sources.now.getTime() - Date.parse(oldestMessageAt)) / 1000,
      };
}

function isRead({ actionType }: CfQueueOperations): boolean {
  return actionType === 'ReadMessage';
}

function lastHour(rows: readonly { hour: string }[]): string {
  return rows.reduce((last, { hour }) => (hour > last ? hour : last), '');
}
