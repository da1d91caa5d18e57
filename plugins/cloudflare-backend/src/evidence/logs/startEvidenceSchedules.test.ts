import { mockServices } from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import { CloudflareAccount } from '@cloudflare-backstage/plugin-cloudflare-node';
import { cloudflareServiceMock } from '@cloudflare-backstage/plugin-cloudflare-node/testUtils';
import { readEvidenceConfig } from '../readEvidenceConfig';
import { EvidenceLogs } from './EvidenceLogs';
import { startEvidenceSchedules } from './startEvidenceSchedules';

const account = { key: 'labs', accountId: 'a' } as CloudflareAccount;

async function scheduled(evidence: object = {}) {
  const scheduler = mockServices.scheduler.mock();
  const logger = mockServices.logger.mock();
  const make = jest.fn(async () => {
    throw new Error('the database is gone');
  });
  await startEvidenceSchedules({
    scheduler,
    logger,
    cloudflare: cloudflareServiceMock({ accounts: [account] }),
    logs: {
      config: readEvidenceConfig(
        new ConfigReader({ cloudflare: { evidence } }),
      ),
    } as EvidenceLogs,
    maker: { make, makeUnlessEmpty: make },
    kinds: { inventory: { nature: 'state' } } as any,
    coverage: {} as any,
    bundles: {} as any,
    retention: {} as any,
  });
  const tasks = scheduler.scheduleTask.mock.calls.map(([task]) => task);
  return { tasks, logger, make };
}

describe('the schedules of evidence', () => {
  it('are tasks of each account, over all replicas', async () => {
    const { tasks } = await scheduled();
    expect(tasks.map(({ id, frequency }) => [id, frequency])).toEqual([
      ['cloudflare:labs:evidence:access-audit:capture', { hours: 6 }],
      ['cloudflare:labs:evidence:access-audit', { cron: '30 2 * * *' }],
      ['cloudflare:labs:evidence:account-audit:capture', { hours: 24 }],
      ['cloudflare:labs:evidence:account-audit', { cron: '30 2 * * *' }],
      ['cloudflare:labs:evidence:r2-lifecycle', { cron: '0 3 1 * *' }],
      [
        'cloudflare:labs:evidence:deployment-provenance',
        { cron: '30 2 * * *' },
      ],
      ['cloudflare:labs:evidence:token-inventory', { cron: '0 3 1 * *' }],
      ['cloudflare:labs:evidence:inventory', { cron: '0 3 1 * *' }],
      ['cloudflare:labs:evidence:scorecard', { cron: '0 3 1 * *' }],
      ['cloudflare:labs:evidence:housekeeping', { hours: 24 }],
    ]);
    expect(tasks.every(({ scope }) => scope === 'global')).toBe(true);
  });

  it('read a log that is kept for long once a day, and nothing that is off', async () => {
    const { tasks } = await scheduled({
      accessLogRetention: { days: 30 },
      schedules: { accountAudit: false, r2Lifecycle: false },
    });
    expect(tasks[0]).toMatchObject({
      id: 'cloudflare:labs:evidence:access-audit:capture',
      frequency: { hours: 24 },
    });
    const ids = tasks.map(({ id }) => id).join();
    expect(ids).not.toMatch(/account-audit|r2-lifecycle/);
  });

  it('go on when one of them fails, and tell what failed', async () => {
    const { tasks, logger, make } = await scheduled();
    const signal = new AbortController().signal;
    const run = (name: string) =>
      tasks.find(({ id }) => id === `cloudflare:labs:evidence:${name}`)!;
    await run('inventory').fn(signal);
    expect(make).toHaveBeenCalled();
    expect(logger.warn).toHaveBeenCalledWith(
      expect.stringMatching(/'labs'.*'inventory'.*the database is gone/),
    );
    await run('housekeeping').fn(signal);
    expect(logger.error).toHaveBeenCalledWith(
      expect.stringContaining("'cloudflare:labs:evidence:housekeeping' failed"),
    );
  });
});
