import { Alert, Button } from '@backstage/ui';
import { Product } from '@cloudflare-backstage/plugin-cloudflare-common';
import useAsyncRetry from 'react-use/esm/useAsyncRetry';
import { CloudflareResource } from '../catalog/cloudflareResource';
import { viewOf } from '../products';
import { loadSectionTexts } from '../products/sectionTranslations/load';
import { LoadingNotice } from './StateBoundary';
import { useCloudflareTranslation } from './useCloudflareTranslation';

/** The sections of a resource's panel, which are loaded when it is shown. */
export function ProductSections(props: {
  resource: CloudflareResource;
  product: Product;
}) {
  const { product, resource } = props;
  const { t } = useCloudflareTranslation();
  const { error, loading, retry, value } = useAsyncRetry(async () => {
    const [{ SectionList }, sections, texts] = await Promise.all([
      import('./SectionList'),
      viewOf(product).sections(),
      loadSectionTexts(product),
    ]);
    return { SectionList, sections, texts };
  }, [product]);
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
  const { SectionList, sections, texts } = value;
  return (
    <SectionList
      sections={sections}
      texts={texts}
      resource={resource}
      product={product}
    />
  );
}
