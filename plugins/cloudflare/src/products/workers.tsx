import { products } from '@cloudflare-backstage/plugin-cloudflare-common';
import {
  deploymentFacts,
  deploymentStatus,
  lastDeploymentOf,
} from './lastDeployment';
import { ProductView } from './ProductView';

/** Workers: deployments, triggers, and who may reach them. */
export const workersView: ProductView = {
  product: products.workers,
  lastChange: resource => lastDeploymentOf(resource)?.deployedAt,
  status: deploymentStatus,
  facts: (resource, t) =>
    deploymentFacts(
      resource,
      {
        lastDeployment: t('workers.facts.lastDeployment'),
        provenance: t('workers.facts.provenance'),
      },
      t,
    ),
  sections: () =>
    import('./workers.sections').then(({ workersSections }) => workersSections),
};
