import { HomePageWidgetBlueprint } from '@backstage/plugin-home-react/alpha';
import { myCloudflareCard, myFailingChecksCard } from '../titles';

/** The home page's card "My Cloudflare". */
export const myCloudflareWidget = HomePageWidgetBlueprint.make({
  name: 'my-cloudflare',
  params: {
    name: 'MyCloudflare',
    ...myCloudflareCard,
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

/** The home page's card "My failing checks". */
export const myFailingChecksWidget = HomePageWidgetBlueprint.make({
  name: 'my-failing-checks',
  params: {
    name: 'MyFailingChecks',
    ...myFailingChecksCard,
    components: () =>
      import('../components/entityPosture/MyFailingChecks').then(m => ({
        Content: m.MyFailingChecks,
      })),
    layout: {
      width: { minColumns: 4, defaultColumns: 6 },
      height: { minRows: 3, defaultRows: 5 },
    },
  },
});
