import {
  MetricUnit,
  products,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { CloudflareResource } from '../catalog/cloudflareResource';
import { quantityText } from '../components/quantityText';
import { ProductView } from './ProductView';

/** Browser Rendering: how much browsers run. */
export const browserRenderingView: ProductView = {
  product: products.browserRendering,
  // There is nothing that changes.
  lastChange: () => undefined,
  status: (resource, t) =>
    usage(resource, 'browserSecondsApprox') || usage(resource, 'apiCallsApprox')
      ? { tone: 'success', label: t('browserRendering.used') }
      : { tone: 'neutral', label: t('absent.notKnown') },
  facts: (resource, t) => {
    const fact = (label: string, name: string, unit: MetricUnit) => {
      const value = usage(resource, name);
      return {
        label,
        value: value === undefined ? undefined : quantityText(value, unit),
        absent: t('absent.notTold'),
      };
    };
    return [
      fact(
        t('browserRendering.facts.browserTime'),
        'browserSecondsApprox',
        'seconds',
      ),
      fact(t('browserRendering.facts.most'), 'mostSessionsApprox', 'count'),
      fact(t('browserRendering.facts.calls'), 'apiCallsApprox', 'count'),
    ];
  },
  sections: () =>
    import('./browser-rendering.sections').then(
      ({ browserRenderingSections }) => browserRenderingSections,
    ),
};

function usage({ parameters }: CloudflareResource, name: string) {
  return parameters.nested('usageWindow')?.number(name);
}
