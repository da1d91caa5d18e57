import { usePermission } from '@backstage/plugin-permission-react';
import {
  ProductionDeployment,
  products,
  ProvenanceState,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { useMemo } from 'react';
import { entityTitle } from '../catalog/entityTitle';
import { useAccountKeys, useFacetValues } from '../catalog/useFacetValues';
import { PanelSection } from '../components/PanelSection';
import { PermittedBody } from '../components/PermittedBody';
import { TableChoices } from '../components/TableChoices';
import { TableFilter, TableFilterSelect } from '../components/TableFilter';
import { ToolbarLine } from '../components/ToolbarLine';
import { useSectionTranslation } from '../components/useSectionTranslation';
import { useUrlViewState } from '../components/useViewState';
import { WholeTable } from '../components/WholeTable';
import { deploymentCheckTexts } from './deploymentChecks.messages';
import { deploymentColumns } from './deploymentColumns';
import { deployedProducts, deploymentsAccess } from './deploymentsAccess';
import { ProvenanceCountsBar } from './ProvenanceCountsBar';

const deployedTypes = deployedProducts.map(({ resourceType }) => resourceType);

/** The production deployments of all accounts, and where they came from. */
export function DeploymentsPage() {
  const workers = usePermission({ permission: products.workers.permission });
  const pages = usePermission({ permission: products.pages.permission });
  return (
    <PermittedBody access={deploymentsAccess} decisions={[workers, pages]}>
      <Deployments />
    </PermittedBody>
  );
}

function Deployments() {
  const { t } = useSectionTranslation(deploymentCheckTexts);
  const view = useUrlViewState();
  const columns = useMemo(() => deploymentColumns(t), [t]);
  const accountFilter = useMemo<TableFilter<string>>(
    () => ({ id: 'account', label: t('deployments.account'), value: String }),
    [t],
  );
  const ownerFilter = useMemo<TableFilter<string>>(
    () => ({
      id: 'owner',
      label: t('deployments.owner'),
      value: String,
      text: owner => entityTitle(owner, 'group'),
    }),
    [t],
  );
  const accounts = useAccountKeys().value ?? [];
  const owners = useFacetValues(deployedTypes, 'relations.ownedBy').value ?? [];
  const state = view.read('state');
  const account = view.read('account');
  const owner = view.read('owner');
  const ownership = {
    account: account || undefined,
    owner: owner || undefined,
  };
  const query = {
    ...ownership,
    order: 'exceptions',
    state: state || undefined,
  };
  return (
    <PanelSection heading="h2" title={t('deployments.title')}>
      <ProvenanceCountsBar
        ownership={ownership}
        selected={state}
        onSelect={(selected: ProvenanceState | '') =>
          view.write({ state: selected })
        }
      />
      <ToolbarLine
        takesChoices
        start={
          <TableChoices>
            {(accounts.length > 1 || account) && (
              <TableFilterSelect
                filter={accountFilter}
                rows={accounts}
                selected={account}
                onSelect={key => view.write({ account: key })}
              />
            )}
            <TableFilterSelect
              filter={ownerFilter}
              rows={owners}
              selected={owner}
              onSelect={ref => view.write({ owner: ref })}
            />
          </TableChoices>
        }
      >
        <WholeTable
          key={JSON.stringify(query)}
          isOfPage
          label={t('deployments.title')}
          fileName="cloudflare-production-deployments"
          request={{ path: ['provenance', 'deployments'], query }}
          columns={columns}
          rowId={rowId}
          access={deploymentsAccess}
          empty={{
            title: t('deployments.emptyTitle'),
            description: t('deployments.emptyDescription'),
          }}
        />
      </ToolbarLine>
    </PanelSection>
  );
}

function rowId(row: ProductionDeployment): string {
  return row.entityRef;
}
