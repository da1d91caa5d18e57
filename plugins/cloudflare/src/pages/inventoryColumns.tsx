import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { Text } from '@backstage/ui';
import {
  ProductId,
  products,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { Fragment } from 'react';
import { Attention } from '../catalog/attention';
import { entityTitle } from '../catalog/entityTitle';
import { Absent } from '../components/Absent';
import { ATTENTION_TONES } from '../components/AttentionList';
import { ExternalLink } from '../components/ExternalLink';
import { OwnerLink } from '../components/OwnerLink';
import { StatusTag } from '../components/StatusTag';
import { ProductColumn } from '../components/tableColumns';
import { TableFilter } from '../components/TableFilter';
import { Tags } from '../components/Tags';
import { Time } from '../components/Time';
import { Translate } from '../components/useCloudflareTranslation';
import { viewOf } from '../products';
import { InventoryItem } from './inventoryItem';

/** The product of the Resource that stands for the account. */
const ACCOUNT = 'account';

/** Tells the rows apart. */
export function inventoryRowId({ resource }: InventoryItem): string {
  return resource.entityRef;
}

/** What the inventory can be narrowed by; the ids are the names in the URL. */
export function inventoryFilters(t: Translate): TableFilter<InventoryItem>[] {
  return [
    {
      id: 'product',
      label: t('inventory.product'),
      value: item => item.resource.product?.id ?? ACCOUNT,
      text: id =>
        id === ACCOUNT
          ? t('inventory.accountProduct')
          : products[id as ProductId]?.title ?? id,
    },
    {
      id: 'owner',
      label: t('inventory.owner'),
      value: item => item.owner,
      text: owner => entityTitle(owner, 'group'),
    },
    {
      id: 'system',
      label: t('inventory.system'),
      value: item => item.system,
      text: system => entityTitle(system, 'system'),
    },
    {
      id: 'account',
      label: t('inventory.account'),
      value: item => item.resource.account,
    },
    {
      id: 'environment',
      label: t('inventory.environment'),
      value: item => item.resource.environment,
    },
    {
      id: 'dataClass',
      label: t('inventory.dataClass'),
      value: item => item.resource.dataClass,
    },
  ];
}

/** The columns of the inventory. */
export function inventoryColumns(
  t: Translate,
  /** With one account, a column would say the same everywhere. */
  hasAccounts: boolean,
): ProductColumn<InventoryItem>[] {
  const lastChange = ({ resource }: InventoryItem) =>
    resource.product && viewOf(resource.product).lastChange(resource);
  return [
    {
      id: 'name',
      label: t('inventory.name'),
      share: 1.55,
      isRowHeader: true,
      value: ({ resource }) => resource.title,
      cell: ({ resource }) => (
        <EntityRefLink entityRef={resource.entityRef} title={resource.title} />
      ),
    },
    {
      id: 'attention',
      label: t('inventory.attention'),
      share: 1.5,
      value: ({ attention }) =>
        attention.map(one => attentionText(one, t)).join('; ') || undefined,
      cell: ({ attention }) =>
        attention.length ? (
          <Tags>
            {attention.map(one => (
              <Fragment key={attentionText(one, t)}>
                <StatusTag
                  tone={ATTENTION_TONES[one.kind]}
                  label={t(`inventory.attentionKinds.${one.kind}`)}
                />
                {one.subject && (
                  <Text as="span" variant="body-small" color="secondary">
                    {one.subject}
                  </Text>
                )}
              </Fragment>
            ))}
          </Tags>
        ) : (
          <Absent reason={t('inventory.nothingKnown')} />
        ),
    },
    {
      id: 'product',
      label: t('inventory.product'),
      share: 0.9,
      value: item => productTitle(item, t),
      cell: item => productTitle(item, t),
    },
    {
      id: 'environment',
      label: t('inventory.environment'),
      share: 1.25,
      value: ({ resource }) => resource.environment,
      cell: ({ resource }) =>
        resource.environment ?? (
          <Absent reason={t('inventory.noEnvironment')} />
        ),
    },
    {
      id: 'owner',
      label: t('inventory.owner'),
      value: ({ owner }) => owner && entityTitle(owner, 'group'),
      cell: ({ owner }) => <OwnerLink owner={owner} />,
    },
    {
      id: 'system',
      label: t('inventory.system'),
      value: ({ system }) => system && entityTitle(system, 'system'),
      cell: ({ system }) =>
        system ? (
          <EntityRefLink
            entityRef={system}
            title={entityTitle(system, 'system')}
          />
        ) : (
          <Absent reason={t('inventory.noSystem')} />
        ),
    },
    {
      id: 'account',
      label: t('inventory.account'),
      value: ({ resource }) => resource.account,
      cell: hasAccounts ? ({ resource }) => resource.account : undefined,
    },
    {
      // Few have one: it is found, filtered and exported, and takes no room.
      id: 'dataClass',
      label: t('inventory.dataClass'),
      value: ({ resource }) => resource.dataClass,
    },
    {
      id: 'lastChange',
      label: t('inventory.lastChange'),
      value: lastChange,
      cell: item => <Time value={lastChange(item)} />,
    },
    {
      id: 'dashboard',
      label: t('inventory.dashboard'),
      share: 0.8,
      cell: ({ resource }) =>
        resource.dashboardUrl ? (
          <ExternalLink
            href={resource.dashboardUrl}
            to="dashboard"
            label={t('panel.dashboardLabel', { name: resource.title })}
          >
            {t('inventory.open')}
          </ExternalLink>
        ) : (
          <Absent />
        ),
    },
  ];
}

function productTitle({ resource }: InventoryItem, t: Translate): string {
  return resource.product?.title ?? t('inventory.accountProduct');
}

function attentionText({ kind, subject }: Attention, t: Translate): string {
  const what = t(`inventory.attentionKinds.${kind}`);
  return subject ? t('inventory.attentionSubject', { what, subject }) : what;
}
