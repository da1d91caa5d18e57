import { createApp } from '@backstage/app-defaults';
import { AppRouter, FlatRoutes } from '@backstage/core-app-api';
import { SidebarPage, SignInPage } from '@backstage/core-components';
import {
  CatalogEntityPage,
  CatalogIndexPage,
  EntityAboutCard,
  EntityLayout,
} from '@backstage/plugin-catalog';
import { DefaultFilters } from '@backstage/plugin-catalog-react';
import {
  CloudflareCatalogFilters,
  CloudflarePage,
  EntityCloudflareContent,
  isCloudflareAvailable,
  MyCloudflareCard,
} from '@cloudflare-backstage/plugin-cloudflare/legacy';
import { Route } from 'react-router-dom';

const app = createApp({
  components: {
    SignInPage: props => <SignInPage {...props} providers={['guest']} />,
  },
});

const entityPage = (
  <EntityLayout>
    <EntityLayout.Route path="/" title="Overview">
      <EntityAboutCard />
    </EntityLayout.Route>
    <EntityLayout.Route
      path="/cloudflare"
      title="Cloudflare"
      if={isCloudflareAvailable}
    >
      <EntityCloudflareContent />
    </EntityLayout.Route>
  </EntityLayout>
);

const catalogFilters = (
  <>
    <DefaultFilters />
    <CloudflareCatalogFilters />
  </>
);

export default app.createRoot(
  <AppRouter>
    <SidebarPage>
      <FlatRoutes>
        <Route path="/" element={<MyCloudflareCard />} />
        <Route
          path="/catalog"
          element={<CatalogIndexPage filters={catalogFilters} />}
        />
        <Route
          path="/catalog/:namespace/:kind/:name"
          element={<CatalogEntityPage />}
        >
          {entityPage}
        </Route>
        <Route path="/cloudflare" element={<CloudflarePage />} />
      </FlatRoutes>
    </SidebarPage>
  </AppRouter>,
);
