import { Product } from '@cloudflare-backstage/plugin-cloudflare-common';
import { CloudflareRequest } from '../../api';
import { CloudflareResource } from '../../catalog/cloudflareResource';
import { Access, EmptyWords } from '../StateBoundary';
import { ProductColumn } from '../tableColumns';
import type { SectionTranslate } from '../useSectionTranslation';

/** A section that shows what a route of the backend answers. */
export interface SectionSpec {
  /** Unique within the product. */
  id: string;
  title(t: SectionTranslate): string;
  request(resource: CloudflareResource): CloudflareRequest;
  /** By default what the product takes. */
  access?(product: Product): Access;
}

/** The rows of a section. */
export interface RowsSpec<T> {
  columns(t: SectionTranslate): ProductColumn<T>[];
  rowId(row: T): string;
  empty(t: SectionTranslate): EmptyWords;
}

/** Who may read a section, and what Cloudflare's token needs for it. */
export function accessTo(spec: SectionSpec, product: Product): Access {
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
