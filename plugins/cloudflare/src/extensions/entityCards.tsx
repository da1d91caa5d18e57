import { EntityCardBlueprint } from '@backstage/plugin-catalog-react/alpha';
import { cloudflarePostureFilter } from '../conditions';

/** What the checks say of Components, Resources and Systems. */
export const cloudflarePostureCard = EntityCardBlueprint.make({
  name: 'posture',
  params: {
    type: 'content',
    filter: cloudflarePostureFilter,
    loader: () =>
      import('../components/entityPosture/EntityPostureCard').then(m => (
        <m.EntityPostureCard />
      )),
  },
});
