import { Card, CardBody, Flex, Link, Text } from '@backstage/ui';
import {
  AccountStatus,
  ProvenanceCounts,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { ReactNode } from 'react';
import { Absent } from '../../components/Absent';
import { accountAccess } from '../../components/account/accountAccess';
import { CatalogFailure } from '../../components/CatalogFailure';
import { PanelSection } from '../../components/PanelSection';
import { LoadingNotice, StateBoundary } from '../../components/StateBoundary';
import { useCloudflareTranslation } from '../../components/useCloudflareTranslation';
import { deploymentsAccess } from '../deploymentsAccess';
import { usePageLinks } from '../usePageLinks';
import styles from './Counts.module.css';
import { ResourceCount, resourceCounts } from './resourceCounts';
import { OverviewParts } from './useOverview';

/** How much there is. */
export function Counts(props: { parts: OverviewParts }) {
  const { accounts, counts } = props.parts;
  const { t } = useCloudflareTranslation();
  const links = usePageLinks();
  return (
    <div className={styles.cards}>
      <CountCard title={t('overview.counts.resources')} isWide>
        <ResourcesByProduct parts={props.parts} />
      </CountCard>
      <CountCard title={t('overview.counts.deployments')}>
        <StateBoundary reading={counts} access={deploymentsAccess}>
          {(data, { meta }) => (
            <Deployments counts={data} isWhole={meta.complete} />
          )}
        </StateBoundary>
        <Link href={links.deployments()}>
          {t('overview.counts.seeDeployments')}
        </Link>
      </CountCard>
      <CountCard title={t('overview.counts.accounts')}>
        <StateBoundary
          reading={withoutProblems(accounts)}
          access={accountAccess}
        >
          {data => <Figure>{data.length}</Figure>}
        </StateBoundary>
        <Link href={links.accounts()}>{t('overview.counts.seeAccounts')}</Link>
      </CountCard>
    </div>
  );
}

/** How many accounts there are is known even where one of them is not readable. */
function withoutProblems(
  reading: OverviewParts['accounts'],
): OverviewParts['accounts'] {
  const { response } = reading;
  return {
    ...reading,
    response: response && {
      data: response.data satisfies AccountStatus[],
      meta: {
        ...response.meta,
        complete: true,
        masked: false,
        problems: undefined,
      },
    },
  };
}

function CountCard(props: {
  title: string;
  isWide?: boolean;
  children: ReactNode;
}) {
  return (
    <Card className={props.isWide ? styles.wide : styles.narrow}>
      <CardBody>
        <PanelSection title={props.title}>{props.children}</PanelSection>
      </CardBody>
    </Card>
  );
}

function Figure(props: { children: ReactNode }) {
  return (
    <Text as="p" variant="title-small">
      {props.children}
    </Text>
  );
}

function ResourcesByProduct(props: { parts: OverviewParts }) {
  const { inventory, products } = props.parts;
  const { t } = useCloudflareTranslation();
  const links = usePageLinks();
  const failure = inventory.error && (
    <CatalogFailure
      title={t(inventory.value ? 'inventory.notReadAnew' : 'tab.failed')}
      error={inventory.error}
      onRetry={inventory.retry}
      isPartial={inventory.value !== undefined}
    />
  );
  if (failure && !inventory.value) {
    return failure;
  }
  // What is imported tells 0 from not known, so both are waited for.
  if (!inventory.value || (!products.response && !products.error)) {
    return <LoadingNotice />;
  }
  const rows = resourceCounts(inventory.value, products.response?.data);
  return (
    <Flex direction="column" gap="3">
      {failure}
      {rows.length > 0 ? (
        <dl className={styles.products}>
          {rows.map(row => (
            <div key={row.product.id} className={styles.product}>
              <dt>
                <Link
                  href={links.inventory({ product: row.product.id })}
                  aria-label={t('overview.counts.productLabel', {
                    product: row.product.title,
                  })}
                >
                  {row.product.title}
                </Link>
              </dt>
              <dd>
                <ResourceFigure row={row} />
              </dd>
            </div>
          ))}
        </dl>
      ) : (
        products.response && <Text as="p">{t('overview.counts.none')}</Text>
      )}
      <Flex gap="4" justify="between">
        <Text variant="body-small" color="secondary">
          {t('overview.counts.resourcesNote')}
        </Text>
        <Link href={links.inventory()}>{t('overview.counts.inventory')}</Link>
      </Flex>
    </Flex>
  );
}

function ResourceFigure(props: { row: ResourceCount }) {
  const { count, isLeast } = props.row;
  const { t } = useCloudflareTranslation();
  if (count === undefined) {
    return <Absent />;
  }
  return (
    <Figure>
      {isLeast
        ? t('overview.counts.atLeast', { number: String(count) })
        : count}
    </Figure>
  );
}

function Deployments(props: { counts: ProvenanceCounts; isWhole: boolean }) {
  const { states, total } = props.counts;
  const { t } = useCloudflareTranslation();
  if (total === 0 && !props.isWhole) {
    return <Absent />;
  }
  return (
    <Flex direction="column" gap="1">
      <Figure>
        {total === 0
          ? t('overview.counts.noDeployments')
          : t('overview.counts.proven', {
              proven: String(states.complete),
              total: String(total),
            })}
      </Figure>
      {states.unknown > 0 && (
        <Text as="p" color="secondary">
          {t('overview.counts.unread', { count: states.unknown })}
        </Text>
      )}
    </Flex>
  );
}
