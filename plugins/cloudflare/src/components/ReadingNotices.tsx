import { Alert, Flex, Text } from '@backstage/ui';
import {
  ApiMeta,
  CloudflareProblem,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { useCloudflareTranslation } from './useCloudflareTranslation';
import { Time } from './Time';

/** What has to be known to read data right: how old, how complete, how masked. */
export function ReadingNotices(props: { meta: ApiMeta }) {
  const { cache, complete, fetchedAt, masked, problems = [] } = props.meta;
  const { t } = useCloudflareTranslation();
  const isStale = cache === 'stale';
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
              <span>{t('stale.description')}</span>
              {!complete && <span>{t('partial.description')}</span>}
              <ProblemList problems={problems} />
            </Flex>
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
