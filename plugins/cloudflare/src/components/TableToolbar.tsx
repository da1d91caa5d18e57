import { Text } from '@backstage/ui';
import { RiDownloadLine, RiRefreshLine } from '@remixicon/react';
import { Children, ReactNode } from 'react';
import { IconAction } from './IconAction';
import { TableChoices } from './TableChoices';
import { Time } from './Time';
import { InToolbarChoices, InToolbarLine } from './ToolbarLine';
import { useCloudflareTranslation } from './useCloudflareTranslation';

/**
 * What stands above data: what is chosen, and in the line of their heading how
 * fresh they are and what can be done.
 */
export function TableToolbar(props: {
  /** Search and filters. */
  children?: ReactNode;
  /** Names the rows to people. */
  what: string;
  /** When the data were read, RFC 3339. */
  fetchedAt?: string;
  isPending?: boolean;
  onRefresh?: () => void;
  onDownload?: () => void;
  isDownloading?: boolean;
}) {
  const { children, fetchedAt, isPending, onDownload, onRefresh, what } = props;
  const { t } = useCloudflareTranslation();
  const hasChoices = Children.toArray(children).length > 0;
  const hasActions = fetchedAt || onRefresh || onDownload;
  return (
    <>
      {hasActions && (
        <InToolbarLine>
          {fetchedAt && (
            <Text variant="body-small" color="secondary">
              {t('table.asOf')} <Time value={fetchedAt} />
            </Text>
          )}
          {onRefresh && (
            <IconAction
              icon={<RiRefreshLine size={16} />}
              label={t('table.refresh', { what })}
              isPending={isPending}
              onPress={onRefresh}
            />
          )}
          {onDownload && (
            <IconAction
              icon={<RiDownloadLine size={16} />}
              label={t('table.download', { what })}
              isPending={props.isDownloading}
              onPress={onDownload}
            />
          )}
        </InToolbarLine>
      )}
      {hasChoices && (
        <InToolbarChoices>
          <TableChoices>{children}</TableChoices>
        </InToolbarChoices>
      )}
    </>
  );
}
