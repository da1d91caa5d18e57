import { Product } from '@cloudflare-backstage/plugin-cloudflare-common';
import { ComponentType, ReactNode } from 'react';
import { CloudflareResource } from '../catalog/cloudflareResource';
import type { Translate } from '../components/useCloudflareTranslation';

/** Something that the catalog entity tells about its resource. */
export interface Fact {
  label: string;
  value: ReactNode;
}

/** A part of a resource's panel that is read from the backend. */
export interface ProductSection {
  /** Unique within the product. */
  id: string;
  title(t: Translate): string;
  Content: ComponentType<{ resource: CloudflareResource; product: Product }>;
}

/** How the resources of a product look. */
export interface ProductView {
  product: Product;
  /** Its resources are deployed, and production deployments are listed. */
  isDeployed: boolean;
  /** When the resource last changed, as the entity tells it. */
  lastChange(resource: CloudflareResource): string | undefined;
  facts(resource: CloudflareResource, t: Translate): Fact[];
  sections: readonly ProductSection[];
}
