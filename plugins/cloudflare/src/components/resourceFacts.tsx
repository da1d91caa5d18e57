import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { CloudflareResource } from '../catalog/cloudflareResource';
import { Fact } from '../products/ProductView';
import { Absent } from './Absent';
import type { Translate } from './useCloudflareTranslation';

/** What is told of a resource of any product. */
export function resourceFacts(
  resource: CloudflareResource,
  t: Translate,
): Fact[] {
  return [
    {
      label: t('panel.owner'),
      value: resource.owner ? (
        <EntityRefLink entityRef={resource.owner} defaultKind="group" />
      ) : (
        <Absent reason={t('absent.noOwner')} />
      ),
    },
    { label: t('panel.account'), value: resource.account },
  ];
}
