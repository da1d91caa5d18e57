import {
  PagesDeployment,
  products,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { CloudflareResource } from '../catalog/cloudflareResource';
import { Absent } from '../components/Absent';
import { accessSection } from '../components/accessSection';
import { ExternalLink } from '../components/ExternalLink';
import { Lines } from '../components/Lines';
import { timelineSection } from '../components/sections';
import type { Translate } from '../components/useCloudflareTranslation';
import {
  deploymentFacts,
  deploymentStatus,
  lastDeploymentOf,
} from './lastDeployment';
import { deploymentColumns, deploymentEntry } from './pages.deployments';
import { Fact, ProductView } from './ProductView';

const product = products.pages;

const deployments = timelineSection<PagesDeployment>({
  id: 'deployments',
  title: t => t('pages.deployments.title'),
  request: ({ account, name }) => ({
    path: [product.segment, name, 'deployments'],
    query: { account },
  }),
  rowId: deployment => deployment.id,
  columns: deploymentColumns,
  entry: deploymentEntry,
  empty: t => ({
    title: t('pages.deployments.emptyTitle'),
    description: t('pages.deployments.emptyDescription'),
    docsUrl: 'https://developers.cloudflare.com/pages/get-started/',
  }),
});

const access = accessSection({
  path: ({ name }) => [product.segment, name, 'access'],
});

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

/** Pages: deployments of a project, and who may reach it. */
export const pagesView: ProductView = {
  product,
  isDeployed: true,
  lastChange: resource => lastDeploymentOf(resource)?.deployedAt,
  status: deploymentStatus,
  facts,
  sections: [deployments, access],
};
