import { Alert, Button, Flex, Text } from '@backstage/ui';
import {
  ApiMeta,
  CloudflareProblem,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { failureOf } from '../api/failures';
import { failedText } from './failedText';
import { Time } from './Time';
import { useCloudflareTranslation } from './useCloudflareTranslation';

/** What has to be known to read data right: how old, how complete, how masked. */
export function ReadingNotices(props: {
  meta: ApiMeta;
  /** They could not be read anew, and may be tried again. */
  failed?: { error: Error; onRetry: () => void };
}) {
  const { failed, meta } = props;
  const { cache, complete, fetchedAt, masked, problems = [] } = meta;
  const { t } = useCloudflareTranslation();
  const failure = failed && failureOf(failed.error);
  const isFailed = failure?.state === 'failed';
  const isStale = cache === 'stale' || isFailed;
  return (
    <>
      {isStale && (
        <Alert
          status="warning"
          icon
          title={
            <>
              {t('stale.title')} <Time value={fetchedAt} />
            </>
          }
          description={
            <Flex direction="column" gap="1">
              <span>
                {isFailed ? failedText(failure, t) : t('stale.description')}
              </span>
              {!complete && <span>{t('partial.description')}</span>}
              <ProblemList problems={problems} />
            </Flex>
          }
          customActions={
            failed &&
            isFailed && (
              <Button size="small" variant="secondary" onPress={failed.onRetry}>
                {t('retry')}
              </Button>
            )
          }
        />
      )}
      {!isStale && (!complete || problems.length > 0) && (
        <Alert
          status="warning"
          icon
          title={complete ? t('partial.remarks') : t('partial.title')}
          description={
            problems.length > 0 ? (
              <Flex direction="column" gap="1">
                <ProblemList problems={problems} />
              </Flex>
            ) : (
              t('partial.description')
            )
          }
        />
      )}
      {masked && (
        <Text as="p" variant="body-small" color="secondary">
          {t('masked')}
        </Text>
      )}
    </>
  );
}

function ProblemList(props: { problems: CloudflareProblem[] }) {
  const { t } = useCloudflareTranslation();
  return (
    <>
      {props.problems.map(({ message, permission }) => (
        <span key={`${permission} ${message}`}>
          {permission && !message.includes(permission)
            ? `${message} ${t('partial.permission', { permission })}`
            : message}
        </span>
      ))}
    </>
  );
}
