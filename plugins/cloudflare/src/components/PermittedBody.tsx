import { ReactNode } from 'react';
import { PageBody } from './PageBody';
import { Access, LoadingNotice, RefusalNotice } from './StateBoundary';

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
        <RefusalNotice access={access} />
      )}
    </PageBody>
  );
}
