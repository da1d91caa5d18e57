import { useApi } from '@backstage/core-plugin-api';
import { assertError } from '@backstage/errors';
import { Button, Flex, TextAreaField } from '@backstage/ui';
import {
  AnalyticsQuery,
  AnalyticsQueryResult,
  products,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { useState } from 'react';
import { cloudflareApiRef } from '../api';
import { CloudflareResource } from '../catalog/cloudflareResource';
import { LoadingNotice } from '../components/StateBoundary';
import { useSectionTranslation } from '../components/useSectionTranslation';
import styles from './analytics-engine.query.module.css';
import { QueryFailure, QueryResult } from './analytics-engine.result';
import { analyticsEngineTexts } from './analytics-engine.sections.messages';

const product = products.analyticsEngine;

/** A query, and what came of it. */
interface Run {
  query: string;
  result?: AnalyticsQueryResult;
  error?: Error;
}

/** Asks a dataset with SQL. */
export function AnalyticsEngineQuery(props: { resource: CloudflareResource }) {
  const { account, name } = props.resource;
  const { t } = useSectionTranslation(analyticsEngineTexts);
  const api = useApi(cloudflareApiRef);
  const [query, setQuery] = useState(exampleOf(name));
  const [run, setRun] = useState<Run>();
  const isPending = run !== undefined && !run.result && !run.error;

  const start = async () => {
    setRun({ query });
    const body: AnalyticsQuery = { query };
    try {
      const { data } = await api.post<AnalyticsQueryResult>(
        { path: [product.segment, name, 'query'], query: { account } },
        { body },
      );
      setRun({ query, result: data });
    } catch (error) {
      assertError(error);
      setRun({ query, error });
    }
  };

  return (
    <Flex direction="column" gap="3">
      <TextAreaField
        className={styles.query}
        label={t('sections.analyticsEngine.query.label')}
        description={t('sections.analyticsEngine.query.hint')}
        value={query}
        onChange={setQuery}
        spellCheck="false"
      />
      <div>
        <Button
          size="small"
          isDisabled={isPending || query.trim() === ''}
          onPress={start}
        >
          {t('sections.analyticsEngine.query.run')}
        </Button>
      </div>
      {isPending && <LoadingNotice />}
      {run?.error && (
        <div role="alert">
          <QueryFailure error={run.error} query={run.query} onRetry={start} />
        </div>
      )}
      {run?.result && (
        <QueryResult
          // Another answer has other columns, to be sorted anew.
          key={run.result.sql}
          result={run.result}
          resource={props.resource}
        />
      )}
    </Flex>
  );
}

/** Points an hour: it counts right, and takes no further permission. */
function exampleOf(dataset: string): string {
  const name = /^[A-Za-z_]\w*$/.test(dataset) ? dataset : `"${dataset}"`;
  return [
    `SELECT toStartOfInterval(timestamp, INTERVAL '1' HOUR) AS hour,`,
    '  SUM(_sample_interval) AS points',
    `FROM ${name}`,
    'GROUP BY hour',
    'ORDER BY hour DESC',
  ].join('\n');
}
