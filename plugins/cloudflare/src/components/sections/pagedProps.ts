import { Product } from '@cloudflare-backstage/plugin-cloudflare-common';
import { CloudflareResource } from '../../catalog/cloudflareResource';
import { ProductColumn } from '../tableColumns';
import type { SectionTexts } from '../sectionTexts';
import type { SectionTranslate } from '../useSectionTranslation';
import { accessTo, fileNameOf, RowsSpec, SectionSpec } from './SectionSpec';

/** A section of rows that the backend hands out page by page. */
export type PagedSectionSpec<X extends SectionTexts, T> = SectionSpec<X> &
  RowsSpec<X, T>;

/** What the rows of a section take, as a table or as a timeline. */
export function pagedProps<X extends SectionTexts, T>(
  spec: PagedSectionSpec<X, T>,
  resource: CloudflareResource,
  product: Product,
  columns: ProductColumn<T>[],
  t: SectionTranslate<X>,
) {
  return {
    label: spec.title(t),
    fileName: fileNameOf(spec.id, resource),
    request: spec.request(resource),
    columns,
    rowId: spec.rowId,
    access: accessTo(spec, product),
    empty: spec.empty(t),
  };
}
