import { DurableObjectMetrics } from '@cloudflare-backstage/plugin-cloudflare-common';
import { screen, within } from '@testing-library/react';
import { answer } from '../__fixtures__/answers';
import { worker } from '../__fixtures__/entities';
import { renderEntityTab } from '../__testUtils__/render';

const NAME = 'acme-api:SessionCoordinator';

const entity = (parameters: object = {}) => ({
  ...worker,
  metadata: {
    ...worker.metadata,
    name: 'cf-do-acme-api-sessioncoordinator-1a2b3c4d',
    title: NAME,
    annotations: {
      'cloudflare.com/account': 'default',
      'cloudflare.com/name': NAME,
    },
  },
  spec: {
    type: 'cloudflare-durable-object',
    owner: 'group:default/platform',
    parameters: { account: 'default', name: NAME, ...parameters },
  },
  relations: [],
});

const metrics: DurableObjectMetrics = {
  id: 'n',
  qualifiedName: NAME,
  className: 'SessionCoordinator',
  scriptName: 'acme-api',
  orphaned: false,
  ambiguous: true,
  storage: 'sqlite',
  totals: { requests: 1200, errors: 12 },
  storedBytes: 52_000_000,
  storedOn: '2026-11-21',
  objectCount: null,
  alarms: null,
  reasons: { objectCount: 'not-counted', alarms: 'no-metric' },
  from: '2026-11-21T02:00:00Z',
  to: '2026-11-21T03:00:00Z',
  stepSeconds: 3600,
  series: [
    {
      id: 'requests',
      unit: 'count',
      points: [{ time: '2026-11-21T02:00:00Z', value: 1200 }],
    },
  ],
};

async function show(
  change: Partial<DurableObjectMetrics> = {},
  parameters?: object,
) {
  renderEntityTab({
    entity: entity(parameters),
    answers: {
      [`durable-objects/${NAME}/metrics`]: answer({ ...metrics, ...change }),
    },
  });
  const region = await screen.findByRole('region', {
    name: 'Objects of the last 24 hours',
  });
  await within(region).findByText('Stored', { selector: 'dt' });
  return region;
}

const factOf = (region: HTMLElement, label: string) =>
  within(region).getByText(label, { selector: 'dt' }).parentElement;

describe('Durable Objects', () => {
  it('show what objects did, and what Cloudflare does not tell', async () => {
    const region = await show();
    expect(factOf(region, 'Requests')).toHaveTextContent('1,200');
    expect(factOf(region, 'Errors')).toHaveTextContent(
      '12 (1% of the requests)',
    );
    expect(factOf(region, 'Stored')).toHaveTextContent(
      '52 MB on 2026-11-21 (UTC)',
    );
    expect(factOf(region, 'Objects')).toHaveTextContent(
      'Cloudflare has no count of them',
    );
    expect(factOf(region, 'Alarms')).toHaveTextContent(
      'Cloudflare has no metric of them',
    );
    expect(factOf(region, 'Class name')).toHaveTextContent('Other Workers');
    expect(
      await within(region).findByRole('img', { name: /^Requests: 1,200/ }),
    ).toBeInTheDocument();
    expect(within(region).getByText('Rows in SQLite')).toBeInTheDocument();
  });

  it('do not take no data for nothing', async () => {
    const region = await show({
      totals: undefined,
      series: [],
      storedBytes: null,
      storedOn: undefined,
      reasons: { ...metrics.reasons, storedBytes: 'no-data' },
    });
    for (const label of ['Requests', 'Errors', 'Stored']) {
      expect(factOf(region, label)).toHaveTextContent(
        'No data from Cloudflare',
      );
    }
  });

  it('tell the keys and values of the account as such', async () => {
    const region = await show({
      storage: 'key-value',
      storedBytes: null,
      accountKeyValueBytes: 9_400_000,
      reasons: { ...metrics.reasons, storedBytes: 'account-only' },
    });
    expect(factOf(region, 'Stored')).toHaveTextContent(
      'All key-value classes of the account: 9.4 MB',
    );
    expect(
      within(region).getByText('Units of key-value storage'),
    ).toBeInTheDocument();
  });

  it('tell whose class it is', async () => {
    await show(
      {},
      {
        class: 'SessionCoordinator',
        scriptName: 'acme-api',
        worker: ['resource:default/cf-worker-acme-api'],
        storage: 'sqlite',
        storedBytesApprox: 52_000_000,
      },
    );
    expect(screen.getByText('SQLite storage')).toBeInTheDocument();
    expect(
      screen.getByText('Worker', { selector: 'dt' }).parentElement,
    ).toHaveTextContent('cf-worker-acme-api');
    expect(
      screen.getByText('Stored, about', { selector: 'dt' }).parentElement,
    ).toHaveTextContent('52 MB');
  });

  it('tell objects that are left behind', async () => {
    await show({}, { scriptDeleted: true });
    expect(screen.getAllByText('Worker deleted').length).toBeGreaterThan(1);
  });
});
