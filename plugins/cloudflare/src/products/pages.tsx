import { Text } from '@backstage/ui';
import {
  PagesDeployment,
  products,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { CloudflareResource } from '../catalog/cloudflareResource';
import { Absent } from '../components/Absent';
import { ExternalLink } from '../components/ExternalLink';
import { Lines } from '../components/Lines';
import { ProductColumn } from '../components/ProductTable';
import {
  CiRunLink,
  CommitLink,
  Conflicts,
  ProvenanceTag,
} from '../components/Provenance';
import { tableSection } from '../components/sections';
import { StatusTag, StatusTone } from '../components/StatusTag';
import { Tags } from '../components/Tags';
import { Time } from '../components/Time';
import type { Translate } from '../components/useCloudflareTranslation';
import { deploymentFacts, lastDeploymentOf } from './lastDeployment';
import { Fact, ProductView } from './ProductView';

const product = products.pages;

const STATUS_TONES: Record<PagesDeployment['status'], StatusTone> = {
  active: 'success',
  live: 'success',
  superseded: 'neutral',
  running: 'info',
  failed: 'danger',
  canceled: 'warning',
  skipped: 'neutral',
  unknown: 'warning',
};

const deployments = tableSection<PagesDeployment>({
  id: 'deployments',
  title: t => t('pages.deployments.title'),
  request: ({ account, name }) => ({
    path: [product.segment, name, 'deployments'],
    query: { account },
  }),
  rowId: deployment => deployment.id,
  columns: deploymentColumns,
  empty: t => ({
    title: t('pages.deployments.emptyTitle'),
    description: t('pages.deployments.emptyDescription'),
    docsUrl: 'https://developers.cloudflare.com/pages/get-started/',
  }),
});

function deploymentColumns(t: Translate): ProductColumn<PagesDeployment>[] {
  return [
    {
      id: 'time',
      label: t('pages.deployments.time'),
      share: 0.9,
      isRowHeader: true,
      cell: row => <Time value={row.createdAt} />,
    },
    {
      id: 'environment',
      label: t('pages.deployments.environment'),
      share: 0.9,
      cell: row => environmentText(row.env, t),
    },
    {
      id: 'branch',
      label: t('pages.deployments.branch'),
      cell: row => row.branch ?? <Absent reason={t('absent.notTold')} />,
    },
    {
      id: 'commit',
      label: t('pages.deployments.commit'),
      share: 1.2,
      cell: row => (
        <>
          <CommitLink provenance={row.provenance} />
          {row.commitDirty && (
            <Text as="p" variant="body-small" color="warning">
              {t('pages.deployments.dirty')}
            </Text>
          )}
        </>
      ),
    },
    {
      id: 'ciRun',
      label: t('pages.deployments.ciRun'),
      share: 1.3,
      cell: row => <CiRunLink provenance={row.provenance} />,
    },
    {
      id: 'status',
      label: t('pages.deployments.status'),
      share: 1.6,
      cell: row => (
        <>
          <Tags>
            <StatusTag
              tone={STATUS_TONES[row.status]}
              label={statusText(row, t)}
            />
            <ProvenanceTag state={row.provenance.state} />
          </Tags>
          <Conflicts conflicts={row.provenance.conflicts} />
        </>
      ),
    },
    {
      id: 'url',
      label: t('pages.deployments.url'),
      cell: row =>
        row.url ? (
          <ExternalLink
            href={row.url}
            label={t('pages.deployments.openLabel', { id: row.id.slice(0, 8) })}
          >
            {t('pages.deployments.open')}
          </ExternalLink>
        ) : (
          <Absent reason={t('absent.notTold')} />
        ),
    },
  ];
}

function environmentText(environment: string, t: Translate): string {
  return environment === 'production' || environment === 'preview'
    ? t(`pages.environment.${environment}`)
    : environment;
}

/** Where a build stopped matters when it did not get through. */
function statusText({ stage, status }: PagesDeployment, t: Translate): string {
  const text = t(`pages.status.${status}`);
  return stage && (status === 'failed' || status === 'running')
    ? t('pages.deployments.stage', { status: text, stage })
    : text;
}

function facts(resource: CloudflareResource, t: Translate): Fact[] {
  const url = resource.parameters.text('url');
  const domains = resource.parameters.texts('domains');
  return [
    {
      label: t('pages.facts.url'),
      value: url ? <ExternalLink href={url}>{url}</ExternalLink> : <Absent />,
    },
    {
      label: t('pages.facts.domains'),
      value: domains ? (
        domainList(domains, t('pages.facts.noDomains'))
      ) : (
        <Absent />
      ),
    },
    {
      label: t('pages.facts.productionBranch'),
      value: resource.parameters.text('productionBranch') ?? <Absent />,
    },
    ...deploymentFacts(
      resource,
      {
        lastDeployment: t('pages.facts.lastDeployment'),
        provenance: t('pages.facts.provenance'),
      },
      t,
    ),
  ];
}

function domainList(domains: readonly string[], none: string) {
  return domains.length ? (
    <Lines items={domains}>
      {domain => (
        <ExternalLink href={`https://${domain}`}>{domain}</ExternalLink>
      )}
    </Lines>
  ) : (
    none
  );
}

/** Pages: deployments of a project. */
export const pagesView: ProductView = {
  product,
  isDeployed: true,
  lastChange: resource => lastDeploymentOf(resource)?.deployedAt,
  facts,
  sections: [deployments],
};
