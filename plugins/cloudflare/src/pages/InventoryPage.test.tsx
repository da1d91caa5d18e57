import { Entity } from '@backstage/catalog-model';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  account,
  component,
  pagesProject,
  undeployedWorker,
  worker,
  zeroTrust,
} from '../__fixtures__/entities';
import { renderPage } from '../__testUtils__/render';
import { names, rows } from '../__testUtils__/tables';

const PATH = '/cloudflare/inventory';

function workers(count: number): Entity[] {
  return Array.from({ length: count }, (_, i) => ({
    ...undeployedWorker,
    metadata: {
      ...undeployedWorker.metadata,
      name: `cf-worker-w${i}`,
      title: `w${i}`,
    },
  }));
}

describe('the inventory', () => {
  const catalog = [
    component(),
    worker,
    undeployedWorker,
    pagesProject,
    zeroTrust,
    account,
  ];

  it('lists every Cloudflare resource of the catalog, and nothing else', async () => {
    renderPage({ path: PATH, catalog });
    expect(await names()).toEqual([
      'acme',
      'acme-api',
      'acme-auth',
      'acme-web',
      'Zero Trust Access',
    ]);
    const row = screen.getByRole('row', { name: /acme-api/ });
    expect(row).toHaveTextContent('Workers');
    expect(row).toHaveTextContent('production');
    expect(row).toHaveTextContent('platform');
    expect(
      within(row).getByRole('link', { name: 'Open acme-api in Cloudflare' }),
    ).toHaveAttribute(
      'href',
      'https://dash.cloudflare.com/6f1ed0c0ffee4a7b9d2e11aa22bb33cc/workers/services/view/acme-api/production',
    );
  });

  it('tells what needs attention, and does not call the rest fine', async () => {
    const failed: Entity = {
      ...pagesProject,
      spec: {
        ...pagesProject.spec,
        parameters: {
          failedBuild: {
            id: 'p9',
            failedAt: '2026-11-21T10:00:00Z',
            stage: 'build',
          },
        },
      },
    };
    renderPage({ path: PATH, catalog: [failed, worker] });
    await rows();
    expect(screen.getByRole('row', { name: /acme-web/ })).toHaveTextContent(
      /Build failed.*build/,
    );
    expect(screen.getByRole('row', { name: /acme-api/ })).toHaveTextContent(
      'Nothing known',
    );
  });

  it('links the system, however short its ref is written', async () => {
    const inSystem: Entity = {
      ...worker,
      spec: { ...worker.spec, system: 'checkout' },
    };
    renderPage({
      path: `${PATH}?system=system:default/checkout`,
      catalog: [...catalog.slice(2), inSystem],
    });
    expect(await names()).toEqual(['acme-api']);
    expect(screen.getByRole('link', { name: 'checkout' })).toHaveAttribute(
      'href',
      '/catalog/default/system/checkout',
    );
  });

  it('can be narrowed to a product of any kind and to a class of data', async () => {
    const bucket: Entity = {
      ...worker,
      metadata: {
        ...worker.metadata,
        name: 'cf-r2-exports',
        title: 'exports',
        labels: { 'cloudflare.com/data-class': 'pii' },
      },
      spec: { ...worker.spec, type: 'cloudflare-r2' },
    };
    const other: Entity = {
      ...bucket,
      metadata: {
        ...bucket.metadata,
        name: 'cf-r2-logs',
        title: 'logs',
        labels: {},
      },
    };
    renderPage({
      path: `${PATH}?product=r2&dataClass=pii`,
      catalog: [...catalog, bucket, other],
    });
    expect(await names()).toEqual(['exports']);
  });

  it('shows what the URL narrows it to', async () => {
    renderPage({
      path: `${PATH}?product=pages&owner=group:default/engineering`,
      catalog,
    });
    expect(await names()).toEqual(['acme-web']);
    expect(screen.getByRole('button', { name: /Product/ })).toHaveTextContent(
      'Pages',
    );
    expect(screen.getByRole('button', { name: /Owner/ })).toHaveTextContent(
      'engineering',
    );
  });

  it('can be narrowed to a product, and widened again', async () => {
    renderPage({ path: PATH, catalog });
    expect(await rows()).toHaveLength(5);
    await userEvent.click(screen.getByRole('button', { name: /Product/ }));
    await userEvent.click(screen.getByRole('option', { name: 'Workers' }));
    await waitFor(async () =>
      expect(await names()).toEqual(['acme-api', 'acme-auth']),
    );
    await userEvent.click(screen.getByRole('button', { name: /Product/ }));
    await userEvent.click(screen.getByRole('option', { name: 'All' }));
    await waitFor(async () => expect(await rows()).toHaveLength(5));
  });

  it('sorts what is not known last, either way', async () => {
    renderPage({ path: PATH, catalog });
    await rows();
    const header = screen.getByRole('columnheader', { name: 'Changed' });
    await userEvent.click(header);
    expect((await names()).slice(0, 2)).toEqual(['acme-api', 'acme-web']);
    await userEvent.click(header);
    expect((await names()).slice(0, 2)).toEqual(['acme-web', 'acme-api']);
  });

  it('finds by the words of any column', async () => {
    renderPage({ path: PATH, catalog: [...catalog, ...workers(30)] });
    expect(await rows()).toHaveLength(20);
    await userEvent.type(
      screen.getByRole('searchbox', { name: 'Search resources' }),
      'pages engineering',
    );
    expect(await names()).toEqual(['acme-web']);
  });

  it('reads thousands in few requests, and asks for no entity by itself', async () => {
    const catalogApi = catalogApiMock({ entities: workers(2500) });
    const queryEntities = jest.spyOn(catalogApi, 'queryEntities');
    const getEntitiesByRefs = jest.spyOn(catalogApi, 'getEntitiesByRefs');
    const getEntityByRef = jest.spyOn(catalogApi, 'getEntityByRef');
    renderPage({ path: `${PATH}?page=3`, catalog: catalogApi });
    expect((await names())[0]).toBe('w40');
    expect(screen.getByText('41 to 60 of 2500')).toBeInTheDocument();
    expect(queryEntities).toHaveBeenCalledTimes(3);
    await userEvent.type(
      screen.getByRole('searchbox', { name: 'Search resources' }),
      'w2499',
    );
    expect(await names()).toEqual(['w2499']);
    expect(getEntitiesByRefs).not.toHaveBeenCalled();
    expect(getEntityByRef).not.toHaveBeenCalled();
  });

  it('keeps the rows while they are read again, and when that fails', async () => {
    const catalogApi = catalogApiMock({ entities: catalog });
    renderPage({ path: PATH, catalog: catalogApi });
    await rows();
    let fail!: (error: Error) => void;
    jest.spyOn(catalogApi, 'queryEntities').mockReturnValue(
      new Promise((_, reject) => {
        fail = reject;
      }),
    );
    await userEvent.click(
      screen.getByRole('button', { name: 'Refresh resources' }),
    );
    expect(await rows()).toHaveLength(5);
    fail(new Error('The catalog is down'));
    expect(await screen.findByText('The catalog is down')).toBeInTheDocument();
    expect(await rows()).toHaveLength(5);
  });

  it('can be read again when the catalog could not be read', async () => {
    const catalogApi = catalogApiMock({ entities: catalog });
    jest
      .spyOn(catalogApi, 'queryEntities')
      .mockRejectedValueOnce(new Error('The catalog is down'));
    renderPage({ path: PATH, catalog: catalogApi });
    expect(
      await screen.findByText('The catalog could not be read'),
    ).toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await rows()).toHaveLength(5);
  });

  it('says that the catalog holds none', async () => {
    renderPage({ path: PATH, catalog: [component()] });
    expect(
      await screen.findByText('No Cloudflare resources'),
    ).toBeInTheDocument();
  });
});
