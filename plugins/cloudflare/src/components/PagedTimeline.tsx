import { Button, Flex } from '@backstage/ui';
import { CloudflareRequest } from '../api';
import { ReadingNotices } from './ReadingNotices';
import {
  Access,
  EmptyNotice,
  EmptyWords,
  FailureNotice,
  LoadingNotice,
} from './StateBoundary';
import { ProductColumn } from './tableColumns';
import { TableToolbar } from './TableToolbar';
import { Timeline, TimelineEntry } from './Timeline';
import {
  Translate,
  useCloudflareTranslation,
} from './useCloudflareTranslation';
import { useCsvDownload } from './useCsvDownload';
import { usePages } from './usePages';

/** So many entries are read at a time. */
const PAGE_SIZE = 25;

/**
 * Rows that the backend hands out page by page, as a timeline that grows. Shows
 * the states of {@link StateBoundary}. A new request needs a new `key`.
 */
export function PagedTimeline<T>(props: {
  /** Names the rows to people. */
  label: string;
  request: CloudflareRequest;
  /** What the CSV file holds. */
  columns: readonly ProductColumn<T>[];
  entry: (row: T, t: Translate) => TimelineEntry;
  rowId: (row: T) => string;
  access: Access;
  empty: EmptyWords;
  /** Start of the name of the CSV file. */
  fileName: string;
}) {
  const { access, columns, entry, fileName, label, request, rowId } = props;
  const { t } = useCloudflareTranslation();
  const pages = usePages<T>(request, PAGE_SIZE);
  const { download, isDownloading } = useCsvDownload({
    request,
    columns,
    fileName,
  });
  const { error, isOld, isPending, meta, nextCursor, rows } = pages;
  // A row that was new in between pushed others to the next page.
  const entries = new Map(
    rows?.map(row => [rowId(row), { id: rowId(row), entry: entry(row, t) }]),
  );
  const failure = error && (
    <FailureNotice error={error} access={access} onRetry={pages.retry} />
  );
  return (
    <Flex direction="column" gap="3">
      <TableToolbar
        what={label}
        fetchedAt={meta?.fetchedAt}
        isPending={isPending}
        onRefresh={rows && pages.refresh}
        onDownload={entries.size > 0 ? download : undefined}
        isDownloading={isDownloading}
      />
      {meta && (
        <ReadingNotices
          meta={meta}
          failed={isOld && error ? { error, onRetry: pages.retry } : undefined}
        />
      )}
      {!rows && isPending && <LoadingNotice />}
      {entries.size > 0 && (
        <Timeline label={label} entries={[...entries.values()]} />
      )}
      {rows?.length === 0 && meta?.complete && !nextCursor && (
        <EmptyNotice {...props.empty} />
      )}
      {!isOld && failure}
      {nextCursor && !error && (
        <Button
          variant="secondary"
          isPending={isPending}
          onPress={pages.readNext}
        >
          {t('timeline.showOlder')}
        </Button>
      )}
    </Flex>
  );
}
