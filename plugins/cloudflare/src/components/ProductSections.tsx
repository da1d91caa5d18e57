import { usePermission } from '@backstage/plugin-permission-react';
import { Alert, Button } from '@backstage/ui';
import { Product } from '@cloudflare-backstage/plugin-cloudflare-common';
import useAsyncRetry from 'react-use/esm/useAsyncRetry';
import { CloudflareResource } from '../catalog/cloudflareResource';
import { viewOf } from '../products';
import { SectionList } from './SectionList';
import { accessTo } from './sections/SectionSpec';
import { LoadingNotice, RefusalNotice } from './StateBoundary';
import { useCloudflareTranslation } from './useCloudflareTranslation';

/**
 * The sections of a resource's panel, which are loaded when it is shown. All of
 * them take the permission of the product: who lacks it is told so once.
 */
export function ProductSections(props: {
  resource: CloudflareResource;
  product: Product;
}) {
  const { product, resource } = props;
  const { t } = useCloudflareTranslation();
  const { error, loading, retry, value } = useAsyncRetry(
    () => viewOf(product).sections(),
    [product],
  );
  const decision = usePermission({ permission: product.permission });
  if (loading || decision.loading) {
    return <LoadingNotice />;
  }
  // What could not be asked is decided by the backend.
  if (!decision.allowed && !decision.error) {
    return <RefusalNotice access={accessTo({}, product)} />;
  }
  // An app that was deployed anew does not have the old chunks any more.
  if (error || !value) {
    return (
      <Alert
        status="danger"
        icon
        title={t('panel.notLoaded.title')}
        description={t('panel.notLoaded.description')}
        customActions={
          <Button size="small" variant="secondary" onPress={retry}>
            {t('retry')}
          </Button>
        }
      />
    );
  }
  return <SectionList sections={value} resource={resource} product={product} />;
}
