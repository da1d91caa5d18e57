import { Product } from '@cloudflare-backstage/plugin-cloudflare-common';
import { CloudflareResource } from '../catalog/cloudflareResource';
import { ProductSection } from '../products/ProductView';
import { PanelSection } from './PanelSection';

interface Shown {
  resource: CloudflareResource;
  product: Product;
}

/** Sections one after the other. */
export function SectionList(
  props: Shown & { sections: readonly ProductSection[] },
) {
  const { sections, ...shown } = props;
  return (
    <>
      {sections.map(section => (
        <Section key={section.id} section={section} {...shown} />
      ))}
    </>
  );
}

function Section(props: Shown & { section: ProductSection }) {
  const { section, ...shown } = props;
  const { Action } = section;
  const title = section.useTitle();
  return (
    <PanelSection
      title={title}
      actions={Action && <Action resource={shown.resource} title={title} />}
    >
      <section.Content {...shown} />
    </PanelSection>
  );
}
