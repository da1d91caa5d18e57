import { CatalogFilterBlueprint } from '@backstage/plugin-catalog-react/alpha';

/** The filters of the catalog's list by Cloudflare product and account. */
export const cloudflareCatalogFilters = CatalogFilterBlueprint.make({
  params: {
    loader: () =>
      import('../components/CloudflareCatalogFilters').then(m => (
        <m.CloudflareCatalogFilters />
      )),
  },
});
