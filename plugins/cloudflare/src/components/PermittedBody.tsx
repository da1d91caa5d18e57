import { Alert } from '@backstage/ui';
import { ReactNode } from 'react';
import { PageBody } from './PageBody';
import { Access, LoadingNotice, permissionText } from './StateBoundary';
import { useCloudflareTranslation } from './useCloudflareTranslation';

/**
 * The body of a page of which nothing is of use to whoever may not read what is
 * on it: they are told so once, in the place of filters and sections.
 */
export function PermittedBody(props: {
  access: Access;
  /** One for each of the permissions, as `usePermission` answers. */
  decisions: readonly { allowed: boolean; loading: boolean }[];
  children: ReactNode;
}) {
  const { access, children, decisions } = props;
  const { t } = useCloudflareTranslation();
  const isAllowed = access.isAnyEnough
    ? decisions.some(({ allowed }) => allowed)
    : decisions.every(({ allowed }) => allowed);
  if (isAllowed) {
    return <PageBody>{children}</PageBody>;
  }
  return (
    <PageBody>
      {decisions.some(({ loading }) => loading) ? (
        <LoadingNotice />
      ) : (
        <Alert
          status="info"
          icon
          title={t('notPermitted.title')}
          description={permissionText(access, t)}
        />
      )}
    </PageBody>
  );
}
