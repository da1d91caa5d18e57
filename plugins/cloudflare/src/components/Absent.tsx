import { Text } from '@backstage/ui';
import { useCloudflareTranslation } from './useCloudflareTranslation';

/** Says that a value is not known, which is neither zero nor empty. */
export function Absent(props: { reason?: string }) {
  const { t } = useCloudflareTranslation();
  return (
    <Text as="span" color="secondary">
      {props.reason ?? t('absent.notKnown')}
    </Text>
  );
}
