import { TranslationRef } from '@backstage/frontend-plugin-api';
import { Product } from '@cloudflare-backstage/plugin-cloudflare-common';
import { CloudflareResource } from '../catalog/cloudflareResource';
import { ProductSection } from '../products/ProductView';
import { PanelSection } from './PanelSection';
import { ProductTexts, useSectionTranslation } from './useSectionTranslation';

interface SectionListProps {
  sections: readonly ProductSection[];
  resource: CloudflareResource;
  product: Product;
}

/** Sections one after the other. Loaded with them, as their texts are. */
export function SectionList(
  props: SectionListProps & { texts: TranslationRef },
) {
  const { texts, ...rest } = props;
  return (
    <ProductTexts.Provider value={texts}>
      <Sections {...rest} />
    </ProductTexts.Provider>
  );
}

function Sections(props: SectionListProps) {
  const { product, resource, sections } = props;
  const { t } = useSectionTranslation();
  return (
    <>
      {sections.map(({ Content, id, title }) => (
        <PanelSection key={id} title={title(t)}>
          <Content resource={resource} product={product} />
        </PanelSection>
      ))}
    </>
  );
}
