import { useRouteRef } from '@backstage/frontend-plugin-api';
import { useEntity } from '@backstage/plugin-catalog-react';
import { EntityIconLinkBlueprint } from '@backstage/plugin-catalog-react/alpha';
import { RiCloudLine } from '@remixicon/react';
import { readCloudflareResource } from '../catalog/cloudflareResource';
import { cloudflareEntityFilter } from '../conditions';
import { entityContentRouteRef } from '../routes';
import { titleMessages } from '../titles';

/**
 * The link "Cloudflare" of the About card: from a Resource to its place in
 * Cloudflare's dashboard, and from a Component to its Cloudflare tab. A
 * Component does not know the ids that the dashboard's URLs take, and may have
 * more than one resource.
 */
export const cloudflareEntityIconLink = EntityIconLinkBlueprint.make({
  params: {
    filter: cloudflareEntityFilter,
    useProps: () => {
      const { entity } = useEntity();
      const tab = useRouteRef(entityContentRouteRef);
      const resource = readCloudflareResource(entity);
      const href = resource ? resource.dashboardUrl : tab?.();
      return {
        // Its configuration overrides it: a translation of it would load the
        // words of all pages with the app.
        label: titleMessages.page,
        icon: <RiCloudLine />,
        href,
        disabled: href === undefined,
      };
    },
  },
});
