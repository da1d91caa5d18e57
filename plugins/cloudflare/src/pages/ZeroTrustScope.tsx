import { Select } from '@backstage/ui';
import { TableChoices } from '../components/TableChoices';
import { useCloudflareTranslation } from '../components/useCloudflareTranslation';
import { ViewState } from '../components/useViewState';
import { TimeWindow, windowChanges, WindowId, windowIds } from './timeWindow';

const OWN = 'own';

/** Which account and which time the page Zero Trust is about. */
export function ZeroTrustScope(props: {
  accounts: readonly string[];
  account: string;
  window: TimeWindow;
  view: ViewState;
}) {
  const { account, accounts, view, window } = props;
  const { t } = useCloudflareTranslation();
  const keys = [...new Set([...accounts, account])];
  const time = new Intl.DateTimeFormat(undefined, {
    dateStyle: 'medium',
    timeStyle: 'short',
  });
  const windows: { value: string; label: string }[] = windowIds.map(id => ({
    value: id,
    label: t(`zeroTrustPage.windows.${id}`),
  }));
  if (typeof window === 'object') {
    windows.unshift({
      value: OWN,
      label: time.formatRange(new Date(window.from), new Date(window.to)),
    });
  }
  return (
    <TableChoices>
      {keys.length > 1 && (
        <Select
          label={t('zeroTrustPage.account')}
          size="small"
          options={keys.map(key => ({ value: key, label: key }))}
          selectedKey={account}
          onSelectionChange={key =>
            view.write({ account: String(key ?? ''), page: '' })
          }
        />
      )}
      <Select
        label={t('zeroTrustPage.window')}
        size="small"
        options={windows}
        selectedKey={typeof window === 'object' ? OWN : window}
        onSelectionChange={key => {
          if (key !== OWN) {
            view.write({ ...windowChanges(key as WindowId), page: '' });
          }
        }}
      />
    </TableChoices>
  );
}
