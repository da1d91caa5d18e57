import {
  ApiResponse,
  Product,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { ReactNode, useMemo } from 'react';
import { CloudflareRequest } from '../api';
import { useReading } from '../api/useReading';
import { CloudflareResource } from '../catalog/cloudflareResource';
import { ProductSection } from '../products/ProductView';
import {
  Translate,
  useCloudflareTranslation,
} from './useCloudflareTranslation';
import { PagedTable } from './PagedTable';
import { ProductColumn } from './ProductTable';
import { Access, EmptyWords, StateBoundary } from './StateBoundary';

interface SectionSpec {
  id: string;
  title(t: Translate): string;
  request(resource: CloudflareResource): CloudflareRequest;
}

/** A section that is a table whose rows the backend hands out page by page. */
export function tableSection<T>(
  spec: SectionSpec & {
    columns(t: Translate): ProductColumn<T>[];
    rowId(row: T): string;
    empty(t: Translate): EmptyWords;
  },
): ProductSection {
  return {
    id: spec.id,
    title: spec.title,
    Content: ({ product, resource }) => {
      const { t } = useCloudflareTranslation();
      const columns = useMemo(() => spec.columns(t), [t]);
      return (
        <PagedTable
          key={resource.entityRef}
          request={spec.request(resource)}
          columns={columns}
          rowId={spec.rowId}
          access={accessTo(product)}
          empty={spec.empty(t)}
        />
      );
    },
  };
}

/** A section that shows what a route answers in its own way. */
export function detailSection<T>(
  spec: SectionSpec & {
    render(response: ApiResponse<T>, t: Translate): ReactNode;
  },
): ProductSection {
  return {
    id: spec.id,
    title: spec.title,
    Content: ({ product, resource }) => {
      const { t } = useCloudflareTranslation();
      const reading = useReading<T>(spec.request(resource));
      return (
        <StateBoundary reading={reading} access={accessTo(product)}>
          {() => reading.response && spec.render(reading.response, t)}
        </StateBoundary>
      );
    },
  };
}

function accessTo(product: Product): Access {
  return {
    permission: product.permission.name,
    tokenPermissions: product.tokenPermissions,
  };
}
