import { JsonObject } from '@backstage/types';
import {
  CfMetrics,
  CloudflareClient,
  Listing,
  MetricRows,
  ReadOptions,
} from '@cloudflare-backstage/cloudflare-client';
import { products } from '@cloudflare-backstage/plugin-cloudflare-common';
import { kindOfProduct, ResourceIngestion } from '../ResourceIngestion';
import { roundedCount } from '../rounding';

/** Browser Rendering of an account. */
interface BrowserRendering {
  id: string;
}

const NAME = 'browser-rendering';
const MS_PER_SECOND = 1000;

/** Browser Rendering: one Resource that stands for the account's browsers. */
export const browserRenderingIngestion: ResourceIngestion<BrowserRendering> = {
  kind: kindOfProduct(products.browserRendering),
  version: 1,
  entityTags: ['browser-rendering'],
  bindingTargets: { browser: ({ targetName }) => ({ name: targetName }) },
  // Its REST API is used from outside of the account.
  usedFromOutside: true,
  list: listBrowserRendering,
  describe: ({ id }) => ({
    id,
    qualifiedName: NAME,
    title: 'Browser Rendering',
    tags: [],
  }),
  toEntity: () => ({
    description: 'Browsers that Cloudflare runs for the account.',
    parameters: {},
  }),
  measure: (items, { browserRendering }: CfMetrics) => {
    if (!browserRendering) {
      return undefined;
    }
    const { browserTime, concurrency, apiCalls } = browserRendering;
    const usage: JsonObject = {
      ...figure(browserTime, 'browserSecondsApprox', rows =>
        sum(rows.map(row => row.sessionDurationMs / MS_PER_SECOND)),
      ),
      ...figure(concurrency, 'mostSessionsApprox', rows =>
        most(rows.flatMap(({ maxSessions }) => maxSessions ?? [])),
      ),
      ...figure(apiCalls, 'apiCallsApprox', rows =>
        sum(rows.map(row => row.calls)),
      ),
    };
    const isRead = [browserTime, concurrency, apiCalls].some(
      ({ complete }) => complete,
    );
    return isRead
      ? new Map(
          items.map(({ id }): [string, JsonObject] => [
            id,
            { usageWindow: { hours: 24, ...usage } },
          ]),
        )
      : undefined;
  },
};

/** Whether there are sessions is not looked at: the product is there without any. */
async function listBrowserRendering(
  client: CloudflareClient,
  options: ReadOptions,
): Promise<Listing<BrowserRendering>> {
  await client.browserRendering.sessionPage({ ...options, limit: 1 });
  return { items: [{ id: client.accountId }], complete: true, problems: [] };
}

/** Absent where nothing is told, which is not zero. */
function figure<Row>(
  { rows, complete }: MetricRows<Row>,
  name: string,
  of: (rows: readonly Row[]) => number | undefined,
): JsonObject {
  const value = complete && rows.length > 0 ? of(rows) : undefined;
  return value === undefined ? {} : { [name]: roundedCount(value) };
}

function most(values: readonly number[]): number | undefined {
  return values.length > 0 ? Math.max(...values) : undefined;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
