import { sendResult, startTestApi, TestApi } from './__testUtils__/testApi';
import { timestamp } from './parsing';

describe('timestamp', () => {
  it.each([
    ['2026-11-22T10:00:00', '2026-11-22T10:00:00Z'],
    ['2026-11-22 10:00:00.123456', '2026-11-22T10:00:00.123456Z'],
    ['2026-11-22T10:00', '2026-11-22T10:00Z'],
  ])('takes %j, which has no zone, as UTC', (value, expected) => {
    expect(timestamp.parse(value)).toBe(expected);
  });

  it.each([
    '2026-11-22T10:00:00Z',
    '2026-11-22T10:00:00.123456Z',
    '2026-11-22T10:00:00+01:00',
    '2026-11-22T10:00:00+0000',
    '2026-11-22',
  ])('leaves %j as it is', value => {
    expect(timestamp.parse(value)).toBe(value);
  });

  it.each(['', 'yesterday', 'Nov 22 2026 10:00', '11/22/2026', '2026-13-01'])(
    'refuses %j',
    value => {
      expect(timestamp.safeParse(value).success).toBe(false);
    },
  );
});

describe('times that are compared', () => {
  const created_on = '2026-11-22T10:00:00';
  const createdAt = `${created_on}Z`;
  let api: TestApi;
  beforeEach(async () => {
    api = await startTestApi();
  });
  afterEach(() => api.close());

  it('are in UTC for deployments and tokens', async () => {
    api.answer((response, { url }) => {
      const items = [
        { id: '1', status: 'active', created_on, expires_on: created_on },
      ];
      sendResult(
        response,
        url.pathname.includes('/workers/') ? { deployments: items } : items,
        { page: 1, per_page: 25, count: 1, total_count: 1 },
      );
    });
    const { pages, tokens, workers } = await api.client();
    expect((await workers.deployments('shop')).items).toMatchObject([
      { createdAt },
    ]);
    expect((await pages.deployments('shop')).items).toMatchObject([
      { createdAt },
    ]);
    expect((await tokens.list()).items).toMatchObject([
      { expiresAt: createdAt },
    ]);
  });

  it('are no deployments where they cannot be read', async () => {
    api.answer(response =>
      sendResult(response, [{ id: '1', created_on: 'yesterday' }]),
    );
    const { pages } = await api.client();
    await expect(pages.deployments('shop')).rejects.toMatchObject({
      kind: 'invalid-response',
    });
  });
});
