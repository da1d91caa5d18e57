import { Entity } from '@backstage/catalog-model';
import { MissingAnnotationEmptyState } from '@backstage/plugin-catalog-react';
import { Flex } from '@backstage/ui';
import { resourceAnnotations } from '@cloudflare-backstage/plugin-cloudflare-common';
import { CatalogFailure } from './CatalogFailure';
import { useLinkedResources } from '../catalog/useLinkedResources';
import { MissingResources } from './MissingResources';
import { ResourceCards } from './ResourceCards';
import { LoadingNotice } from './StateBoundary';
import { useCloudflareTranslation } from './useCloudflareTranslation';

/** The tab of a Component: its Cloudflare resources. */
export function ComponentContent(props: { entity: Entity }) {
  const { entity } = props;
  const { t } = useCloudflareTranslation();
  const { value, error, loading, retry } = useLinkedResources(entity);
  if (error && !loading) {
    return (
      <CatalogFailure title={t('tab.failed')} error={error} onRetry={retry} />
    );
  }
  if (!value) {
    return <LoadingNotice />;
  }
  const { resources, unknown } = value;
  if (resources.length === 0 && unknown.length === 0) {
    return <MissingAnnotationEmptyState annotation={resourceAnnotations} />;
  }
  return (
    <Flex direction="column" gap="4">
      {unknown.length > 0 && (
        <MissingResources
          entity={entity}
          resources={resources}
          unknown={unknown}
        />
      )}
      {resources.length > 0 && <ResourceCards resources={resources} />}
    </Flex>
  );
}
