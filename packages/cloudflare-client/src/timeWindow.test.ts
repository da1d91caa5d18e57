import {
  sendResult,
  startTestApi,
  type TestApi,
} from './__testUtils__/testApi';

// The SDK takes seconds to load on a busy machine.
jest.setTimeout(60_000);

const since = new Date('2026-11-01T00:00:00Z');
const until = new Date('2026-11-30T00:00:00Z');

describe('a log that is read in a window', () => {
  let api: TestApi;
  beforeAll(async () => {
    api = await startTestApi();
  });
  afterAll(() => api.close());

  it.each(['', 'yesterday', '2026-13-01T00:00:00Z'])(
    'is not read without the row of %j, which no window would hold',
    async time => {
      api.answer((response, { url }) =>
        sendResult(
          response,
          url.pathname.endsWith('/access_requests')
            ? [{ created_at: time, action: 'login' }]
            : [{ id: '1', action: { type: 'create', time } }],
        ),
      );
      const { zeroTrust, auditLogs } = await api.client();
      for (const page of [
        zeroTrust.accessAudit({ since, until }),
        auditLogs.list({ since, before: until }),
      ]) {
        await expect(page).rejects.toMatchObject({ kind: 'invalid-response' });
      }
    },
  );

  it.each([
    [until, since],
    [since, since],
    [new Date(NaN), until],
  ])('is not asked for from %p to %p', async (from, to) => {
    api.answer(response => sendResult(response, []));
    const { zeroTrust } = await api.client();
    await expect(
      zeroTrust.accessAudit({ since: from, until: to }),
    ).rejects.toMatchObject({ name: 'InputError' });
    expect(api.received).toHaveLength(0);
  });

  it('holds the start and not the end', async () => {
    const at = (date: Date, more: number) =>
      new Date(date.getTime() + more).toISOString();
    const times = [at(since, -1), at(since, 0), at(until, -1), at(until, 0)];
    api.answer(response =>
      sendResult(
        response,
        times.map(time => ({ created_at: time, action: 'login' })),
      ),
    );
    const { zeroTrust } = await api.client();
    const { items } = await zeroTrust.accessAudit({ since, until });
    expect(items.map(({ createdAt }) => createdAt)).toEqual(times.slice(1, 3));
  });
});
