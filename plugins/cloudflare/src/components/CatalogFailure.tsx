import { Alert, Button } from '@backstage/ui';
import { useCloudflareTranslation } from './useCloudflareTranslation';

/** The catalog could not be read: why, and a way to try again. */
export function CatalogFailure(props: {
  title: string;
  error: Error;
  onRetry: () => void;
  /** What was read before is still shown. */
  isPartial?: boolean;
}) {
  const { error, isPartial, onRetry, title } = props;
  const { t } = useCloudflareTranslation();
  return (
    <Alert
      status={isPartial ? 'warning' : 'danger'}
      icon
      title={title}
      description={error.message}
      customActions={
        <Button size="small" variant="secondary" onPress={onRetry}>
          {t('retry')}
        </Button>
      }
    />
  );
}
