import {
  PageBlueprint,
  SubPageBlueprint,
} from '@backstage/frontend-plugin-api';
import { RiCloudLine } from '@remixicon/react';
import { rootRouteRef } from '../routes';

/** The page `/cloudflare`; its content are its sub-pages. */
export const cloudflarePage = PageBlueprint.make({
  params: {
    path: '/cloudflare',
    routeRef: rootRouteRef,
    title: 'Cloudflare',
    icon: <RiCloudLine />,
  },
});

/** All Cloudflare resources of the catalog. */
export const inventorySubPage = SubPageBlueprint.make({
  name: 'inventory',
  params: {
    path: 'inventory',
    title: 'Inventory',
    loader: () =>
      import('../components/InventoryPage').then(m => <m.InventoryPage />),
  },
});

/** All production deployments. */
export const deploymentsSubPage = SubPageBlueprint.make({
  name: 'deployments',
  params: {
    path: 'deployments',
    title: 'Deployments',
    loader: () =>
      import('../components/DeploymentsPage').then(m => <m.DeploymentsPage />),
  },
});
