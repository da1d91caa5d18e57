import { Text } from '@backstage/ui';
import {
  products,
  ProvenanceSummary,
  WorkerDeployment,
  WorkerDeploymentVersion,
  WorkerTriggers,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { Absent } from '../components/Absent';
import { ExternalLink } from '../components/ExternalLink';
import { FactList } from '../components/FactList';
import { Lines } from '../components/Lines';
import { ProductColumn } from '../components/ProductTable';
import {
  CiRunLink,
  CommitLink,
  Conflicts,
  ProvenanceTag,
} from '../components/Provenance';
import { detailSection, tableSection } from '../components/sections';
import { StatusTag, StatusTone } from '../components/StatusTag';
import { Tags } from '../components/Tags';
import { Time } from '../components/Time';
import type { Translate } from '../components/useCloudflareTranslation';
import { deploymentFacts, lastDeploymentOf } from './lastDeployment';
import { ProductView } from './ProductView';

const product = products.workers;

const STATUS_TONES: Record<WorkerDeployment['status'], StatusTone> = {
  active: 'success',
  gradual: 'info',
  superseded: 'neutral',
};

const deployments = tableSection<WorkerDeployment>({
  id: 'deployments',
  title: t => t('workers.deployments.title'),
  request: ({ account, name }) => ({
    path: [product.segment, name, 'deployments'],
    query: { account },
  }),
  rowId: deployment => deployment.id,
  columns: deploymentColumns,
  empty: t => ({
    title: t('workers.deployments.emptyTitle'),
    description: t('workers.deployments.emptyDescription'),
    docsUrl:
      'https://developers.cloudflare.com/workers/configuration/versions-and-deployments/',
  }),
});

function deploymentColumns(t: Translate): ProductColumn<WorkerDeployment>[] {
  return [
    {
      id: 'time',
      label: t('workers.deployments.time'),
      share: 0.9,
      isRowHeader: true,
      cell: row => <Time value={row.createdAt} />,
    },
    {
      id: 'environment',
      label: t('workers.deployments.environment'),
      share: 1.1,
      cell: row =>
        row.env ?? <Absent reason={t('workers.deployments.noEnvironment')} />,
    },
    {
      id: 'versions',
      label: t('workers.deployments.versions'),
      share: 0.9,
      cell: row => (
        <Lines items={row.versions}>
          {version => (
            <span title={version.id}>{versionText(version, row, t)}</span>
          )}
        </Lines>
      ),
    },
    {
      id: 'commit',
      label: t('workers.deployments.commit'),
      share: 1.2,
      cell: row => (
        <Lines items={provenances(row)}>
          {provenance => <CommitLink provenance={provenance} />}
        </Lines>
      ),
    },
    {
      id: 'ciRun',
      label: t('workers.deployments.ciRun'),
      share: 1.3,
      cell: row => (
        <Lines items={provenances(row)}>
          {provenance => <CiRunLink provenance={provenance} />}
        </Lines>
      ),
    },
    {
      id: 'author',
      label: t('workers.deployments.author'),
      share: 1.3,
      cell: row => (
        <>
          {row.author ?? <Absent reason={t('absent.notTold')} />}
          {row.source && (
            <Text as="p" variant="body-small" color="secondary">
              {t('workers.deployments.by', { source: row.source })}
            </Text>
          )}
        </>
      ),
    },
    {
      id: 'status',
      label: t('workers.deployments.status'),
      share: 1.5,
      cell: row => (
        <>
          <Tags>
            <StatusTag
              tone={STATUS_TONES[row.status]}
              label={t(`workers.status.${row.status}`)}
            />
            {row.rollback && (
              <StatusTag tone="warning" label={t('workers.status.rollback')} />
            )}
            <ProvenanceTag state={row.provenance.state} />
          </Tags>
          <Conflicts conflicts={row.provenance.conflicts} />
        </>
      ),
    },
  ];
}

/** Versions that share the traffic may each be of another commit. */
function provenances(deployment: WorkerDeployment): ProvenanceSummary[] {
  return deployment.versions.length > 1
    ? deployment.versions.map(version => version.provenance)
    : [deployment.provenance];
}

function versionText(
  version: WorkerDeploymentVersion,
  deployment: WorkerDeployment,
  t: Translate,
): string {
  const name =
    version.number === undefined
      ? version.id.slice(0, 8)
      : t('workers.deployments.version', { number: String(version.number) });
  return deployment.versions.length > 1
    ? t('workers.deployments.share', {
        version: name,
        share: percent(version.percentage),
      })
    : name;
}

function percent(share: number): string {
  return new Intl.NumberFormat(undefined, {
    style: 'percent',
    maximumFractionDigits: 2,
  }).format(share / 100);
}

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

/** Workers: deployments and triggers. */
export const workersView: ProductView = {
  product,
  isDeployed: true,
  lastChange: resource => lastDeploymentOf(resource)?.deployedAt,
  facts: (resource, t) =>
    deploymentFacts(
      resource,
      {
        lastDeployment: t('workers.facts.lastDeployment'),
        provenance: t('workers.facts.provenance'),
      },
      t,
    ),
  sections: [deployments, triggers],
};
