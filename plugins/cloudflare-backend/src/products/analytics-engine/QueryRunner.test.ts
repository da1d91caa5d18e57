import { CloudflareApiError } from '@cloudflare-backstage/cloudflare-client';
import { CloudflareAccount } from '@cloudflare-backstage/plugin-cloudflare-node';
import { MASKED } from '../../redaction/compileMask';
import { GatedQuery } from './gate';
import { QueryRunner } from './QueryRunner';

const query = { sql: 'SELECT 1', hash: 'h' } as GatedQuery;

function accountOf(send: () => Promise<unknown>) {
  return {
    accountId: 'a',
    client: { analyticsEngine: { query: send } },
  } as unknown as CloudflareAccount;
}

describe('QueryRunner', () => {
  it('shares a query only between callers who may see the same', async () => {
    const send = jest.fn(async () => ({ columns: [], rows: [] }));
    const runner = new QueryRunner();
    const account = accountOf(send);
    await Promise.all(
      [MASKED, { ...MASKED, sensitive: true }, MASKED].map(visibility =>
        runner.run(account, 'acme', query, visibility),
      ),
    );
    expect(send).toHaveBeenCalledTimes(2);
  });

  it.each([
    [429, 'InputError'],
    // No other query would help.
    [410, 'CloudflareApiError'],
  ])('answers a query that is not supported with %i by %s', (status, name) => {
    const account = accountOf(async () => {
      throw new CloudflareApiError(
        { kind: 'not-supported', message: 'no' },
        { status },
      );
    });
    return expect(
      new QueryRunner().run(account, 'acme', query, MASKED),
    ).rejects.toMatchObject({ name });
  });
});
