import {
  ApiResponse,
  Product,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { Flex, ToggleButton, ToggleButtonGroup } from '@backstage/ui';
import { ReactNode, useMemo } from 'react';
import { CloudflareRequest } from '../api';
import { useReading } from '../api/useReading';
import { CloudflareResource } from '../catalog/cloudflareResource';
import { ProductSection } from '../products/ProductView';
import { PagedTable } from './PagedTable';
import { PagedTimeline } from './PagedTimeline';
import { Access, EmptyWords, StateBoundary } from './StateBoundary';
import { ProductColumn } from './tableColumns';
import { TableToolbar } from './TableToolbar';
import { TimelineEntry } from './Timeline';
import { ToolbarLine } from './ToolbarLine';
import {
  Translate,
  useCloudflareTranslation,
} from './useCloudflareTranslation';
import { useUrlViewState } from './useViewState';

const TABLE = 'table';
const TIMELINE = 'timeline';

interface SectionSpec {
  id: string;
  title(t: Translate): string;
  request(resource: CloudflareResource): CloudflareRequest;
  /** By default what the product takes. */
  access?(product: Product): Access;
}

interface TableSectionSpec<T> extends SectionSpec {
  columns(t: Translate): ProductColumn<T>[];
  rowId(row: T): string;
  empty(t: Translate): EmptyWords;
}

/** A section that is a table whose rows the backend hands out page by page. */
export function tableSection<T>(spec: TableSectionSpec<T>): ProductSection {
  return {
    id: spec.id,
    title: spec.title,
    Content: ({ product, resource }) => {
      const { t } = useCloudflareTranslation();
      const columns = useMemo(() => spec.columns(t), [t]);
      return (
        <PagedTable
          key={resource.entityRef}
          {...pagedProps(spec, resource, product, columns, t)}
        />
      );
    },
  };
}

/**
 * A section that is a timeline, and for whoever prefers it a table, of rows
 * that the backend hands out page by page, the newest first.
 */
export function timelineSection<T>(
  spec: TableSectionSpec<T> & {
    entry(row: T, t: Translate): TimelineEntry;
  },
): ProductSection {
  return {
    id: spec.id,
    title: spec.title,
    Content: ({ product, resource }) => {
      const { t } = useCloudflareTranslation();
      const columns = useMemo(() => spec.columns(t), [t]);
      const view = useUrlViewState();
      const isTable = view.read('view') === TABLE;
      const props = pagedProps(spec, resource, product, columns, t);
      return (
        <ToolbarLine
          start={
            <ViewSwitch
              isTable={isTable}
              onChange={chosen => view.write({ view: chosen ? TABLE : '' })}
            />
          }
        >
          {isTable ? (
            <PagedTable key={resource.entityRef} {...props} />
          ) : (
            <PagedTimeline
              key={resource.entityRef}
              {...props}
              entry={spec.entry}
            />
          )}
        </ToolbarLine>
      );
    },
  };
}

function ViewSwitch(props: {
  isTable: boolean;
  onChange: (isTable: boolean) => void;
}) {
  const { t } = useCloudflareTranslation();
  return (
    <ToggleButtonGroup
      aria-label={t('timeline.view')}
      selectionMode="single"
      disallowEmptySelection
      selectedKeys={[props.isTable ? TABLE : TIMELINE]}
      onSelectionChange={keys => props.onChange(keys.has(TABLE))}
    >
      <ToggleButton id={TIMELINE} size="small">
        {t('timeline.timeline')}
      </ToggleButton>
      <ToggleButton id={TABLE} size="small">
        {t('timeline.table')}
      </ToggleButton>
    </ToggleButtonGroup>
  );
}

function pagedProps<T>(
  spec: TableSectionSpec<T>,
  resource: CloudflareResource,
  product: Product,
  columns: ProductColumn<T>[],
  t: Translate,
) {
  return {
    label: spec.title(t),
    fileName: `${resource.entity.metadata.name}-${spec.id}`,
    request: spec.request(resource),
    columns,
    rowId: spec.rowId,
    access: accessTo(spec, product),
    empty: spec.empty(t),
  };
}

/** A section that shows what a route answers in its own way. */
export function detailSection<T>(
  spec: SectionSpec & {
    render(response: ApiResponse<T>, t: Translate): ReactNode;
    isEmpty?(data: T): boolean;
    empty?(t: Translate): EmptyWords;
  },
): ProductSection {
  return {
    id: spec.id,
    title: spec.title,
    Content: ({ product, resource }) => {
      const { t } = useCloudflareTranslation();
      const reading = useReading<T>(spec.request(resource));
      const { isPending, response, retry } = reading;
      return (
        <Flex direction="column" gap="3">
          {response && (
            <TableToolbar
              what={spec.title(t)}
              fetchedAt={response.meta.fetchedAt}
              isPending={isPending}
              onRefresh={retry}
            />
          )}
          <StateBoundary
            reading={reading}
            access={accessTo(spec, product)}
            isEmpty={spec.isEmpty}
            empty={spec.empty?.(t)}
          >
            {(_data, shown) => spec.render(shown, t)}
          </StateBoundary>
        </Flex>
      );
    },
  };
}

function accessTo(spec: SectionSpec, product: Product): Access {
  return (
    spec.access?.(product) ?? {
      permissions: [product.permission.name],
      tokenPermissions: product.tokenPermissions,
    }
  );
}
