import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { entityTitle } from '../catalog/entityTitle';
import { Absent } from './Absent';
import { useCloudflareTranslation } from './useCloudflareTranslation';

/** Leads to who owns something, or says that nobody does. */
export function OwnerLink(props: { owner: string | undefined }) {
  const { owner } = props;
  const { t } = useCloudflareTranslation();
  return owner ? (
    <EntityRefLink entityRef={owner} title={entityTitle(owner, 'group')} />
  ) : (
    <Absent reason={t('absent.noOwner')} />
  );
}
