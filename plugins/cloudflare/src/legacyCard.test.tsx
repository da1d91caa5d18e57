import { createApp } from '@backstage/app-defaults';
import { AppRouter, FlatRoutes } from '@backstage/core-app-api';
import {
  createApiFactory,
  identityApiRef,
  SignInPageProps,
} from '@backstage/core-plugin-api';
import { Entity } from '@backstage/catalog-model';
import { CatalogEntityPage } from '@backstage/plugin-catalog';
import { catalogApiRef, entityRouteRef } from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import {
  mockApis,
  renderInTestApp,
  TestApiProvider,
} from '@backstage/test-utils';
import { render, screen } from '@testing-library/react';
import { useEffect } from 'react';
import { Route } from 'react-router-dom';
import { worker } from './__fixtures__/entities';
import { CloudflarePage, MyCloudflareCard } from './legacy';

const GROUP = 'group:default/platform';

/** More than the card lists. */
const catalog: Entity[] = Array.from({ length: 6 }, (_, i) => ({
  ...worker,
  metadata: { ...worker.metadata, name: `w${i}`, title: `w${i}` },
  spec: {
    ...worker.spec,
    owner: GROUP,
    parameters: { account: 'default', danglingBindings: ['kv:sessions'] },
  },
  relations: [{ type: 'ownedBy', targetRef: GROUP }],
}));

const identity = mockApis.identity({ ownershipEntityRefs: [GROUP] });

function SignedIn({ onSignInSuccess }: SignInPageProps) {
  useEffect(() => onSignInSuccess(identity), [onSignInSuccess]);
  return null;
}

describe('the card of an app of the old frontend system', () => {
  it('lists what needs attention also where the app has no page of Cloudflare', async () => {
    await renderInTestApp(
      <TestApiProvider
        apis={[
          [catalogApiRef, catalogApiMock({ entities: catalog })],
          [identityApiRef, identity],
        ]}
      >
        <MyCloudflareCard />
      </TestApiProvider>,
      { mountedRoutes: { '/catalog/:namespace/:kind/:name': entityRouteRef } },
    );
    expect(await screen.findByText('My Cloudflare')).toBeInTheDocument();
    expect(await screen.findAllByRole('listitem')).toHaveLength(5);
    expect(screen.queryByRole('link', { name: /^All of/ })).toBeNull();
  });

  it('links to the page of Cloudflare, wherever the app has it', async () => {
    const app = createApp({
      apis: [
        createApiFactory(catalogApiRef, catalogApiMock({ entities: catalog })),
      ],
      components: { SignInPage: SignedIn },
    });
    const App = app.createRoot(
      <AppRouter>
        <FlatRoutes>
          <Route path="/" element={<MyCloudflareCard />} />
          <Route path="/clouds" element={<CloudflarePage />} />
          <Route
            path="/catalog/:namespace/:kind/:name"
            element={<CatalogEntityPage />}
          />
        </FlatRoutes>
      </AppRouter>,
    );
    render(<App />);
    expect(
      await screen.findByRole('link', { name: 'All of platform' }),
    ).toHaveAttribute(
      'href',
      '/clouds/inventory?owner=group%3Adefault%2Fplatform',
    );
  });
});
