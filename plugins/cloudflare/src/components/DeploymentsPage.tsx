import { EntityRefLink, EntityRefLinks } from '@backstage/plugin-catalog-react';
import { Container, Select, Text } from '@backstage/ui';
import {
  Product,
  ProductionDeployment,
  ProvenanceState,
  products,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { useMemo, useState } from 'react';
import { productViews } from '../products';
import {
  Translate,
  useCloudflareTranslation,
} from './useCloudflareTranslation';
import { Absent } from './Absent';
import { PagedTable } from './PagedTable';
import { PanelSection } from './PanelSection';
import { ProductColumn } from './ProductTable';
import { CiRunLink, CommitLink, Conflicts, ProvenanceTag } from './Provenance';
import { Access } from './StateBoundary';
import { Time } from './Time';

const ALL = '';
/** What needs attention first, first. */
const STATES: readonly ProvenanceState[] = [
  'conflict',
  'none',
  'partial',
  'unknown',
  'complete',
];

/** Whoever may read one of the products sees its deployments. */
const ACCESS: Access = {
  permission: deployedProducts()
    .map(({ permission }) => permission.name)
    .join(' / '),
  tokenPermissions: deployedProducts().flatMap(
    ({ tokenPermissions }) => tokenPermissions,
  ),
};

function deployedProducts(): Product[] {
  return Object.values(productViews)
    .filter(({ isDeployed }) => isDeployed)
    .map(({ product }) => product);
}

/** The production deployments of all accounts, and where they came from. */
export function DeploymentsPage() {
  const { t } = useCloudflareTranslation();
  const [state, setState] = useState(ALL);
  const columns = useMemo(() => deploymentColumns(t), [t]);
  return (
    <Container py="4">
      <PanelSection heading="h2" title={t('deployments.title')}>
        <Select
          label={t('deployments.state')}
          options={[
            { value: ALL, label: t('deployments.allStates') },
            ...STATES.map(value => ({
              value,
              label: t(`provenance.state.${value}`),
            })),
          ]}
          selectedKey={state}
          onSelectionChange={key => setState(String(key ?? ALL))}
          style={{ maxWidth: '16rem' }}
        />
        <PagedTable
          key={state}
          request={{
            path: ['provenance', 'deployments'],
            query: { state: state || undefined },
          }}
          columns={columns}
          rowId={rowId}
          access={ACCESS}
          empty={{
            title: t('deployments.emptyTitle'),
            description: t('deployments.emptyDescription'),
          }}
        />
      </PanelSection>
    </Container>
  );
}

function rowId(row: ProductionDeployment): string {
  return row.entityRef;
}

function productTitle(id: string): string {
  return (
    Object.values(products).find(product => product.id === id)?.title ?? id
  );
}

function deploymentColumns(
  t: Translate,
): ProductColumn<ProductionDeployment>[] {
  return [
    {
      id: 'resource',
      label: t('deployments.resource'),
      share: 1.4,
      isRowHeader: true,
      cell: row => (
        <>
          <EntityRefLink entityRef={row.entityRef} title={row.name} />
          <Text as="p" variant="body-small" color="secondary">
            {[productTitle(row.product), row.account, row.env].join(' · ')}
          </Text>
        </>
      ),
    },
    {
      id: 'deployed',
      label: t('deployments.deployed'),
      cell: row =>
        row.deployedAt ? (
          <Time value={row.deployedAt} />
        ) : (
          <Absent reason={t('absent.notRead')} />
        ),
    },
    {
      id: 'commit',
      label: t('deployments.commit'),
      cell: row => <CommitLink provenance={row.provenance} />,
    },
    {
      id: 'ciRun',
      label: t('deployments.ciRun'),
      share: 1.2,
      cell: row => <CiRunLink provenance={row.provenance} />,
    },
    {
      id: 'provenance',
      label: t('deployments.provenance'),
      cell: row => (
        <>
          <ProvenanceTag state={row.provenance.state} />
          <Conflicts conflicts={row.provenance.conflicts} />
        </>
      ),
    },
    {
      id: 'components',
      label: t('deployments.components'),
      cell: row =>
        row.components.length ? (
          <EntityRefLinks entityRefs={row.components} />
        ) : (
          <Absent reason={t('deployments.noComponents')} />
        ),
    },
    {
      id: 'owner',
      label: t('deployments.owner'),
      cell: row =>
        row.owner ? (
          <EntityRefLink entityRef={row.owner} defaultKind="group" />
        ) : (
          <Absent reason={t('absent.noOwner')} />
        ),
    },
  ];
}
