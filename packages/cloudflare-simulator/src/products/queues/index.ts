import type { SimulatedAccount } from '../../account/SimulatedAccount';
import { ApiFailure, succeeded } from '../../http/envelope';
import { paged, unpaged } from '../../http/paging';
import type { SimulatedProduct } from '../SimulatedProduct';
import { acmeQueues, makeQueue } from './acme';
import { queuesDatasets } from './datasets';
import type { Consumer, Queue } from './Queue';

const list = '/accounts/{account}/queues';
const permissions = ['Queues Read', 'Workers Scripts Read'];
/** The server heeds no other size. */
const pageSize = 20;

function queueItem(queue: Queue): object {
  const listed = queue.listedConsumers ?? queue.consumers.length;
  return {
    queue_id: queue.id,
    queue_name: queue.name,
    created_on: queue.createdOn,
    modified_on: queue.modifiedOn,
    ...(queue.jurisdiction && { jurisdiction: queue.jurisdiction }),
    settings: queue.settings,
    producers_total_count: queue.producers.length,
    producers: queue.producers,
    consumers_total_count: queue.consumers.length,
    consumers: queue.consumers.slice(0, listed),
  };
}

/** Queues: message queues with their producers and consumers. */
export const queues: SimulatedProduct<Queue> = {
  resources: ({ clock }) => acmeQueues(clock),
  make: (name, { clock }, seed) => makeQueue(name, clock, seed),
  taggedAs: 'queue',
  auditedAs: { product: 'queues', resourceType: 'queue', path: '/queues' },
  bindingFor: ({ name }) => ({ type: 'queue', queue_name: name }),
  routes: [
    {
      path: list,
      permissions,
      answer: (request, account) => {
        const name = request.query.get('name');
        return paged(
          request,
          account
            .of(queues)
            .list()
            .filter(queue => !name || queue.name === name),
          { default: pageSize, min: pageSize, max: pageSize },
          queueItem,
        );
      },
    },
    {
      path: `${list}/{queue}`,
      permissions,
      answer: ({ params }, account) =>
        succeeded(queueItem(queueOf(account, params.queue))),
    },
    {
      path: `${list}/{queue}/consumers`,
      permissions,
      answer: (request, account) =>
        unpaged(
          request,
          queueOf(account, request.params.queue).consumers,
          (consumer: Consumer) => consumer,
        ),
    },
    {
      path: `${list}/{queue}/metrics`,
      permissions,
      answer: ({ params }, account) => {
        const { backlog } = queueOf(account, params.queue);
        return succeeded({
          backlog_count: backlog.messages,
          backlog_bytes: backlog.bytes,
          oldest_message_timestamp_ms: backlog.oldestOn
            ? Date.parse(backlog.oldestOn)
            : 0,
        });
      },
    },
  ],
  datasets: queuesDatasets,
};

function queueOf(account: SimulatedAccount, id: string): Queue {
  const queue = account.of(queues).find(id);
  if (!queue) throw new ApiFailure(404, 11000, 'Queue does not exist.');
  return queue;
}
