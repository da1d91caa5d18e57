/** The words of Queues: what cards and facts tell. */
export const queuesMessages = {
  status: {
    paused: 'Delivery paused',
    deadLetterQueueMissing: 'Dead letter queue missing',
    noConsumer: 'No consumer',
    workerMissing: 'Worker missing',
    delivering: 'Delivering',
  },
  facts: {
    backlog: 'Waiting messages, about',
    noBacklog: 'No data from Cloudflare',
    producers: 'Producers',
    consumers: 'Consumers',
    deadLetterQueues: 'Dead letter queues',
    overHttp: 'HTTP pull',
    none: 'None',
  },
} as const;
