import { Product } from '@cloudflare-backstage/plugin-cloudflare-common';
import { ComponentType, ReactNode } from 'react';
import { CloudflareResource } from '../catalog/cloudflareResource';
import type { StatusTone } from '../components/StatusTag';
import type { Translate } from '../components/useCloudflareTranslation';

/** Something that is told of a resource. */
export interface Fact {
  label: string;
  /** Where it is `undefined`, the fact is told to be unknown. */
  value: ReactNode;
  /** Why there is no value; "Not known" without it. */
  absent?: string;
}

/** How a resource is, in a few words. */
export interface ResourceStatus {
  tone: StatusTone;
  label: string;
}

/** What can be done about a section, beside its heading. */
export type SectionAction = ComponentType<{
  resource: CloudflareResource;
  /** Of the section. */
  title: string;
}>;

/** A part of a resource's panel that is read from the backend. */
export interface ProductSection {
  /** Unique within the product. */
  id: string;
  useTitle(): string;
  Action?: SectionAction;
  Content: ComponentType<{ resource: CloudflareResource; product: Product }>;
}

/** How the resources of a product look. */
export interface ProductView {
  product: Product;
  /** When the resource last changed, as the entity tells it. */
  lastChange(resource: CloudflareResource): string | undefined;
  /** How the resource is, as the entity tells it. */
  status(resource: CloudflareResource, t: Translate): ResourceStatus;
  facts(resource: CloudflareResource, t: Translate): Fact[];
  /**
   * Loads the sections of the panel. They are apart, as pages with all products
   * on them show only what the entities tell.
   */
  sections(): Promise<readonly ProductSection[]>;
}
