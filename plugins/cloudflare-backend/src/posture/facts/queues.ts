import {
  CfQueue,
  CfQueueBacklog,
  CfQueueConsumer,
} from '@cloudflare-backstage/cloudflare-client';
import { CloudflareProblem } from '@cloudflare-backstage/plugin-cloudflare-common';
import { hasAllConsumers } from '../../products/queues/toQueue';
import { ScorecardFacts } from '../CollectedFacts';
import { PostureSources } from '../PostureSources';
import { PostureSubject } from '../PostureSubject';
import { accountMetrics, Measured } from '../sources/accountMetrics';
import { catalogReading } from '../sources/productSync';
import { currentBacklog, ListedQueues, listedQueues } from '../sources/queues';
import { percentOf } from './percentOf';
import { readQueueLag } from './queueLag';
import {
  FactsFrom,
  parametersOf,
  readOf,
  together,
  unmeasured,
} from './subjectReading';

const UNCONSUMED = 'Nothing consumes the queue';
const IS_LAST = 'It is a dead-letter queue itself, which needs none';
const CONSUMERS_UNTOLD: CloudflareProblem = {
  kind: 'incomplete',
  product: 'queues',
  message: 'Cloudflare did not tell all consumers of all queues',
};

/** What the checks of queues look at. */
export const queueFacts: Pick<
  ScorecardFacts<'resilience'>,
  'queue.dlq' | 'queue.backlog' | 'queue.lag' | 'queue.dlq-empty'
> = {
  async 'queue.dlq'(subject, sources) {
    const { found, ...told } = await findQueue(subject, sources);
    if (!found) {
      return { facts: {}, ...told };
    }
    const { queue, isDeadLetterQueue, listed } = found;
    const { consumers } = queue;
    const undelivered = consumers.filter(c => c.deadLetterQueue === undefined);
    const unlimited = consumers.filter(c => c.maxRetries === undefined);
    const missing = [
      ...new Set(consumers.flatMap(c => c.deadLetterQueue ?? [])),
    ].filter(name => !listed.names.has(name));
    const isDecided = missing.length === 0 || listed.complete;
    return {
      facts: {
        consumers: consumers.length,
        withoutDeadLetterQueue: undelivered.length,
        withoutMaxRetries: unlimited.length,
        ...(isDecided && { missingDeadLetterQueues: missing.length }),
        isDeadLetterQueue,
      },
      ...told,
      ...(consumers.length === 0 && { message: UNCONSUMED }),
      ...(isDeadLetterQueue && { message: IS_LAST }),
      ...(!hasAllConsumers(queue) && {
        atLeast: [
          'consumers',
          'withoutDeadLetterQueue',
          'withoutMaxRetries',
          'missingDeadLetterQueues',
        ],
        problem: told.problem ?? CONSUMERS_UNTOLD,
      }),
      findings: [
        ...undelivered.map(c => `${nameOf(c)} has no dead-letter queue`),
        ...unlimited.map(
          c => `${nameOf(c)} does not say how often a message is tried`,
        ),
        ...(isDecided ? missing : []).map(
          name => `The dead-letter queue '${name}' does not exist`,
        ),
      ],
    };
  },

  async 'queue.backlog'(subject, sources) {
    const told = await readOf(subject, accountMetrics, sources);
    const measured = told.value?.queueBacklog;
    const rows = backlogOf(measured, subject);
    const most = rows.length
      ? Math.max(...rows.map(row => row.messages))
      : unmeasured(measured);
    const isPartial = measured?.problem !== undefined;
    return {
      facts: {
        mostMessages: most,
        // What is missing may be the last hours.
        ...(!isPartial && { lastMessages: rows.at(-1)?.messages ?? most }),
      },
      sources: told.sources,
      problem: measured?.problem ?? told.problem,
      ...(isPartial && { atLeast: ['mostMessages'] }),
    };
  },

  async 'queue.lag'(subject, sources) {
    const parameters = parametersOf(subject);
    const consumers = parameters.number('consumerCount');
    const catalog = await catalogReading(subject, sources);
    if (catalog.sources.length === 0) {
      return { facts: {}, ...catalog };
    }
    if (consumers === 0) {
      return { facts: { consumers }, ...catalog, message: UNCONSUMED };
    }
    const { lagSeconds, isAtLeast, ...told } = await readQueueLag(
      subject,
      sources,
    );
    // Whoever delays messages wants them to wait.
    const delay = parameters.number('deliveryDelaySeconds') ?? 0;
    return {
      facts: {
        consumers,
        lagSeconds:
          typeof lagSeconds === 'number'
            ? Math.max(0, Math.round(lagSeconds - delay))
            : lagSeconds,
      },
      ...together(told, catalog),
      ...(isAtLeast && { atLeast: ['lagSeconds'] }),
    };
  },

  async 'queue.dlq-empty'(subject, sources) {
    const { found, ...told } = await findQueue(subject, sources);
    if (!found?.isDeadLetterQueue) {
      return {
        facts: { isDeadLetterQueue: found?.isDeadLetterQueue },
        ...told,
      };
    }
    const { id } = found.queue;
    const current = await readOf(subject, currentBacklog, sources, id);
    const facts = {
      isDeadLetterQueue: true,
      messages: current.value?.messages,
    };
    if (!facts.messages) {
      return { facts, ...together(current, told) };
    }
    const metrics = await readOf(subject, accountMetrics, sources);
    const measured = metrics.value?.queueBacklog;
    const [first] = backlogOf(measured, subject);
    const before = first ? first.messages : unmeasured(measured);
    const from = together(current, metrics, told);
    return {
      facts: {
        ...facts,
        messagesBefore: before,
        // Where nothing waited, or was measured, there cannot be fewer.
        ...(before !== undefined && {
          remainingPercent: percentOf(facts.messages, before ?? 0),
        }),
      },
      ...from,
      problem: measured?.problem ?? from.problem,
    };
  },
};

interface FoundQueue {
  queue: CfQueue;
  listed: ListedQueues;
  /** Undefined: a consumer that is not known may name it. */
  isDeadLetterQueue?: boolean;
}

async function findQueue(
  subject: PostureSubject,
  sources: PostureSources,
): Promise<FactsFrom & { found?: FoundQueue }> {
  const { value: listed, ...told } = await readOf(
    subject,
    listedQueues,
    sources,
  );
  const queue = listed?.byId.get(parametersOf(subject).text('id') ?? '');
  if (!listed || !queue) {
    const isGone: CloudflareProblem = {
      kind: 'not-found',
      product: 'queues',
      message: `There is no queue '${subject.name}' any more`,
    };
    return { ...told, problem: told.problem ?? isGone };
  }
  const isTarget = listed.deadLetterQueues.has(queue.name);
  // A queue is not its own.
  const others = [...listed.cutShort].filter(id => id !== queue.id);
  const isSure = listed.complete && others.length === 0;
  const found = { queue, listed };
  return isTarget || isSure
    ? { ...told, found: { ...found, isDeadLetterQueue: isTarget } }
    : { ...told, found, problem: told.problem ?? CONSUMERS_UNTOLD };
}

/** What waited in a queue, hour by hour as far as it was measured. */
function backlogOf(
  measured: Measured<CfQueueBacklog> | undefined,
  subject: PostureSubject,
): { hour: string; messages: number }[] {
  const id = parametersOf(subject).text('id') ?? '';
  return (measured?.of(id) ?? [])
    .flatMap(({ hour, messages }) =>
      messages === undefined ? [] : [{ hour, messages }],
    )
    .sort((a, b) => a.hour.localeCompare(b.hour));
}

function nameOf({ type, scriptName }: CfQueueConsumer): string {
  if (scriptName !== undefined) {
    return `The consumer '${scriptName}'`;
  }
  return type === 'http_pull' ? 'The consumer over HTTP' : 'A consumer';
}
