import { useApi } from '@backstage/core-plugin-api';
import { toastApiRef } from '@backstage/frontend-plugin-api';
import { useState } from 'react';
import { CloudflareApi, cloudflareApiRef, CloudflareRequest } from '../api';
import { downloadCsv, toCsv } from './csv';
import { ProductColumn } from './tableColumns';
import { useCloudflareTranslation } from './useCloudflareTranslation';

/** What the backend gives at most. */
const PAGE_SIZE = 100;
/** More rows are not for a spreadsheet, and would take many requests. */
const MOST_PAGES = 50;

/** Downloads every row of a request, however few of them are seen. */
export function useCsvDownload<T>(options: {
  request: CloudflareRequest | (() => CloudflareRequest);
  columns: readonly ProductColumn<T>[];
  /** Start of the name of the file. */
  fileName: string;
}) {
  const { columns, fileName, request } = options;
  const { t } = useCloudflareTranslation();
  const api = useApi(cloudflareApiRef);
  const toastApi = useApi(toastApiRef);
  const [isDownloading, setDownloading] = useState(false);

  const download = async () => {
    setDownloading(true);
    try {
      const { rows, isWhole } = await readAll<T>(
        api,
        typeof request === 'function' ? request() : request,
      );
      const name = isWhole ? fileName : `${fileName}-partial`;
      downloadCsv(`${name}.csv`, toCsv(columns, rows));
      if (!isWhole) {
        toastApi.post({
          title: t('table.downloadedPart', { rows: String(rows.length) }),
          status: 'warning',
        });
      }
    } catch (error) {
      toastApi.post({
        title: t('table.downloadFailed'),
        description: (error as Error).message,
        status: 'danger',
      });
    } finally {
      setDownloading(false);
    }
  };
  return { download, isDownloading };
}

async function readAll<T>(
  api: CloudflareApi,
  request: CloudflareRequest,
): Promise<{ rows: T[]; isWhole: boolean }> {
  const rows: T[] = [];
  let cursor: string | undefined;
  let isWhole = true;
  let pages = 0;
  do {
    const { data, meta } = await api.read<T[]>({
      ...request,
      query: { ...request.query, cursor, limit: PAGE_SIZE },
    });
    rows.push(...data);
    isWhole = isWhole && meta.complete;
    cursor = meta.nextCursor;
    pages++;
  } while (cursor && pages < MOST_PAGES);
  return { rows, isWhole: isWhole && !cursor };
}
