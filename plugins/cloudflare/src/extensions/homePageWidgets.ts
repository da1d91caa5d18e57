import { HomePageWidgetBlueprint } from '@backstage/plugin-home-react/alpha';

/** The home page's card "My Cloudflare". */
export const myCloudflareWidget = HomePageWidgetBlueprint.make({
  name: 'my-cloudflare',
  params: {
    name: 'MyCloudflare',
    title: 'My Cloudflare',
    description: 'The Cloudflare resources of my groups that need attention',
    components: () =>
      import('../components/MyCloudflare').then(m => ({
        Content: m.MyCloudflare,
      })),
    layout: {
      width: { minColumns: 4, defaultColumns: 6 },
      height: { minRows: 3, defaultRows: 5 },
    },
  },
});
