import { products } from '@cloudflare-backstage/plugin-cloudflare-common';
import { CloudflareResource } from '../catalog/cloudflareResource';
import { quantityText } from '../components/quantityText';
import type { Translate } from '../components/useCloudflareTranslation';
import { ProductView, ResourceStatus } from './ProductView';

/** AI Gateway: traffic, what it costs, and what the gateway guards. */
export const aiGatewayView: ProductView = {
  product: products.aiGateway,
  lastChange: ({ parameters }) => parameters.text('modifiedAt'),
  status: statusOf,
  facts: (resource, t) => {
    const state = (parameter: string) => stateOf(resource, parameter, t);
    return [
      {
        label: t('aiGateway.facts.providers'),
        value: providersOf(resource)?.join(', '),
      },
      { label: t('aiGateway.facts.rateLimit'), value: limitOf(resource, t) },
      { label: t('aiGateway.facts.caching'), value: state('caching') },
      { label: t('aiGateway.facts.retries'), value: state('retries') },
      { label: t('aiGateway.facts.fallback'), value: state('fallback') },
    ];
  },
  sections: () =>
    import('./ai-gateway.sections').then(
      ({ aiGatewaySections }) => aiGatewaySections,
    ),
};

function statusOf(
  { parameters }: CloudflareResource,
  t: Translate,
): ResourceStatus {
  const authentication = parameters.text('authentication');
  const rateLimit = parameters.text('rateLimit');
  if (authentication === 'disabled') {
    return { tone: 'warning', label: t('aiGateway.status.open') };
  }
  if (rateLimit === 'disabled') {
    return { tone: 'warning', label: t('aiGateway.status.unlimited') };
  }
  return authentication === 'enabled' && rateLimit === 'enabled'
    ? { tone: 'success', label: t('aiGateway.status.limited') }
    : { tone: 'neutral', label: t('absent.notKnown') };
}

/** Those that are set up, and those that were seen; undefined without any. */
function providersOf({ parameters }: CloudflareResource) {
  const names = [
    ...(parameters.texts('providers') ?? []),
    ...(parameters.texts('observedProviders') ?? []),
  ];
  return names.length > 0 ? [...new Set(names)].sort() : undefined;
}

function limitOf(resource: CloudflareResource, t: Translate) {
  const requests = resource.parameters.number('rateLimitRequests');
  const seconds = resource.parameters.number('rateLimitSeconds');
  return requests === undefined || seconds === undefined
    ? stateOf(resource, 'rateLimit', t)
    : t('aiGateway.facts.limit', {
        requests: quantityText(requests, 'count'),
        interval: quantityText(seconds, 'seconds'),
      });
}

function stateOf(
  { parameters }: CloudflareResource,
  parameter: string,
  t: Translate,
): string | undefined {
  switch (parameters.text(parameter)) {
    case 'enabled':
      return t('aiGateway.facts.on');
    case 'disabled':
      return t('aiGateway.facts.off');
    default:
      return undefined;
  }
}
