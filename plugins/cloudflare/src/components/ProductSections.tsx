import { Alert, Button } from '@backstage/ui';
import { Product } from '@cloudflare-backstage/plugin-cloudflare-common';
import useAsyncRetry from 'react-use/esm/useAsyncRetry';
import { CloudflareResource } from '../catalog/cloudflareResource';
import { viewOf } from '../products';
import { SectionList } from './SectionList';
import { LoadingNotice } from './StateBoundary';
import { useCloudflareTranslation } from './useCloudflareTranslation';

/** The sections of a resource's panel, which are loaded when it is shown. */
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
  if (loading) {
    return <LoadingNotice />;
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
