import {
  products,
  WorkerDeployment,
  WorkerTriggers,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { Absent } from '../components/Absent';
import { accessSection } from '../components/accessSection';
import { evidenceAction } from '../components/evidence/evidenceAction';
import { ExternalLink } from '../components/ExternalLink';
import { FactList } from '../components/FactList';
import { Lines } from '../components/Lines';
import { detailSection, timelineSection } from '../components/sections';
import type { SectionTranslate } from '../components/useSectionTranslation';
import { ProductSection } from './ProductView';
import { deploymentColumns, deploymentEntry } from './workers.deployments';
import { workerMetrics } from './workers.metrics';
import { workersTexts } from './workers.sections.messages';

const product = products.workers;

const deployments = timelineSection(workersTexts)<WorkerDeployment>({
  id: 'deployments',
  title: t => t('sections.workers.deployments.title'),
  action: evidenceAction('deployment-provenance', 'workers'),
  request: ({ account, name }) => ({
    path: [product.segment, name, 'deployments'],
    query: { account },
  }),
  rowId: deployment => deployment.id,
  columns: deploymentColumns,
  entry: deploymentEntry,
  empty: t => ({
    title: t('sections.workers.deployments.emptyTitle'),
    description: t('sections.workers.deployments.emptyDescription'),
    docsUrl:
      'https://developers.cloudflare.com/workers/configuration/versions-and-deployments/',
  }),
});

const access = accessSection({
  path: ({ name }) => [product.segment, name, 'access'],
});

const triggers = detailSection(workersTexts)<WorkerTriggers>({
  id: 'triggers',
  title: t => t('sections.workers.triggers.title'),
  request: ({ account, name }) => ({
    path: [product.segment, name, 'triggers'],
    query: { account },
  }),
  render: ({ data, meta }, t) => {
    const none = (
      <Absent
        reason={
          meta.complete
            ? t('sections.workers.triggers.none')
            : t('absent.notKnown')
        }
      />
    );
    return (
      <FactList
        facts={[
          {
            label: t('sections.workers.triggers.url'),
            value: data.workersDevUrl ? (
              <ExternalLink href={data.workersDevUrl} to="shown">
                {data.workersDevUrl}
              </ExternalLink>
            ) : (
              none
            ),
          },
          {
            label: t('sections.workers.triggers.customDomains'),
            value: data.customDomains.length ? (
              <Lines items={data.customDomains}>
                {({ hostname, url }) => (
                  <ExternalLink href={url} to="shown">
                    {hostname}
                  </ExternalLink>
                )}
              </Lines>
            ) : (
              none
            ),
          },
          {
            label: t('sections.workers.triggers.routes'),
            value: routesValue(data.routes, t),
          },
          {
            label: t('sections.workers.triggers.crons'),
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

function routesValue(
  routes: WorkerTriggers['routes'],
  t: SectionTranslate<typeof workersTexts>,
) {
  if (!routes) {
    return <Absent reason={t('sections.workers.triggers.routesNotRead')} />;
  }
  if (routes.length === 0) {
    return <Absent reason={t('sections.workers.triggers.none')} />;
  }
  return (
    <Lines items={routes}>
      {({ pattern, zoneName }) =>
        t('sections.workers.triggers.route', { pattern, zone: zoneName })
      }
    </Lines>
  );
}

/** What the panel of a Worker reads. */
export const workersSections: readonly ProductSection[] = [
  deployments,
  workerMetrics,
  triggers,
  access,
];
