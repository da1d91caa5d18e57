import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { Text } from '@backstage/ui';
import {
  ProductId,
  ProductionDeployment,
  products,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { Fragment } from 'react';
import { entityTitle } from '../catalog/entityTitle';
import { Absent } from '../components/Absent';
import { OwnerLink } from '../components/OwnerLink';
import {
  Conflicts,
  conflictText,
  Origin,
  ProvenanceTag,
} from '../components/Provenance';
import { ProductColumn } from '../components/tableColumns';
import { Time } from '../components/Time';
import { AuditEvents, auditText } from './AuditEvents';
import { DeploymentTranslate, todoText } from './deploymentTodo';

/** The columns of the production deployments. */
export function deploymentColumns(
  t: DeploymentTranslate,
): ProductColumn<ProductionDeployment>[] {
  return [
    {
      id: 'resource',
      label: t('deployments.resource'),
      share: 1.5,
      isRowHeader: true,
      value: row => row.name,
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
      id: 'product',
      label: t('deployments.product'),
      value: row => productTitle(row.product),
    },
    {
      id: 'account',
      label: t('deployments.account'),
      value: row => row.account,
    },
    {
      id: 'environment',
      label: t('deployments.environment'),
      value: row => row.env,
    },
    {
      id: 'provenance',
      label: t('deployments.provenance'),
      share: 1.7,
      value: row => t(`provenance.state.${row.provenance.state}`),
      cell: row => (
        <>
          <ProvenanceTag state={row.provenance.state} />
          <Conflicts conflicts={row.provenance.conflicts} />
          <Text as="p" variant="body-small">
            {todoText(row, t)}
          </Text>
        </>
      ),
    },
    {
      id: 'todo',
      label: t('sections.deploymentChecks.todo'),
      value: row => todoText(row, t),
    },
    {
      id: 'conflicts',
      label: t('deployments.conflicts'),
      value: row =>
        row.provenance.conflicts
          ?.map(conflict => conflictText(conflict, t))
          .join(' '),
    },
    {
      id: 'origin',
      label: t('sections.deploymentChecks.origin'),
      share: 1.5,
      cell: row => <Origin provenance={row.provenance} />,
    },
    {
      id: 'commit',
      label: t('deployments.commit'),
      value: row => row.provenance.commitSha,
    },
    {
      id: 'ciRun',
      label: t('deployments.ciRun'),
      value: row => row.provenance.ciRunUrl ?? row.provenance.ciRunText,
    },
    {
      id: 'auditEvent',
      label: t('sections.deploymentChecks.audit.column'),
      share: 1.4,
      value: row => auditText(row, t),
      cell: row => <AuditEvents deployment={row} />,
    },
    {
      id: 'deployed',
      label: t('deployments.deployed'),
      share: 0.9,
      value: row => row.deployedAt,
      cell: row =>
        row.deployedAt ? (
          <Time value={row.deployedAt} />
        ) : (
          <Absent reason={t('absent.notRead')} />
        ),
    },
    {
      id: 'components',
      label: t('deployments.components'),
      share: 1.2,
      value: row => row.components.map(componentTitle).join('; ') || undefined,
      cell: row =>
        row.components.length ? (
          row.components.map((ref, i) => (
            <Fragment key={ref}>
              {i > 0 && ', '}
              <EntityRefLink entityRef={ref} title={componentTitle(ref)} />
            </Fragment>
          ))
        ) : (
          <Absent reason={t('deployments.noComponents')} />
        ),
    },
    {
      id: 'owner',
      label: t('deployments.owner'),
      share: 0.9,
      value: row => row.owner && entityTitle(row.owner, 'group'),
      cell: row => <OwnerLink owner={row.owner} />,
    },
  ];
}

function componentTitle(ref: string): string {
  return entityTitle(ref, 'component');
}

function productTitle(id: string): string {
  return products[id as ProductId]?.title ?? id;
}
