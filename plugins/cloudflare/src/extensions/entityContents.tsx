import { EntityContentBlueprint } from '@backstage/plugin-catalog-react/alpha';
import { RiCloudLine } from '@remixicon/react';
import { cloudflareEntityFilter } from '../conditions';
import { entityContentRouteRef } from '../routes';
import { titleMessages } from '../titles';

/** The tab "Cloudflare" of Components and Resources. */
export const cloudflareEntityContent = EntityContentBlueprint.make({
  params: {
    path: '/cloudflare',
    title: titleMessages.page,
    group: 'operation',
    icon: <RiCloudLine />,
    filter: cloudflareEntityFilter,
    routeRef: entityContentRouteRef,
    loader: () =>
      import('../components/EntityContent').then(m => <m.EntityContent />),
  },
});
