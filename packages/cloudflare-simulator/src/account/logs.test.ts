import { ask, resultOf } from '../__testUtils__/ask';
import { type Simulator, startSimulator } from '../Simulator';

const now = new Date('2026-10-20T12:00:00Z');
const day = { from: '2026-10-12T00:00:00Z', to: '2026-10-13T00:00:00Z' };
const accessDay = `/access/logs/access_requests?since=${day.from}&until=${day.to}&per_page=1000`;
const auditDay = `/logs/audit?since=${day.from}&before=${day.to}&limit=1000`;

describe('the logs of an account', () => {
  let simulator: Simulator;
  beforeEach(async () => {
    simulator = await startSimulator({ now, auditRows: 0, quota: 'off' });
  });
  afterEach(() => simulator.close());

  it('hold days of many rows, the same each time', async () => {
    const other = await startSimulator({ now, auditRows: 0, quota: 'off' });
    for (const { account } of [simulator, other]) {
      account.addAccessEvents(2_500, day);
      account.addAuditEvents(1_200, day);
    }
    const rows = await resultOf(simulator, accessDay);
    expect(rows).toHaveLength(1000);
    expect(await resultOf(other, accessDay)).toEqual(rows);
    const last = await resultOf(simulator, `${accessDay}&page=3`);
    expect(last).toHaveLength(500);
    expect(last[499].created_at).toBe('2026-10-12T00:00:00.000Z');
    const { body } = await ask(simulator, auditDay);
    expect(body.result).toHaveLength(1000);
    expect(body.result_info.cursor).not.toBe('');
    expect(await resultOf(other, auditDay)).toEqual(body.result);
    await other.close();
  });

  it('take rows that come late where they belong', async () => {
    simulator.account.addAccessEvents(3, day);
    simulator.account.addAccessRequest({ at: '2026-10-12T12:00:00Z' });
    const rows = await resultOf(simulator, accessDay);
    expect(rows.map((row: { created_at: string }) => row.created_at)).toEqual([
      '2026-10-12T16:00:00.000Z',
      '2026-10-12T12:00:00Z',
      '2026-10-12T08:00:00.000Z',
      '2026-10-12T00:00:00.000Z',
    ]);
  });

  it('can be filled over the control API', async () => {
    const response = await fetch(`${simulator.controlUrl}/account`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        change: 'addAuditEvents',
        arguments: [7, day],
      }),
    });
    expect(response.status).toBe(200);
    expect(await resultOf(simulator, auditDay)).toHaveLength(7);
  });
});
