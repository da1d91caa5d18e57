import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { Flex, Link, Text } from '@backstage/ui';
import { CatalogFailure } from './CatalogFailure';
import { AttentionKind } from '../catalog/attention';
import { CloudflareResource } from '../catalog/cloudflareResource';
import { entityTitle } from '../catalog/entityTitle';
import { useMyResources } from '../catalog/useMyResources';
import { useProductionEnvironments } from '../catalog/useProductionEnvironments';
import { InventoryItem, toInventoryItem } from '../pages/inventoryItem';
import { PageLinks, useLinksToPages } from '../pages/usePageLinks';
import { ATTENTION_TONES } from './AttentionList';
import styles from './MyCloudflare.module.css';
import { Legible } from './Legible';
import { EmptyNotice, LoadingNotice } from './StateBoundary';
import { StatusTag } from './StatusTag';
import { Tags } from './Tags';
import { Time } from './Time';
import { useCloudflareTranslation } from './useCloudflareTranslation';

/** More are in the inventory. */
const SHOWN = 5;

/** The worst first. */
const ORDER = Object.keys(ATTENTION_TONES) as AttentionKind[];

/** The Cloudflare resources of the user and their groups that need attention. */
export function MyCloudflare() {
  return (
    <Legible>
      <MyResources />
    </Legible>
  );
}

function MyResources() {
  const { t } = useCloudflareTranslation();
  const { value: resources, error, retry } = useMyResources();
  const production = useProductionEnvironments();
  if (error) {
    return (
      <CatalogFailure
        title={t('myCloudflare.failed')}
        error={error}
        onRetry={retry}
      />
    );
  }
  if (!resources) {
    return <LoadingNotice />;
  }
  if (resources.length === 0) {
    return (
      <EmptyNotice
        title={t('myCloudflare.nothingOwned')}
        description={t('myCloudflare.nothingOwnedNote')}
      />
    );
  }
  const needy = needyOf(resources, production);
  return needy.length > 0 ? (
    <NeedyList needy={needy} owned={resources.length} />
  ) : (
    <EmptyNotice
      title={t('myCloudflare.calmTitle')}
      description={t('myCloudflare.calm', { count: resources.length })}
    />
  );
}

function NeedyList(props: { needy: readonly InventoryItem[]; owned: number }) {
  const { needy, owned } = props;
  const { t } = useCloudflareTranslation();
  const links = useLinksToPages();
  return (
    <Flex direction="column" gap="3">
      <Text as="p" color="secondary">
        {t('myCloudflare.needy', {
          needy: String(needy.length),
          owned: String(owned),
        })}
      </Text>
      <ul aria-label={t('myCloudflare.list')} className={styles.list}>
        {needy.slice(0, SHOWN).map(({ attention, resource }) => (
          <li key={resource.entityRef} className={styles.item}>
            <EntityRefLink
              entityRef={resource.entityRef}
              title={resource.title}
            />
            <Text as="span" variant="body-small" color="secondary">
              {resource.product?.resourceTitle ?? t('panel.accountTitle')}
            </Text>
            <Tags>
              {[...new Set(attention.map(({ kind }) => kind))].map(kind => (
                <StatusTag
                  key={kind}
                  tone={ATTENTION_TONES[kind]}
                  label={t(`myCloudflare.kinds.${kind}`)}
                />
              ))}
            </Tags>
            {attention[0].since && (
              <Text as="span" variant="body-small" color="secondary">
                <Time value={attention[0].since} />
              </Text>
            )}
          </li>
        ))}
      </ul>
      {links && needy.length > SHOWN && (
        <OwnerLinks needy={needy} links={links} />
      )}
    </Flex>
  );
}

/** The inventory shows the resources of one owner at a time. */
function OwnerLinks(props: {
  needy: readonly InventoryItem[];
  links: PageLinks;
}) {
  const { links } = props;
  const { t } = useCloudflareTranslation();
  const owners = new Set(props.needy.flatMap(({ owner }) => owner ?? []));
  return (
    <Flex gap="3" className={styles.links}>
      {[...owners].map(owner => (
        <Link key={owner} href={links.inventory({ owner })}>
          {t('myCloudflare.allOf', { owner: entityTitle(owner, 'group') })}
        </Link>
      ))}
    </Flex>
  );
}

function needyOf(
  resources: readonly CloudflareResource[],
  production: readonly string[],
): InventoryItem[] {
  const rank = ({ attention }: InventoryItem) =>
    ORDER.indexOf(attention[0].kind);
  return resources
    .map(resource => toInventoryItem(resource, production))
    .filter(({ attention }) => attention.length > 0)
    .sort(
      (a, b) =>
        rank(a) - rank(b) || a.resource.title.localeCompare(b.resource.title),
    );
}
