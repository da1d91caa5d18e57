import { SecretsStoreMetadata } from '@cloudflare-backstage/plugin-cloudflare-common';
import { screen, within } from '@testing-library/react';
import { answer } from '../__fixtures__/answers';
import { worker } from '../__fixtures__/entities';
import { renderEntityTab } from '../__testUtils__/render';

const entity = (parameters: object = {}) => ({
  ...worker,
  metadata: {
    ...worker.metadata,
    name: 'cf-secrets-store-acme',
    title: 'acme',
    annotations: {
      'cloudflare.com/account': 'default',
      'cloudflare.com/name': 'acme',
    },
  },
  spec: {
    type: 'cloudflare-secrets-store',
    owner: 'group:default/security',
    parameters: { account: 'default', name: 'acme', id: 's1', ...parameters },
  },
  relations: [],
});

const metadata: SecretsStoreMetadata = {
  id: 's1',
  name: 'acme',
  counts: {
    total: 1,
    byStatus: [
      { status: 'active', count: 1 },
      { status: 'deleted', count: 1 },
    ],
    byScope: [
      { scope: 'ai_gateway', count: 1 },
      { scope: 'workers', count: 1 },
    ],
    withoutScope: 0,
  },
  secrets: [
    { id: 'a', name: 'old', status: 'deleted', scopes: [] },
    {
      id: 'b',
      name: 'openai_api_key',
      status: 'active',
      scopes: ['workers', 'ai_gateway'],
      modifiedAt: '2026-08-01T00:00:00Z',
    },
  ],
  quota: { limit: 100, used: 1 },
};

function show(told: Partial<SecretsStoreMetadata>, meta = {}, parameters = {}) {
  renderEntityTab({
    entity: entity(parameters),
    answers: {
      'secrets-store/s1/metadata': answer({ ...metadata, ...told }, meta),
    },
  });
  return screen.findByRole('region', { name: 'Secrets' });
}

const factOf = (region: HTMLElement, label: string) =>
  within(region).getByText(label, { selector: 'dt' }).parentElement;

describe('the panel of a secrets store', () => {
  it('counts secrets by scope and status, and tells the quota', async () => {
    const region = await show({});
    await within(region).findByText('1 of 100 used');
    expect(factOf(region, 'Secrets')).toHaveTextContent('1');
    expect(factOf(region, 'By scope')).toHaveTextContent(
      'ai_gateway: 1, workers: 1',
    );
    expect(factOf(region, 'By status')).toHaveTextContent(
      'active: 1, deleted: 1',
    );
    expect(
      within(region).getByRole('rowheader', { name: 'openai_api_key' }),
    ).toBeVisible();
  });

  it('says that names are hidden, and what shows them', async () => {
    const hidden = metadata.secrets.map(({ name: _, ...secret }) => secret);
    const region = await show({ secrets: hidden }, { masked: true });
    expect(
      (await within(region).findAllByText(/cloudflare\.read\.sensitive/))[0],
    ).toBeVisible();
    expect(
      within(region).getAllByRole('rowheader', { name: 'Hidden' }),
    ).toHaveLength(2);
  });

  it('does not call unread secrets none', async () => {
    const region = await show(
      { counts: undefined, secrets: [], quota: undefined },
      { complete: false },
    );
    await within(region).findByText('Could not be read');
    expect(factOf(region, 'Secrets')).toHaveTextContent(
      'Not all secrets could be read',
    );
    expect(
      within(region).queryByText('There are no secrets in this store.'),
    ).toBeNull();
  });

  it('tells on its card what the catalog knows', async () => {
    await show({}, {}, { secretCount: 12, scopes: ['workers'] });
    expect(await screen.findByText('Counted')).toBeVisible();
    expect(screen.getByText('12')).toBeVisible();
  });
});
