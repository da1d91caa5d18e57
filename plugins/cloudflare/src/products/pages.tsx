import { products } from '@cloudflare-backstage/plugin-cloudflare-common';
import { CloudflareResource } from '../catalog/cloudflareResource';
import { Absent } from '../components/Absent';
import { ExternalLink } from '../components/ExternalLink';
import { Lines } from '../components/Lines';
import type { Translate } from '../components/useCloudflareTranslation';
import {
  deploymentFacts,
  deploymentStatus,
  lastDeploymentOf,
} from './lastDeployment';
import { Fact, ProductView } from './ProductView';

function facts(resource: CloudflareResource, t: Translate): Fact[] {
  const url = resource.parameters.text('url');
  const domains = resource.parameters.texts('domains');
  return [
    {
      label: t('pages.facts.url'),
      value: url ? (
        <ExternalLink href={url} to="shown">
          {url}
        </ExternalLink>
      ) : (
        <Absent />
      ),
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
        <ExternalLink href={`https://${domain}`} to="shown">
          {domain}
        </ExternalLink>
      )}
    </Lines>
  ) : (
    none
  );
}

/** Pages: deployments of a project, and who may reach it. */
export const pagesView: ProductView = {
  product: products.pages,
  lastChange: resource => lastDeploymentOf(resource)?.deployedAt,
  status: deploymentStatus,
  facts,
  sections: () =>
    import('./pages.sections').then(({ pagesSections }) => pagesSections),
};
