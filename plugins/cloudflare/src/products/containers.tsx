import { EntityRefLinks } from '@backstage/plugin-catalog-react';
import { products } from '@cloudflare-backstage/plugin-cloudflare-common';
import { CloudflareResource, Parameters } from '../catalog/cloudflareResource';
import { Lines } from '../components/Lines';
import type { Translate } from '../components/useCloudflareTranslation';
import { ProductView, ResourceStatus } from './ProductView';

const TONES = {
  healthy: 'success',
  degraded: 'warning',
  unhealthy: 'danger',
  pending: 'info',
} as const;

/** Containers: how an application does, and of which images it is made. */
export const containersView: ProductView = {
  product: products.containers,
  lastChange: ({ parameters }) => parameters.text('updatedAt'),
  status: statusOf,
  facts: ({ parameters }, t) => {
    const images = parameters.texts('images') ?? [];
    const objects = parameters.texts('durableObject') ?? [];
    return [
      {
        label: t('containers.facts.images'),
        value:
          images.length > 0 ? (
            <Lines items={images}>{image => <code>{image}</code>}</Lines>
          ) : undefined,
      },
      {
        label: t('containers.facts.durableObject'),
        value:
          objects.length > 0 ? (
            <EntityRefLinks entityRefs={objects} />
          ) : (
            parameters.text('durableObjectNamespaceId')
          ),
        absent: t('containers.facts.none'),
      },
      {
        label: t('containers.facts.instances'),
        value: instancesOf(parameters, t),
      },
    ];
  },
  sections: () =>
    import('./containers.sections').then(
      ({ containersSections }) => containersSections,
    ),
};

function instancesOf(parameters: Parameters, t: Translate) {
  const instances = parameters.number('instances');
  const most = parameters.number('maxInstances');
  if (parameters.text('schedulingPolicy') === 'durable_object') {
    return t('containers.facts.onDemand');
  }
  return most === undefined || instances === undefined
    ? instances?.toString()
    : t('containers.facts.most', {
        instances: String(instances),
        most: String(most),
      });
}

function statusOf(
  { parameters }: CloudflareResource,
  t: Translate,
): ResourceStatus {
  const health = parameters.text('health');
  switch (health) {
    case 'healthy':
    case 'degraded':
    case 'unhealthy':
    case 'pending':
      return { tone: TONES[health], label: t(`containers.health.${health}`) };
    default:
      return { tone: 'neutral', label: t('absent.notKnown') };
  }
}
