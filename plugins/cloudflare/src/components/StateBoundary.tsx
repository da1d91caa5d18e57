import { Alert, Button, Flex, Skeleton, Text } from '@backstage/ui';
import { ApiResponse } from '@cloudflare-backstage/plugin-cloudflare-common';
import { ReactNode } from 'react';
import { failureOf, mayStayAfter } from '../api/failures';
import { Reading } from '../api/useReading';
import {
  Translate,
  useCloudflareTranslation,
} from './useCloudflareTranslation';
import { ExternalLink } from './ExternalLink';
import { failedText, sentence } from './failedText';
import { ReadingNotices } from './ReadingNotices';

/** The words for "there is none", and where to read on. */
export interface EmptyWords {
  title: string;
  description: string;
  docsUrl?: string;
}

/** Who may read something, and what Cloudflare's token needs for it. */
export interface Access {
  /** Names of the Backstage permissions. */
  permissions: readonly string[];
  /** One of them is enough; else it takes all. */
  isAnyEnough?: boolean;
  /** Names of Cloudflare's permission groups. */
  tokenPermissions: readonly string[];
}

/**
 * Shows a reading, or why there is nothing to show: it is still being read, the
 * user may not see it, Cloudflare does not let us, it failed, or there is none.
 * A list that could not be read whole is never told to be empty.
 */
export function StateBoundary<T>(props: {
  reading: Reading<T>;
  access: Access;
  isEmpty?: (data: T) => boolean;
  empty?: EmptyWords;
  children: (data: T, response: ApiResponse<T>) => ReactNode;
}) {
  const { reading, access, isEmpty, empty, children } = props;
  const { error } = reading;
  const response = shownOf(reading);
  if (!response) {
    return error ? (
      <FailureNotice error={error} access={access} onRetry={reading.retry} />
    ) : (
      <LoadingNotice />
    );
  }
  const { data, meta } = response;
  const nothing = isEmpty?.(data) ?? false;
  return (
    <Flex direction="column" gap="3">
      <ReadingNotices
        meta={meta}
        failed={error && { error, onRetry: reading.retry }}
      />
      {!nothing && children(data, response)}
      {nothing && meta.complete && empty && <EmptyNotice {...empty} />}
    </Flex>
  );
}

/**
 * What of a reading is shown. Who may not see it any more is not shown what was
 * read before.
 */
export function shownOf<T>({
  before,
  error,
  response,
}: Reading<T>): ApiResponse<T> | undefined {
  const mayStay = !error || mayStayAfter(error);
  return response ?? (mayStay ? before : undefined);
}

/** Something is being read. */
export function LoadingNotice() {
  const { t } = useCloudflareTranslation();
  return (
    <Flex direction="column" gap="2" role="status" aria-label={t('loading')}>
      <Skeleton width="40%" height={20} />
      <Skeleton width="100%" height={20} />
      <Skeleton width="100%" height={20} />
    </Flex>
  );
}

/** A complete reading that found none. */
export function EmptyNotice(props: EmptyWords) {
  const { t } = useCloudflareTranslation();
  return (
    <Flex direction="column" gap="1">
      <Text as="p" weight="bold">
        {props.title}
      </Text>
      <Text as="p" color="secondary">
        {props.description}
      </Text>
      {props.docsUrl && (
        <ExternalLink href={props.docsUrl} to="docs">
          {t('empty.docs')}
        </ExternalLink>
      )}
    </Flex>
  );
}

/** Something could not be read: why, and what to do about it. */
export function FailureNotice(props: {
  error: Error;
  access: Access;
  onRetry: () => void;
}) {
  const { access, error, onRetry } = props;
  const { t } = useCloudflareTranslation();
  const failure = failureOf(error);
  const retry = (
    <Button size="small" variant="secondary" onPress={onRetry}>
      {t('retry')}
    </Button>
  );
  switch (failure.state) {
    case 'not-permitted':
      return <RefusalNotice access={access} />;
    case 'not-configured':
      return (
        <Alert
          status="warning"
          icon
          title={t(`notConfigured.${failure.reason}.title`)}
          description={`${sentence(failure.message)} ${t(
            `notConfigured.${failure.reason}.description`,
            {
              permissions:
                failure.tokenPermission ?? access.tokenPermissions.join(', '),
            },
          )}`}
          customActions={retry}
        />
      );
    case 'not-found':
      return (
        <Alert
          status="warning"
          icon
          title={t('notFound.title')}
          description={`${sentence(failure.message)} ${t(
            'notFound.description',
          )}`}
          customActions={retry}
        />
      );
    default:
      return (
        <Alert
          status="danger"
          icon
          title={t('failed.title')}
          description={failedText(failure, t)}
          customActions={retry}
        />
      );
  }
}

/** The user may not see something: which permission it takes. */
export function RefusalNotice(props: { access: Access }) {
  const { t } = useCloudflareTranslation();
  return (
    <Alert
      status="info"
      icon
      title={t('notPermitted.title')}
      description={permissionText(props.access, t)}
    />
  );
}

/** Which permission it takes, and how to get it. */
export function permissionText(access: Access, t: Translate): string {
  const permissions = access.permissions.join(', ');
  if (access.permissions.length === 1) {
    return t('notPermitted.description', { permission: permissions });
  }
  return access.isAnyEnough
    ? t('notPermitted.anyDescription', { permissions })
    : t('notPermitted.severalDescription', { permissions });
}
