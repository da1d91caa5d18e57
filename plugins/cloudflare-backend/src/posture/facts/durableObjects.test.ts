import { Entity } from '@backstage/catalog-model';
import { collectFor, NOW, subjectOf } from '../__testUtils__/collectFor';
import {
  measuredAccount,
  partial,
  resource,
} from '../__testUtils__/postureAccount';

type Rows = object[] | ReturnType<typeof partial>;

beforeEach(() => {
  jest.spyOn(Date, 'now').mockReturnValue(NOW.getTime());
});
afterEach(() => {
  jest.restoreAllMocks();
});

describe('do.error-rate', () => {
  const entity = resource('durableObjects', 'chat:Room');
  const row = (requests: number, errors: number, namespaceId?: string) => ({
    namespaceId: namespaceId ?? 'id-chat:Room',
    requests,
    errors,
  });
  const collect = (invocations: Rows, now = NOW) =>
    collectFor('do.error-rate', {
      entity,
      now,
      ...measuredAccount({ durableObjects: { invocations } }),
    });

  it('compares the share of all requests to the class', async () => {
    await expect(
      collect([row(150, 0), row(50, 2), row(10, 10, 'other')]),
    ).resolves.toMatchObject({
      state: 'pass',
      facts: { requests: 200, errors: 2, errorPercent: 1 },
    });
    await expect(collect([row(99, 1)])).resolves.toMatchObject({
      state: 'fail',
      facts: { errorPercent: 1.01 },
    });
  });

  it('does not take no rows for no errors', async () => {
    await expect(collect([])).resolves.toMatchObject({
      state: 'not-applicable',
      facts: { requests: null },
    });
  });

  it('says nothing of metrics that are refused or cut short', async () => {
    await expect(collect(partial('not-entitled'))).resolves.toMatchObject({
      state: 'unknown',
      reason: 'not-entitled',
    });
    await expect(
      collect(partial('incomplete', [row(100, 0)])),
    ).resolves.toMatchObject({ state: 'unknown', reason: 'incomplete' });
  });

  it('is stale when the metrics are', async () => {
    const later = new Date(NOW.getTime() + 2 * 3_600_000);
    await expect(collect([row(100, 0)], later)).resolves.toMatchObject({
      state: 'stale',
    });
  });
});

describe('do.websocket-doc', () => {
  const component = (annotations: Record<string, string> = {}): Entity => ({
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: { name: 'chat', annotations },
    spec: { owner: 'group:default/team', lifecycle: 'production' },
  });
  const documented = component({
    'backstage.io/techdocs-ref': 'dir:.',
    'cloudflare.com/websocket-doc': 'websockets/',
  });
  const row = (sockets: number, messages = 0) => ({
    namespaceId: 'id-chat:Room',
    inboundWebsocketMessages: messages,
    outboundWebsocketMessages: 0,
    activeWebsocketConnections: sockets,
  });
  const collect = (entity: Entity, activity: Rows, now = NOW) => {
    const { account, dependencies } = measuredAccount({
      durableObjects: { activity },
    });
    const room = subjectOf(resource('durableObjects', 'chat:Room'), account);
    return collectFor('do.websocket-doc', {
      entity,
      now,
      dependencies,
      others: [
        { ...room, components: ['component:default/chat'] },
        { ...room, name: 'chat:Other', components: [] },
      ],
    });
  };

  it('asks Components with WebSockets for a page', async () => {
    await expect(collect(documented, [row(2)])).resolves.toMatchObject({
      state: 'pass',
      facts: { webSocketClasses: 1, isDocumented: true },
    });
    await expect(collect(component(), [row(0, 7)])).resolves.toMatchObject({
      state: 'fail',
      findings: ["'chat:Room' has WebSockets"],
    });
  });

  it.each([
    ['https://docs.example/sockets', 'pass'],
    ['http://docs.example/sockets', 'fail'],
    ['ftp://docs.example/sockets', 'fail'],
    // There are no TechDocs that the path could lead into.
    ['websockets/', 'fail'],
    [' ', 'fail'],
  ])('takes %p for a page or not', async (page, state) => {
    const entity = component({ 'cloudflare.com/websocket-doc': page });
    await expect(collect(entity, [row(1)])).resolves.toMatchObject({ state });
  });

  it('is not about Components of which no WebSocket was measured', async () => {
    const state = 'not-applicable';
    await expect(collect(component(), [row(0)])).resolves.toMatchObject({
      state,
    });
    await expect(collect(component(), [])).resolves.toMatchObject({ state });
  });

  it('does not know of WebSockets without the metrics', async () => {
    await expect(
      collect(documented, partial('forbidden')),
    ).resolves.toMatchObject({ state: 'unknown', reason: 'forbidden' });
    await expect(
      collect(component(), partial('incomplete', [row(1)])),
    ).resolves.toMatchObject({ state: 'fail' });
  });

  it('is stale when the metrics are', async () => {
    const later = new Date(NOW.getTime() + 2 * 3_600_000);
    await expect(collect(documented, [row(2)], later)).resolves.toMatchObject({
      state: 'stale',
    });
  });
});
