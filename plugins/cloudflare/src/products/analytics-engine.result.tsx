import { Alert, Flex, Text } from '@backstage/ui';
import { ResponseError } from '@backstage/errors';
import {
  AnalyticsQueryRefusal,
  AnalyticsQueryResult,
  products,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { useMemo } from 'react';
import { CloudflareResource } from '../catalog/cloudflareResource';
import { Absent } from '../components/Absent';
import { PanelSection } from '../components/PanelSection';
import { ProductTable } from '../components/ProductTable';
import { fileNameOf } from '../components/sections/SectionSpec';
import { FailureNotice } from '../components/StateBoundary';
import { ProductColumn } from '../components/tableColumns';
import { useSectionTranslation } from '../components/useSectionTranslation';
import styles from './analytics-engine.query.module.css';
import { analyticsEngineTexts } from './analytics-engine.sections.messages';

const product = products.analyticsEngine;
const access = {
  permissions: [product.permission.name],
  tokenPermissions: product.tokenPermissions,
};
/** Types that sort by size. */
const NUMBER = /^(U?Int|Float|Decimal)/;

interface Row {
  id: string;
  values: (string | null)[];
}
const rowId = ({ id }: Row) => id;

/** The rows of an answer, and the query that was sent for them. */
export function QueryResult(props: {
  result: AnalyticsQueryResult;
  resource: CloudflareResource;
}) {
  const { result, resource } = props;
  const { t } = useSectionTranslation(analyticsEngineTexts);
  const columns = useMemo(
    () => columnsOf(result, t('sections.analyticsEngine.query.empty')),
    [result, t],
  );
  const rows = useMemo(
    () => result.rows.map((values, i): Row => ({ id: `${i}`, values })),
    [result],
  );
  const limit = String(result.limit);
  const added = result.added.map(part =>
    part === 'range'
      ? t('sections.analyticsEngine.query.addedRange', {
          from: result.range.from,
        })
      : t('sections.analyticsEngine.query.addedLimit', { limit }),
  );
  return (
    <Flex direction="column" gap="3">
      <div role="status">
        <Text as="p">
          {rows.length > 0
            ? t('sections.analyticsEngine.query.rows', {
                rows: String(rows.length),
              })
            : t('sections.analyticsEngine.query.none')}
        </Text>
      </div>
      {rows.length > 0 && (
        <ProductTable
          label={t('sections.analyticsEngine.query.result')}
          rows={rows}
          columns={columns}
          rowId={rowId}
          fileName={fileNameOf('query', resource)}
        />
      )}
      {rows.length === result.limit && (
        <Text as="p" color="secondary">
          {t('sections.analyticsEngine.query.full', { limit })}
        </Text>
      )}
      <PanelSection
        heading="h4"
        title={t('sections.analyticsEngine.query.sent')}
      >
        <pre className={styles.sql}>{result.sql}</pre>
        <Text as="p" color="secondary">
          {result.changed
            ? added.join(' · ')
            : t('sections.analyticsEngine.query.unchanged')}
        </Text>
      </PanelSection>
    </Flex>
  );
}

function columnsOf(
  { columns }: AnalyticsQueryResult,
  empty: string,
): ProductColumn<Row>[] {
  return columns.map(({ name, type }, i) => ({
    // Apart from the ids of rows, as the table knows both.
    id: `column-${i}`,
    label: name,
    isRowHeader: i === 0,
    value: ({ values }) => {
      const value = values[i] ?? undefined;
      const number = NUMBER.test(type) ? Number(value) : NaN;
      // What a number would not hold exactly stays the text that it is.
      return String(number) === value ? number : value;
    },
    cell: ({ values }) => values[i] ?? <Absent reason={empty} />,
  }));
}

/** Why a query was not answered, and where in it the reason is. */
export function QueryFailure(props: {
  error: Error;
  query: string;
  onRetry: () => void;
}) {
  const { error, onRetry, query } = props;
  const { t } = useSectionTranslation(analyticsEngineTexts);
  const cause = causeOf(error);
  if (cause?.name === 'TooManyRequestsError') {
    return (
      <Alert
        status="warning"
        icon
        title={t('sections.analyticsEngine.query.tooOften')}
        description={cause.message}
      />
    );
  }
  if (cause?.name !== 'InputError') {
    return <FailureNotice error={error} access={access} onRetry={onRetry} />;
  }
  const { position } = cause;
  return (
    <Flex direction="column" gap="3">
      <Alert
        status="danger"
        icon
        title={t('sections.analyticsEngine.query.refused')}
        description={cause.message}
      />
      {position !== undefined && <Position query={query} position={position} />}
    </Flex>
  );
}

function Position(props: { query: string; position: number }) {
  const { position, query } = props;
  const { t } = useSectionTranslation(analyticsEngineTexts);
  // At the end there is nothing to underline but a space.
  const [token] = /^(?:\w+|[\s\S]|$)/.exec(query.slice(position)) ?? [''];
  return (
    <pre
      className={styles.sql}
      role="group"
      aria-label={t('sections.analyticsEngine.query.position')}
    >
      {query.slice(0, position)}
      <mark className={styles.position}>{token || ' '}</mark>
      {query.slice(position + token.length)}
    </pre>
  );
}

type Cause = Error & Partial<AnalyticsQueryRefusal>;

function causeOf(error: Error): Cause | undefined {
  return error instanceof ResponseError ? error.cause : undefined;
}
