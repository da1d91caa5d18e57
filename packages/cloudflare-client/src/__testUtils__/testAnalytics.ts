import { sendJson, type TestApi } from './testApi';

/** A field of a query as the analytics received it. */
export interface AskedNode {
  alias: string;
  dataset: string;
  limit: number;
  /** The filter's text. */
  filter: string;
}

/** The analytics of a test's own: rows by dataset, and refusals. */
export interface TestAnalytics {
  /** What is asked of each query for data. */
  queries: AskedNode[][];
  /** How often the settings were asked for. */
  settingsQueries: number;
  /** Datasets that do not exist: they fail what names them. */
  unknown: string[];
  /** By dataset; enabled and without limits unless told otherwise. */
  settings: Record<string, object>;
  /** Undefined where it is not answered at all. */
  rows(node: AskedNode): object[] | undefined;
  /** The body and the status of a failure; undefined when the query passes. */
  refuse(nodes: AskedNode[]): { status?: number; errors: object[] } | undefined;
}

const NODE = /(\w+): (\w+)\(limit: (\d+), filter: \{ ([^}]*) \}\)/g;

/** Makes a test's API answer GraphQL. */
export function answerAnalytics(api: TestApi): TestAnalytics {
  const analytics: TestAnalytics = {
    queries: [],
    settingsQueries: 0,
    unknown: [],
    settings: {},
    rows: () => [],
    refuse: () => undefined,
  };
  api.answer((response, { body }) => {
    const { query } = JSON.parse(body) as { query: string };
    const answer = (account: object) =>
      sendJson(response, {
        data: { viewer: { accounts: [account] } },
        errors: null,
      });
    const fail = (errors: object[], status?: number) =>
      sendJson(response, { data: null, errors }, status);
    const isSettings = query.includes('settings {');
    if (isSettings) {
      analytics.settingsQueries++;
    }
    const unknown = analytics.unknown.filter(name => query.includes(name));
    if (unknown.length > 0) {
      fail(unknown.map(name => ({ message: `unknown field "${name}"` })));
      return;
    }
    if (isSettings) {
      answer({ settings: analytics.settings });
      return;
    }
    const nodes = [...query.matchAll(NODE)].map(
      ([, alias, dataset, limit, filter]) => ({
        alias,
        dataset,
        limit: Number(limit),
        filter,
      }),
    );
    analytics.queries.push(nodes);
    const refusal = analytics.refuse(nodes);
    if (refusal) {
      fail(refusal.errors, refusal.status);
      return;
    }
    answer(
      Object.fromEntries(nodes.map(node => [node.alias, analytics.rows(node)])),
    );
  });
  return analytics;
}
