import { Product } from '@cloudflare-backstage/plugin-cloudflare-common';
import { CloudflareRequest } from '../../api';
import { CloudflareResource } from '../../catalog/cloudflareResource';
import type { SectionAction } from '../../products/ProductView';
import { Access, EmptyWords } from '../StateBoundary';
import { SectionTexts } from '../sectionTexts';
import { ProductColumn } from '../tableColumns';
import type { SectionTranslate } from '../useSectionTranslation';

/** A section that shows what a route of the backend answers. */
export interface SectionSpec<X extends SectionTexts> {
  /** Unique within the product. */
  id: string;
  title(t: SectionTranslate<X>): string;
  action?: SectionAction;
  request(resource: CloudflareResource): CloudflareRequest;
  /** By default what the product takes. */
  access?(product: Product): Access;
}

/** The rows of a section. */
export interface RowsSpec<X extends SectionTexts, T> {
  columns(t: SectionTranslate<X>): ProductColumn<T>[];
  rowId(row: T): string;
  empty(t: SectionTranslate<X>): EmptyWords;
}

/** Who may read a section, and what Cloudflare's token needs for it. */
export function accessTo(
  spec: Pick<SectionSpec<SectionTexts>, 'access'>,
  product: Product,
): Access {
  return (
    spec.access?.(product) ?? {
      permissions: [product.permission.name],
      tokenPermissions: product.tokenPermissions,
    }
  );
}

/** Start of the name of the CSV file of a section. */
export function fileNameOf(id: string, resource: CloudflareResource): string {
  return `${resource.entity.metadata.name}-${id}`;
}
