import { useEntityList } from '@backstage/plugin-catalog-react';
import { lazy, Suspense, useRef } from 'react';

// The catalog's list is the first page of many apps: what few look at there
// must not make it slower for all.
const Pickers = lazy(() =>
  import('./CatalogFilterPickers').then(m => ({
    default: m.CatalogFilterPickers,
  })),
);

/**
 * The filters of the catalog's list by Cloudflare product and account. They
 * show with the kind Resource, and only what there is to choose from.
 */
export function CloudflareCatalogFilters() {
  const { filters } = useEntityList();
  const wasWanted = useRef(false);
  if (filters.kind?.value.toLocaleLowerCase('en-US') === 'resource') {
    wasWanted.current = true;
  }
  // They stay for other kinds, too, since it is they who take their filters back.
  return wasWanted.current ? (
    <Suspense fallback={null}>
      <Pickers />
    </Suspense>
  ) : null;
}
