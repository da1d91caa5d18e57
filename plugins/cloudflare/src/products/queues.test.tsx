import {
  Queue,
  QueueMetrics,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { screen, within } from '@testing-library/react';
import { answer } from '../__fixtures__/answers';
import { worker } from '../__fixtures__/entities';
import { Answers, renderEntityTab } from '../__testUtils__/render';

function queueEntity(parameters: object = {}) {
  return {
    ...worker,
    metadata: {
      ...worker.metadata,
      name: 'cf-queue-acme-orders',
      title: 'acme-orders',
      annotations: {
        'cloudflare.com/account': 'default',
        'cloudflare.com/name': 'acme-orders',
      },
    },
    spec: {
      type: 'cloudflare-queue',
      owner: 'group:default/platform',
      parameters: { account: 'default', name: 'acme-orders', ...parameters },
    },
    relations: [],
  };
}

const orders: Queue = {
  id: 'q1',
  name: 'acme-orders',
  messageRetentionSeconds: 345_600,
  producers: [{ type: 'r2_bucket', name: 'acme-uploads' }],
  producersComplete: true,
  consumers: [
    {
      id: 'c1',
      type: 'worker',
      name: 'acme-checkout',
      maxRetries: 3,
      deadLetterQueue: { name: 'acme-orders-dlq', state: 'missing' },
    },
    { id: 'c2', type: 'http_pull' },
  ],
  consumersComplete: true,
};

const metrics: QueueMetrics = {
  from: '2026-11-21T02:00:00Z',
  to: '2026-11-21T04:00:00Z',
  stepSeconds: 3600,
  series: [
    {
      id: 'backlogMessages',
      unit: 'count',
      points: [{ time: '2026-11-21T02:00:00Z', value: 40 }],
    },
  ],
  backlog: { messages: 42, bytes: 90_112, lagSeconds: 18_900 },
  deliveryPaused: true,
  deadLetterQueues: [
    { name: 'acme-orders-dlq', state: 'missing' },
    {
      name: 'acme-late',
      state: 'found',
      backlog: { messages: 212, bytes: 640_000 },
    },
  ],
  deadLetterQueuesComplete: true,
};

function show(options: {
  metrics?: Partial<QueueMetrics>;
  queues?: Answers[string];
  parameters?: object;
}) {
  return renderEntityTab({
    entity: queueEntity(options.parameters),
    answers: {
      'queues/acme-orders/metrics': answer({ ...metrics, ...options.metrics }),
      queues: options.queues ?? answer([orders]),
    },
  });
}

const section = async (name: string) =>
  within(await screen.findByRole('region', { name }));

describe('Queues', () => {
  it('shows first what waits, for how long, and where failures go', async () => {
    show({});
    const messages = await section('Messages');
    expect(await messages.findByText('42 (90.1 kB)')).toBeInTheDocument();
    expect(messages.getByText('waits for 5.3 hr')).toBeInTheDocument();
    expect(messages.getByText('Paused')).toBeInTheDocument();
    expect(messages.getByText('acme-orders-dlq')).toBeInTheDocument();
    expect(
      messages.getByText('Does not exist: what fails is lost'),
    ).toBeInTheDocument();
    expect(messages.getByText(/212 waiting/)).toBeInTheDocument();
    expect(
      messages.getByText(/Waiting messages: between 40 and 40/),
    ).toBeInTheDocument();
  });

  it('tells an empty queue from one of which Cloudflare does not know', async () => {
    show({ metrics: { backlog: { messages: 17, bytes: 1 } } });
    const unknown = await section('Messages');
    expect(
      await unknown.findByText('Cloudflare does not know'),
    ).toBeInTheDocument();
  });

  it.each([
    [true, 'None: what fails is lost after the last retry'],
    [false, 'Not known'],
  ])(
    'tells of no dead letter queue where all consumers are known (%s): %s',
    async (deadLetterQueuesComplete, text) => {
      show({ metrics: { deadLetterQueues: [], deadLetterQueuesComplete } });
      const messages = await section('Messages');
      expect(await messages.findByText(text)).toBeInTheDocument();
    },
  );

  it('says that nothing waits', async () => {
    show({ metrics: { backlog: { messages: 0, bytes: 0 } } });
    const empty = await section('Messages');
    expect(await empty.findByText('Nothing waits')).toBeInTheDocument();
  });

  it('does not take what could not be read for nothing', async () => {
    show({ metrics: { backlog: undefined, deliveryPaused: undefined } });
    const unread = await section('Messages');
    expect((await unread.findAllByText('Not known')).length).toBe(3);
    expect(unread.queryByText('Nothing waits')).toBeNull();
  });

  it('shows consumers and producers of every kind', async () => {
    const api = show({});
    const bindings = await section('Consumers and producers');
    expect(
      await bindings.findByRole('rowheader', { name: 'acme-checkout' }),
    ).toBeInTheDocument();
    expect(
      bindings.getByRole('rowheader', { name: 'Outside of the account' }),
    ).toBeInTheDocument();
    expect(bindings.getByText('R2 bucket')).toBeInTheDocument();
    expect(bindings.getByText('4 days')).toBeInTheDocument();
    expect(api.read).toHaveBeenCalledWith(
      { path: ['queues'], query: { account: 'default', name: 'acme-orders' } },
      expect.anything(),
    );
  });

  it('does not say that there are no consumers where they were not told', async () => {
    show({
      queues: answer([{ ...orders, consumers: [], consumersComplete: false }]),
    });
    const bindings = await section('Consumers and producers');
    expect(
      (await bindings.findAllByText('Cloudflare did not tell all of them'))
        .length,
    ).toBe(2);
  });

  it.each([
    [{ deliveryPaused: true, consumerCount: 1 }, 'Delivery paused'],
    [
      { consumerCount: 1, danglingBindings: ['queue:acme-orders-dlq'] },
      'Dead letter queue missing',
    ],
    [{ consumerCount: 0 }, 'No consumer'],
    [
      { consumerCount: 1, danglingBindings: ['service:acme-old-import'] },
      'Worker missing',
    ],
    [{ consumerCount: 2 }, 'Delivering'],
  ])('tells by %j that it is: %s', async (parameters, status) => {
    show({ parameters });
    expect((await screen.findAllByText(status)).length).toBeGreaterThan(0);
  });
});
