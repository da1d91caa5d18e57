import {
  PageBlueprint,
  SubPageBlueprint,
} from '@backstage/frontend-plugin-api';
import { RiCloudLine } from '@remixicon/react';
import { rootRouteRef } from '../routes';
import { subPages } from '../subPages';

/** The page `/cloudflare`; its content are its sub-pages. */
export const cloudflarePage = PageBlueprint.make({
  params: {
    path: '/cloudflare',
    routeRef: rootRouteRef,
    title: 'Cloudflare',
    icon: <RiCloudLine />,
  },
});

/** The tabs of the page `/cloudflare`. */
export const cloudflareSubPages = subPages.map(({ path, title, loader }) =>
  SubPageBlueprint.make({
    name: path,
    params: {
      path,
      title,
      loader: async () => {
        const SubPage = await loader();
        return <SubPage />;
      },
    },
  }),
);
