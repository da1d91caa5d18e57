import {
  PageBlueprint,
  SubPageBlueprint,
} from '@backstage/frontend-plugin-api';
import { RiCloudLine } from '@remixicon/react';
import { rootRouteRef } from '../routes';
import { subPages } from '../subPages';
import { titleMessages } from '../titles';

/** The page `/cloudflare`; its content are its sub-pages. */
export const cloudflarePage = PageBlueprint.make({
  params: {
    path: '/cloudflare',
    routeRef: rootRouteRef,
    title: titleMessages.page,
    icon: <RiCloudLine />,
  },
});

/** The tabs of the page `/cloudflare`. */
export const cloudflareSubPages = subPages.map(({ path, loader }) =>
  SubPageBlueprint.make({
    name: path,
    params: {
      path,
      title: titleMessages.subPages[path],
      loader: async () => {
        const SubPage = await loader();
        return <SubPage />;
      },
    },
  }),
);
