import { Entity } from '@backstage/catalog-model';
import { toastApiRef } from '@backstage/frontend-plugin-api';
import { FlatRoutes } from '@backstage/core-app-api';
import { catalogPlugin, EntityLayout } from '@backstage/plugin-catalog';
import {
  catalogApiRef,
  EntityProvider,
  entityRouteRef,
  MockStarredEntitiesApi,
  starredEntitiesApiRef,
} from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { permissionApiRef } from '@backstage/plugin-permission-react';
import {
  mockApis,
  renderInTestApp,
  TestApiProvider,
} from '@backstage/test-utils';
import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { ReactNode } from 'react';
import { Route } from 'react-router-dom';
import { component, pagesProject, worker } from './__fixtures__/entities';
import { backend } from './__testUtils__/render';
import {
  cloudflareApiRef,
  CloudflarePage,
  EntityCloudflareContent,
  isCloudflareAvailable,
} from './legacy';

function renderInLegacyApp(options: {
  element: ReactNode;
  path: string;
  catalog: Entity[];
}) {
  return renderInTestApp(
    <TestApiProvider
      apis={[
        [cloudflareApiRef, backend({})],
        [catalogApiRef, catalogApiMock({ entities: options.catalog })],
        [permissionApiRef, mockApis.permission()],
        [toastApiRef, { post: jest.fn() }],
        [starredEntitiesApiRef, new MockStarredEntitiesApi()],
      ]}
    >
      {options.element}
    </TestApiProvider>,
    {
      routeEntries: [options.path],
      mountedRoutes: {
        '/catalog': catalogPlugin.routes.catalogIndex,
        '/catalog/:namespace/:kind/:name': entityRouteRef,
      },
    },
  );
}

describe('the page of an app of the old frontend system', () => {
  const element = (
    <FlatRoutes>
      <Route path="/cloudflare" element={<CloudflarePage />} />
    </FlatRoutes>
  );
  const catalog = [worker, pagesProject];

  it('has a tab for each page, and begins with the first', async () => {
    await renderInLegacyApp({ element, path: '/cloudflare', catalog });
    const tabs = await screen.findAllByRole('tab');
    expect(tabs.map(({ textContent }) => textContent)).toEqual([
      'Overview',
      'Inventory',
      'Scorecards',
      'Deployments',
      'Zero Trust',
      'Evidence',
      'Accounts',
    ]);
    expect(
      screen.getByRole('heading', { name: 'Cloudflare' }),
    ).toBeInTheDocument();
    expect(tabs[0]).toHaveAttribute('aria-selected', 'true');
    expect(tabs[0]).toHaveAttribute('href', '/cloudflare/overview');
  });

  it('goes from page to page', async () => {
    await renderInLegacyApp({ element, path: '/cloudflare', catalog });
    await userEvent.click(
      await screen.findByRole('tab', { name: 'Inventory' }),
    );
    expect(
      await screen.findByRole('rowheader', { name: /acme-web/ }),
    ).toBeInTheDocument();
    expect(screen.getByRole('tab', { name: 'Inventory' })).toHaveAttribute(
      'aria-selected',
      'true',
    );
  });

  it('opens a page by its URL', async () => {
    await renderInLegacyApp({
      element,
      path: '/cloudflare/inventory',
      catalog,
    });
    expect(
      await screen.findByRole('rowheader', { name: /acme-web/ }),
    ).toBeInTheDocument();
  });
});

describe('the entity tab of an app of the old frontend system', () => {
  const renderEntity = (entity: Entity) =>
    renderInLegacyApp({
      element: (
        <EntityProvider entity={entity}>
          <EntityLayout>
            <EntityLayout.Route path="/" title="Overview">
              <p>About it</p>
            </EntityLayout.Route>
            <EntityLayout.Route
              path="/cloudflare"
              title="Cloudflare"
              if={isCloudflareAvailable}
            >
              <EntityCloudflareContent />
            </EntityLayout.Route>
          </EntityLayout>
        </EntityProvider>
      ),
      path: '/',
      catalog: [entity, worker],
    });

  it('shows the linked resources', async () => {
    await renderEntity(component());
    await userEvent.click(
      await screen.findByRole('tab', { name: 'Cloudflare' }),
    );
    expect(
      await screen.findByRole('link', { name: /Open acme-api in Cloudflare/ }),
    ).toBeInTheDocument();
  });

  it('is not there for other entities', async () => {
    await renderEntity(component({ annotations: {} }));
    expect(await screen.findByText('About it')).toBeInTheDocument();
    expect(
      screen.queryByRole('tab', { name: 'Cloudflare' }),
    ).not.toBeInTheDocument();
  });
});
