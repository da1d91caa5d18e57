import { useApi } from '@backstage/core-plugin-api';
import { toastApiRef } from '@backstage/frontend-plugin-api';
import { ButtonIcon } from '@backstage/ui';
import { RiFileCopyLine } from '@remixicon/react';
import { useCloudflareTranslation } from './useCloudflareTranslation';

/** Copies a value; `what` names it to people. */
export function CopyButton(props: { value: string; what: string }) {
  const { value, what } = props;
  const { t } = useCloudflareTranslation();
  const toastApi = useApi(toastApiRef);

  const copy = async () => {
    try {
      await navigator.clipboard.writeText(value);
      toastApi.post({
        title: t('copy.done', { what }),
        status: 'success',
        timeout: 3000,
      });
    } catch {
      // Browsers refuse it without a secure connection.
      toastApi.post({ title: t('copy.failed', { what }), status: 'danger' });
    }
  };

  return (
    <ButtonIcon
      size="small"
      variant="tertiary"
      icon={<RiFileCopyLine size={14} />}
      aria-label={t('copy.label', { what })}
      onPress={copy}
    />
  );
}
