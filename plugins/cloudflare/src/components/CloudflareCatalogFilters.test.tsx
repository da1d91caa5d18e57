import { Entity } from '@backstage/catalog-model';
import { renderInTestApp } from '@backstage/frontend-test-utils';
import {
  catalogApiRef,
  EntityKindFilter,
  EntityListProvider,
  EntityTypeFilter,
  useEntityList,
} from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useEffect } from 'react';
import {
  component,
  pagesProject,
  worker,
  zeroTrust,
} from '../__fixtures__/entities';
import { CloudflareCatalogFilters } from './CloudflareCatalogFilters';

const workerElsewhere: Entity = {
  ...worker,
  metadata: {
    ...worker.metadata,
    name: 'cf-lab-worker-acme-api',
    annotations: {
      ...worker.metadata.annotations,
      'cloudflare.com/account': 'lab',
    },
  },
};
const database: Entity = {
  ...worker,
  metadata: { name: 'orders', namespace: 'default' },
  spec: { type: 'database', owner: 'group:default/platform' },
};

/** Stands for the catalog's own filters and table. */
function List(props: { kind: string; type?: string }) {
  const { kind, type } = props;
  const { entities, updateFilters } = useEntityList();
  useEffect(() => {
    updateFilters({
      kind: new EntityKindFilter(kind, kind),
      type: type === undefined ? undefined : new EntityTypeFilter(type),
    });
  }, [kind, type, updateFilters]);
  return (
    <ul>
      {entities.map(({ metadata }) => (
        <li key={metadata.name}>{metadata.name}</li>
      ))}
    </ul>
  );
}

function renderList(options: {
  kind: string;
  type?: string;
  catalog?: Entity[];
  filters?: string;
}) {
  renderInTestApp(
    <EntityListProvider pagination>
      <List kind={options.kind} type={options.type} />
      <CloudflareCatalogFilters />
    </EntityListProvider>,
    {
      initialRouteEntries: [`/?${options.filters ?? ''}`],
      apis: [
        [
          catalogApiRef,
          catalogApiMock({
            entities: options.catalog ?? [
              component(),
              worker,
              workerElsewhere,
              pagesProject,
              zeroTrust,
              database,
            ],
          }),
        ],
      ],
    },
  );
}

async function openPicker(label: string) {
  const picker = (await screen.findByText(label)).closest('label')!;
  await userEvent.click(within(picker).getByRole('button', { name: 'Open' }));
}

function listed() {
  return screen.getAllByRole('listitem').map(({ textContent }) => textContent);
}

describe('filters of the catalog list', () => {
  it('keep the Resources of the chosen products', async () => {
    renderList({ kind: 'resource' });
    await openPicker('Cloudflare product');
    expect(
      screen.getAllByRole('option').map(({ textContent }) => textContent),
    ).toEqual(['Workers', 'Pages', 'Zero Trust']);
    await userEvent.click(screen.getByRole('option', { name: 'Pages' }));
    await waitFor(() => expect(listed()).toEqual(['cf-pages-acme-web']));
    await userEvent.click(screen.getByRole('option', { name: 'Zero Trust' }));
    await waitFor(() =>
      expect(listed()).toEqual(['cf-pages-acme-web', 'cf-zt-access']),
    );
  });

  it('keep the Resources of the chosen account', async () => {
    renderList({ kind: 'resource' });
    await openPicker('Cloudflare account');
    await userEvent.click(screen.getByRole('option', { name: 'lab' }));
    await waitFor(() => expect(listed()).toEqual(['cf-lab-worker-acme-api']));
  });

  it('come from the URL', async () => {
    renderList({
      kind: 'resource',
      filters: 'filters[cloudflareProducts]=workers',
    });
    await waitFor(() =>
      expect(listed()).toEqual([
        'cf-lab-worker-acme-api',
        'cf-worker-acme-api',
      ]),
    );
    expect(screen.getByRole('button', { name: 'Workers' })).toBeInTheDocument();
  });

  it('ignore a product that there is not', async () => {
    renderList({
      kind: 'resource',
      catalog: [worker, database],
      filters: 'filters[cloudflareProducts]=toString',
    });
    await waitFor(() =>
      expect(listed()).toEqual(['cf-worker-acme-api', 'orders']),
    );
  });

  it('leave other kinds alone', async () => {
    renderList({
      kind: 'component',
      filters: 'filters[cloudflareProducts]=workers',
    });
    await waitFor(() => expect(listed()).toEqual(['acme-api']));
    expect(screen.queryByText(/Cloudflare/)).not.toBeInTheDocument();
  });

  it('leave the type to the filter by type', async () => {
    renderList({
      kind: 'resource',
      type: 'database',
      filters: 'filters[cloudflareProducts]=workers',
    });
    await waitFor(() => expect(listed()).toEqual(['orders']));
    expect(screen.queryByText('Cloudflare product')).not.toBeInTheDocument();
  });

  it('do not ask which account of one', async () => {
    renderList({ kind: 'resource', catalog: [worker, pagesProject] });
    expect(await screen.findByText('Cloudflare product')).toBeInTheDocument();
    expect(screen.queryByText('Cloudflare account')).not.toBeInTheDocument();
  });

  it('do not show without Cloudflare resources', async () => {
    renderList({ kind: 'resource', catalog: [database] });
    await waitFor(() => expect(listed()).toEqual(['orders']));
    expect(screen.queryByText(/Cloudflare/)).not.toBeInTheDocument();
  });
});
