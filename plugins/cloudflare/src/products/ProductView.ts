import { Product } from '@cloudflare-backstage/plugin-cloudflare-common';
import { ComponentType, ReactNode } from 'react';
import { CloudflareResource } from '../catalog/cloudflareResource';
import type { StatusTone } from '../components/StatusTag';
import type { Translate } from '../components/useCloudflareTranslation';

/** Something that the catalog entity tells about its resource. */
export interface Fact {
  label: string;
  value: ReactNode;
}

/** How a resource is, in a few words. */
export interface ResourceStatus {
  tone: StatusTone;
  label: string;
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
  /** How the resource is, as the entity tells it. */
  status(resource: CloudflareResource, t: Translate): ResourceStatus;
  facts(resource: CloudflareResource, t: Translate): Fact[];
  sections: readonly ProductSection[];
}
