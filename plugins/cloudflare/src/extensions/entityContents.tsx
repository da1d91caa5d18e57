import { EntityContentBlueprint } from '@backstage/plugin-catalog-react/alpha';
import { RiCloudLine } from '@remixicon/react';
import { cloudflareEntityFilter } from '../conditions';
import { entityContentRouteRef } from '../routes';

/** The tab "Cloudflare" of Components and Resources. */
export const cloudflareEntityContent = EntityContentBlueprint.make({
  params: {
    path: '/cloudflare',
    title: 'Cloudflare',
    group: 'operation',
    icon: <RiCloudLine />,
    filter: cloudflareEntityFilter,
    routeRef: entityContentRouteRef,
    loader: () =>
      import('../components/EntityContent').then(m => <m.EntityContent />),
  },
});
