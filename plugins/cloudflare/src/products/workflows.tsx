import { EntityRefLinks } from '@backstage/plugin-catalog-react';
import { products } from '@cloudflare-backstage/plugin-cloudflare-common';
import { CloudflareResource } from '../catalog/cloudflareResource';
import { quantityText } from '../components/quantityText';
import { Time } from '../components/Time';
import type { Translate } from '../components/useCloudflareTranslation';
import { ProductView, ResourceStatus } from './ProductView';

/** Workflows: how their runs end, and what their steps are. */
export const workflowsView: ProductView = {
  product: products.workflows,
  lastChange: ({ parameters }) => parameters.text('modifiedAt'),
  status: statusOf,
  facts: ({ parameters }, t) => {
    const lastRun = parameters.text('lastRunAt');
    const worker = parameters.texts('worker') ?? [];
    const steps = parameters.number('steps');
    const retryPolicy = parameters.texts('retryPolicy');
    const schedules = parameters.texts('schedules');
    const noGraph =
      parameters.text('stepGraph') === 'not-available'
        ? t('workflows.facts.noGraph')
        : undefined;
    return [
      {
        label: t('workflows.facts.lastRun'),
        value: lastRun && <Time value={lastRun} />,
        absent: parameters.flag('neverRun')
          ? t('workflows.status.neverRun')
          : undefined,
      },
      {
        label: t('workflows.facts.steps'),
        value: steps === undefined ? undefined : quantityText(steps, 'count'),
        absent: noGraph,
      },
      {
        label: t('workflows.facts.retryPolicy'),
        value: retryPolicy?.length ? retryPolicy.join(', ') : undefined,
        absent: noGraph ?? (retryPolicy && t('workflows.facts.none')),
      },
      {
        label: t('workflows.facts.schedules'),
        value: schedules?.length ? schedules.join(', ') : undefined,
        absent: t('workflows.facts.none'),
      },
      {
        label: t('workflows.facts.worker'),
        value:
          worker.length > 0 ? (
            <EntityRefLinks entityRefs={worker} />
          ) : (
            parameters.text('scriptName')
          ),
      },
    ];
  },
  sections: () =>
    import('./workflows.sections').then(
      ({ workflowsSections }) => workflowsSections,
    ),
};

function statusOf(
  { parameters }: CloudflareResource,
  t: Translate,
): ResourceStatus {
  if (parameters.flag('scriptDeleted')) {
    return { tone: 'danger', label: t('workflows.status.scriptDeleted') };
  }
  if (parameters.flag('neverRun')) {
    return { tone: 'neutral', label: t('workflows.status.neverRun') };
  }
  if ((parameters.number('stepsWithoutRetries') ?? 0) > 0) {
    return { tone: 'warning', label: t('workflows.status.withoutRetries') };
  }
  return parameters.text('lastRunAt')
    ? { tone: 'info', label: t('workflows.status.inUse') }
    : { tone: 'neutral', label: t('absent.notKnown') };
}
