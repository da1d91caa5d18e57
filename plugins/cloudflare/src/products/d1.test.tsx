import { D1Metadata } from '@cloudflare-backstage/plugin-cloudflare-common';
import { screen, within } from '@testing-library/react';
import { answer } from '../__fixtures__/answers';
import { worker } from '../__fixtures__/entities';
import { renderEntityTab } from '../__testUtils__/render';

const entity = (parameters: object = {}) => ({
  ...worker,
  metadata: {
    ...worker.metadata,
    name: 'cf-d1-acme-core',
    title: 'acme-core',
    annotations: {
      'cloudflare.com/account': 'default',
      'cloudflare.com/name': 'acme-core',
    },
  },
  spec: {
    type: 'cloudflare-d1',
    owner: 'group:default/platform',
    parameters: { account: 'default', name: 'acme-core', ...parameters },
  },
  relations: [],
});

const metadata: D1Metadata = {
  uuid: 'u',
  name: 'acme-core',
  createdAt: '2025-09-18T12:44:19Z',
  jurisdiction: 'eu',
  sizeBytes: 81_920,
  tables: 12,
  region: 'WEUR',
  readReplication: 'auto',
  lastObservedWrite: '2026-11-20',
  observedDays: 31,
  activity: {
    from: '2026-11-21T02:00:00Z',
    to: '2026-11-21T03:00:00Z',
    stepSeconds: 3600,
    series: [
      {
        id: 'readQueries',
        unit: 'count',
        points: [{ time: '2026-11-21T02:00:00Z', value: 40 }],
      },
    ],
  },
};

function show(change: Partial<D1Metadata> = {}, parameters?: object) {
  renderEntityTab({
    entity: entity(parameters),
    answers: { 'd1/acme-core/metadata': answer({ ...metadata, ...change }) },
  });
  return screen.findByRole('region', { name: 'Database' });
}

const factOf = (region: HTMLElement, label: string) =>
  within(region).getByText(label, { selector: 'dt' }).parentElement;

describe('D1', () => {
  it('shows size, tables and when something was last seen written', async () => {
    const region = await show();
    expect(await within(region).findByText('81.9 kB')).toBeVisible();
    expect(factOf(region, 'Tables')).toHaveTextContent('12');
    expect(factOf(region, 'Last observed write')).toHaveTextContent(
      '2026-11-20 (UTC)',
    );
    expect(factOf(region, 'Read replication')).toHaveTextContent('On');
    expect(factOf(region, 'Region of the primary')).toHaveTextContent('WEUR');
    expect(factOf(region, 'Jurisdiction')).toHaveTextContent('eu');
    expect(within(region).getByText(/^Reading: 40 in all/)).toBeInTheDocument();
  });

  it('tells no write from not known, and makes up no size', async () => {
    const region = await show({
      lastObservedWrite: null,
      sizeBytes: undefined,
      tables: undefined,
      jurisdiction: undefined,
    });
    expect(
      await within(region).findByText('None in the last 31 days'),
    ).toBeVisible();
    expect(factOf(region, 'Size')).toHaveTextContent(
      'Cloudflare does not tell it',
    );
    expect(factOf(region, 'Tables')).toHaveTextContent(
      'Cloudflare does not tell it',
    );
    expect(factOf(region, 'Jurisdiction')).toHaveTextContent('Not restricted');
  });

  it('does not know of a write where analytics could not be read', async () => {
    const region = await show({
      lastObservedWrite: undefined,
      activity: undefined,
    });
    expect(await within(region).findByText('81.9 kB')).toBeVisible();
    expect(factOf(region, 'Last observed write')).toHaveTextContent(
      'Not known',
    );
    expect(within(region).queryByText(/Reading/)).toBeNull();
  });

  it.each([
    [{ storageVersion: 'alpha' }, 'On old storage'],
    [{ lastObservedWrite: '2026-11-20' }, 'Written in the last 31 days'],
    [{ noWriteObserved: true }, 'No write in 31 days'],
  ])('tells by %j that it is: %s', async (parameters, status) => {
    await show({}, parameters);
    expect((await screen.findAllByText(status)).length).toBeGreaterThan(0);
  });
});
