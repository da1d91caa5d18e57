import { sendResult, startTestApi, TestApi } from '../__testUtils__/testApi';

describe('Access policies', () => {
  let api: TestApi;
  beforeEach(async () => {
    api = await startTestApi();
  });
  afterEach(() => api.close());

  it('tell whether they fit everyone, and of nobody else', async () => {
    const policyOf = (id: string, rules: object) => ({
      id,
      decision: 'allow',
      ...rules,
    });
    const person = { email: { email: 'ann@acme.example' } };
    const policies = [
      policyOf('everyone', {
        include: [person, { everyone: {} }],
        require: [],
      }),
      policyOf('asked', { include: [{ everyone: {} }], require: [person] }),
      policyOf('some', { include: [person] }),
      policyOf('not-told', {}),
    ];
    api.answer(response =>
      sendResult(response, [{ id: 'a', type: 'self_hosted', policies }], {
        page: 1,
        per_page: 100,
        count: 1,
        total_count: 1,
      }),
    );
    const client = await api.client();
    const { items } = await client.zeroTrust.applications();
    expect(items[0].policies.map(({ everyone }) => everyone)).toEqual([
      true,
      false,
      false,
      undefined,
    ]);
    expect(JSON.stringify(items)).not.toContain('ann@');
  });
});
