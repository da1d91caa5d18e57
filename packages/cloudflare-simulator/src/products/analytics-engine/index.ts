import { exampleBodies } from '../../fixtures';
import type { Reply } from '../../http/Route';
import type { SimulatedProduct, SimulatedResource } from '../SimulatedProduct';
import { answerOf } from './rows';
import { statementOf } from './Statement';

/** A dataset; it exists for Cloudflare once something was written to it. */
export interface AnalyticsDataset extends SimulatedResource {
  /** Data points written in its busiest hour. */
  hourlyPoints: number;
}

const format = /\s+FORMAT JSON$/;

const datasetOf = (name: string, hourlyPoints: number): AnalyticsDataset => ({
  id: name,
  name,
  hourlyPoints,
});

/** Neither success nor failure comes in an envelope. */
const refused = (status: number, body: string): Reply => ({
  status,
  body,
  contentType: 'text/plain; charset=utf-8',
});

/** Workers Analytics Engine: datasets that are asked with SQL. */
export const analyticsEngine: SimulatedProduct<AnalyticsDataset> = {
  resources: () => [
    ...exampleBodies.analyticsEngineShowTables.data.map(({ dataset }) =>
      datasetOf(dataset, 5200),
    ),
    // Has to be quoted in SQL.
    datasetOf('acme-edge-timings', 840),
    datasetOf('acme_assistant_usage', 210),
    // Nobody writes to it any more, and in another case it is another one.
    datasetOf('Acme_Analytics', 12),
  ],
  make: name => datasetOf(name, 100),
  bindingFor: ({ name }) => ({ type: 'analytics_engine', dataset: name }),
  routes: [
    {
      path: '/accounts/{account}/analytics_engine/sql',
      method: 'POST',
      takes: 'text',
      permissions: ['Account Analytics Read'],
      answer: ({ body, headers, listed }, account) => {
        const sent = String(body ?? '');
        if (!headers['content-type']?.startsWith('text/plain') || !sent) {
          return refused(400, 'no query was sent');
        }
        const invalid = () =>
          refused(422, `unable to parse or run the query: ${sent}`);
        if (!format.test(sent)) return invalid();
        const sql = sent.replace(format, '');
        const datasets = account.of(analyticsEngine);
        if (sql === 'SHOW TABLES') {
          const data = listed(datasets.list()).map(({ name }) => ({
            dataset: name,
          }));
          const { meta } = exampleBodies.analyticsEngineShowTables;
          return { status: 200, body: { meta, data, rows: data.length } };
        }
        const statement = statementOf(sql);
        const dataset = statement && datasets.find(statement.dataset);
        return dataset
          ? {
              status: 200,
              body: answerOf(dataset, statement, account.clock.now().getTime()),
            }
          : invalid();
      },
    },
  ],
};
