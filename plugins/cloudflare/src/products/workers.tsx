import {
  products,
  WorkerDeployment,
  WorkerTriggers,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { Absent } from '../components/Absent';
import { accessSection } from '../components/accessSection';
import { ExternalLink } from '../components/ExternalLink';
import { FactList } from '../components/FactList';
import { Lines } from '../components/Lines';
import { detailSection, timelineSection } from '../components/sections';
import type { Translate } from '../components/useCloudflareTranslation';
import {
  deploymentFacts,
  deploymentStatus,
  lastDeploymentOf,
} from './lastDeployment';
import { ProductView } from './ProductView';
import { deploymentColumns, deploymentEntry } from './workers.deployments';

const product = products.workers;

const deployments = timelineSection<WorkerDeployment>({
  id: 'deployments',
  title: t => t('workers.deployments.title'),
  request: ({ account, name }) => ({
    path: [product.segment, name, 'deployments'],
    query: { account },
  }),
  rowId: deployment => deployment.id,
  columns: deploymentColumns,
  entry: deploymentEntry,
  empty: t => ({
    title: t('workers.deployments.emptyTitle'),
    description: t('workers.deployments.emptyDescription'),
    docsUrl:
      'https://developers.cloudflare.com/workers/configuration/versions-and-deployments/',
  }),
});

const access = accessSection({
  path: ({ name }) => [product.segment, name, 'access'],
});

const triggers = detailSection<WorkerTriggers>({
  id: 'triggers',
  title: t => t('workers.triggers.title'),
  request: ({ account, name }) => ({
    path: [product.segment, name, 'triggers'],
    query: { account },
  }),
  render: ({ data, meta }, t) => {
    const none = (
      <Absent
        reason={t(meta.complete ? 'workers.triggers.none' : 'absent.notKnown')}
      />
    );
    return (
      <FactList
        facts={[
          {
            label: t('workers.triggers.url'),
            value: data.workersDevUrl ? (
              <ExternalLink href={data.workersDevUrl}>
                {data.workersDevUrl}
              </ExternalLink>
            ) : (
              none
            ),
          },
          {
            label: t('workers.triggers.customDomains'),
            value: data.customDomains.length ? (
              <Lines items={data.customDomains}>
                {({ hostname, url }) => (
                  <ExternalLink href={url}>{hostname}</ExternalLink>
                )}
              </Lines>
            ) : (
              none
            ),
          },
          {
            label: t('workers.triggers.routes'),
            value: routesValue(data.routes, t),
          },
          {
            label: t('workers.triggers.crons'),
            value: data.crons.length ? (
              <Lines items={data.crons}>
                {({ cron }) => <code>{cron}</code>}
              </Lines>
            ) : (
              none
            ),
          },
        ]}
      />
    );
  },
});

function routesValue(routes: WorkerTriggers['routes'], t: Translate) {
  if (!routes) {
    return <Absent reason={t('workers.triggers.routesNotRead')} />;
  }
  if (routes.length === 0) {
    return <Absent reason={t('workers.triggers.none')} />;
  }
  return (
    <Lines items={routes}>
      {({ pattern, zoneName }) =>
        t('workers.triggers.route', { pattern, zone: zoneName })
      }
    </Lines>
  );
}

/** Workers: deployments, triggers, and who may reach them. */
export const workersView: ProductView = {
  product,
  isDeployed: true,
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
  sections: [deployments, triggers, access],
};
