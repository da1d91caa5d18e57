import { CloudflareAccount } from '@cloudflare-backstage/plugin-cloudflare-node';
import { failingAccount } from '../__testUtils__/failingAccount';
import { SoughtDeployment } from './auditCandidates';
import { AuditEvents } from './AuditEvents';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const now = Date.now();

const sought = (name: string, deployedAt: number): SoughtDeployment => ({
  product: 'workers',
  name,
  ids: [],
  deployedAt,
});

describe('the audit events of deployments, over time', () => {
  const list = jest.fn(async (_filter: { since: Date }) => ({ items: [] }));
  const failing = failingAccount({ kind: 'unavailable', message: 'Not asked' });
  const account = {
    ...failing,
    client: { ...failing.client, auditLogs: { list } },
  } as CloudflareAccount;
  beforeEach(() => {
    list.mockClear();
  });

  it('are read once of what is past, and again of what is not', async () => {
    let time = now;
    const auditEvents = new AuditEvents(() => time);
    const past = [
      sought('shop', now - 60 * DAY),
      sought('docs', now - 9 * DAY),
    ];
    const latest = sought('api', now - HOUR);
    const sinces = () =>
      list.mock.calls.map(([{ since }]) => since.getTime()).sort();
    const evaluate = async () => {
      list.mockClear();
      time += HOUR;
      const { found } = await auditEvents.find(
        account,
        [past[0], latest, past[1]],
        { lane: 'background' },
      );
      return found.map(({ state, reason }) => reason ?? state);
    };
    expect(await evaluate()).toEqual(['none', 'recent', 'none']);
    expect(sinces()).toEqual([
      past[0].deployedAt - DAY,
      past[1].deployedAt - DAY,
    ]);
    for (let hour = 2; hour < 23; hour++) {
      expect(await evaluate()).toEqual(['none', 'recent', 'none']);
      expect(sinces()).toEqual([latest.deployedAt - DAY]);
    }
    expect(await evaluate()).toEqual(['none', 'none', 'none']);
    expect(await evaluate()).toEqual(['none', 'none', 'none']);
    expect(list).not.toHaveBeenCalled();
    // Another deployment of the same resource is another matter.
    await auditEvents.find(account, [sought('shop', now - 50 * DAY)]);
    expect(list).toHaveBeenCalledTimes(1);
  });

  it('are read again, for whoever shares the reading with nobody', async () => {
    const auditEvents = new AuditEvents();
    const deployments = [sought('shop', now - HOUR)];
    await auditEvents.find(account, deployments);
    await auditEvents.find(account, deployments);
    expect(list).toHaveBeenCalledTimes(1);
    await auditEvents.find(account, deployments, { lane: 'background' });
    expect(list).toHaveBeenCalledTimes(2);
  });
});
