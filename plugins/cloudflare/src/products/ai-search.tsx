import { EntityRefLinks } from '@backstage/plugin-catalog-react';
import { products } from '@cloudflare-backstage/plugin-cloudflare-common';
import { CloudflareResource } from '../catalog/cloudflareResource';
import { quantityText } from '../components/quantityText';
import { Time } from '../components/Time';
import type { Translate } from '../components/useCloudflareTranslation';
import { ProductView, ResourceStatus } from './ProductView';

/** AI Search: what is indexed, and whether it is up to date. */
export const aiSearchView: ProductView = {
  product: products.aiSearch,
  lastChange: ({ parameters }) => parameters.text('modifiedAt'),
  status: statusOf,
  facts: (resource, t) => {
    const { parameters } = resource;
    const lastCrawlAt = parameters.text('lastCrawlAt');
    const documents = parameters.number('documents');
    return [
      {
        label: t('aiSearch.facts.lastCrawl'),
        value: lastCrawlAt && <Time value={lastCrawlAt} />,
        absent: parameters.flag('neverCrawled')
          ? t('aiSearch.status.neverCrawled')
          : undefined,
      },
      {
        label: t('aiSearch.facts.documents'),
        value:
          documents === undefined
            ? undefined
            : quantityText(documents, 'count'),
        absent:
          parameters.boolean('countsAvailable') === false
            ? t('aiSearch.facts.notCounted')
            : undefined,
      },
      {
        label: t('aiSearch.facts.source'),
        value: linksTo(resource, 'sourceBucket') ?? parameters.text('source'),
        absent: parameters.texts('connectors')?.includes('built-in')
          ? t('aiSearch.facts.uploaded')
          : undefined,
      },
      {
        label: t('aiSearch.facts.gateway'),
        value: linksTo(resource, 'aiGateway') ?? parameters.text('aiGatewayId'),
        absent: t('aiSearch.facts.none'),
      },
    ];
  },
  sections: () =>
    import('./ai-search.sections').then(
      ({ aiSearchSections }) => aiSearchSections,
    ),
};

function statusOf(
  { parameters }: CloudflareResource,
  t: Translate,
): ResourceStatus {
  if (parameters.boolean('enabled') === false) {
    return { tone: 'neutral', label: t('aiSearch.status.off') };
  }
  if (parameters.flag('paused')) {
    return { tone: 'warning', label: t('aiSearch.status.paused') };
  }
  if (parameters.flag('neverCrawled')) {
    return { tone: 'warning', label: t('aiSearch.status.neverCrawled') };
  }
  if ((parameters.number('documentErrors') ?? 0) > 0) {
    return { tone: 'warning', label: t('aiSearch.status.errors') };
  }
  const isIndexed =
    parameters.text('lastCrawlAt') !== undefined ||
    (parameters.number('documents') ?? 0) > 0;
  // Without a count of errors nobody knows whether all went well.
  const tone =
    parameters.number('documentErrors') === 0 ? 'success' : 'neutral';
  return isIndexed
    ? { tone, label: t('aiSearch.status.indexed') }
    : { tone: 'neutral', label: t('absent.notKnown') };
}

function linksTo({ parameters }: CloudflareResource, name: string) {
  const entityRefs = parameters.texts(name) ?? [];
  return entityRefs.length > 0 ? (
    <EntityRefLinks entityRefs={entityRefs} />
  ) : undefined;
}
