import { startSimulator } from '@cloudflare-backstage/cloudflare-simulator';
import { accountOf } from '../__testUtils__/startPlugin';
import { SoughtDeployment } from './auditCandidates';
import { AuditEvents } from './AuditEvents';

jest.setTimeout(60_000);

describe('the simulated account', () => {
  it('has an event for each deployment but one, and several for some', async () => {
    const simulator = await startSimulator({ quota: 'off', workers: 20 });
    const account = await accountOf(simulator);
    const sought: SoughtDeployment[] = [];
    for (const { id, name } of (await account.client.workers.list()).items) {
      const { items } = await account.client.workers.deployments(name);
      sought.push(
        ...items.slice(0, 1).map(({ createdAt }) => ({
          product: 'workers' as const,
          name,
          ids: [id],
          deployedAt: Date.parse(createdAt),
        })),
      );
    }
    const projects = (await account.client.pages.list()).items;
    for (const { id, name, canonicalDeployment: serving } of projects) {
      if (serving) {
        const deployedAt = Date.parse(serving.createdAt);
        sought.push({ product: 'pages', name, ids: [id], deployedAt });
      }
    }
    const { found } = await new AuditEvents().find(account, sought);
    await simulator.close();
    expect(sought.length).toBeGreaterThan(20);
    const without = sought.filter((_, i) => found[i].state !== 'found');
    expect(without.map(({ name }) => name)).toEqual(['acme-web']);
    const several = sought.filter((_, i) => found[i].events.length > 1);
    expect(several.map(({ name }) => name)).toContain('acme-checkout');
  });
});
