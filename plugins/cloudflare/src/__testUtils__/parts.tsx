import { toastApiRef } from '@backstage/frontend-plugin-api';
import { renderInTestApp } from '@backstage/frontend-test-utils';
import {
  ApiMeta,
  ApiResponse,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { answer } from '../__fixtures__/answers';
import { cloudflareApiRef, CloudflareRequest } from '../api';
import { PagedTable } from '../components/PagedTable';
import { PagedTimeline } from '../components/PagedTimeline';
import { ProductColumn } from '../components/tableColumns';
import { WholeTable } from '../components/WholeTable';

/** A row of tables that are about no product. */
export interface Part {
  name: string;
  at: string;
}

const columns: ProductColumn<Part>[] = [
  {
    id: 'name',
    label: 'Name',
    isRowHeader: true,
    value: row => row.name,
    cell: row => row.name,
  },
];

/** A page of parts, by their names. */
export function partsPage(names: string[], meta?: Partial<ApiMeta>) {
  return answer(
    names.map((name, i) => ({ name, at: `2026-11-2${i % 2}T10:00:00Z` })),
    meta,
  );
}

/** A backend that has nothing but parts. */
export type ReadParts = (
  request: CloudflareRequest,
) => Promise<ApiResponse<Part[]>>;

const props = {
  label: 'parts',
  request: { path: ['parts'], query: { kind: 'x' } },
  columns,
  rowId: (row: Part) => row.name,
  access: { permissions: ['cloudflare.read.parts'], tokenPermissions: [] },
  empty: { title: 'No parts', description: 'There are none.' },
  fileName: 'parts',
};

/** In which of the three ways they are shown. */
export type PartsView = 'table' | 'timeline' | 'whole table';

/** Shows the parts that the backend hands out page by page. */
export function renderParts(as: PartsView, read: ReadParts) {
  const api = { read: jest.fn(read) };
  const toastApi = { post: jest.fn(), toast$: jest.fn() };
  renderInTestApp(elementOf(as), {
    apis: [
      [cloudflareApiRef, api as any],
      [toastApiRef, toastApi as any],
    ],
  });
  return { api, toastApi };
}

function elementOf(as: PartsView) {
  switch (as) {
    case 'table':
      return <PagedTable {...props} />;
    case 'whole table':
      return <WholeTable {...props} isOfPage />;
    default:
      return (
        <PagedTimeline
          {...props}
          entry={({ at, name }) => ({
            at,
            tone: 'success',
            status: name,
            facts: [],
          })}
        />
      );
  }
}
