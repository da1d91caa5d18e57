import { products } from '@cloudflare-backstage/plugin-cloudflare-common';
import { CloudflareResource } from '../catalog/cloudflareResource';
import { quantityText } from '../components/quantityText';
import type { Translate } from '../components/useCloudflareTranslation';
import { ProductView, ResourceStatus } from './ProductView';

/** Hyperdrive: which database Workers get to, and how. */
export const hyperdriveView: ProductView = {
  product: products.hyperdrive,
  lastChange: ({ parameters }) => parameters.text('modifiedAt'),
  status: statusOf,
  facts: ({ parameters }, t) => {
    const limit = parameters.number('connectionLimit');
    return [
      {
        label: t('hyperdrive.facts.originDb'),
        value: parameters.text('originDb'),
      },
      {
        label: t('hyperdrive.facts.network'),
        value: networkText(parameters.text('network'), t),
      },
      {
        label: t('hyperdrive.facts.clientCertificate'),
        value: settingText(parameters.text('mtls'), t),
      },
      {
        label: t('hyperdrive.facts.connectionLimit'),
        value: limit === undefined ? undefined : quantityText(limit, 'count'),
      },
    ];
  },
  sections: () =>
    import('./hyperdrive.sections').then(
      ({ hyperdriveSections }) => hyperdriveSections,
    ),
};

function statusOf(
  { parameters }: CloudflareResource,
  t: Translate,
): ResourceStatus {
  switch (parameters.text('caching')) {
    case 'enabled':
      return { tone: 'success', label: t('hyperdrive.status.cached') };
    case 'disabled':
      return { tone: 'info', label: t('hyperdrive.status.uncached') };
    default:
      return { tone: 'neutral', label: t('absent.notKnown') };
  }
}

function networkText(network: string | undefined, t: Translate) {
  switch (network) {
    case 'direct':
    case 'access':
    case 'vpc':
      return t(`hyperdrive.facts.networks.${network}`);
    default:
      return undefined;
  }
}

function settingText(setting: string | undefined, t: Translate) {
  switch (setting) {
    case 'enabled':
      return t('hyperdrive.facts.set');
    case 'disabled':
      return t('hyperdrive.facts.notSet');
    default:
      return undefined;
  }
}
