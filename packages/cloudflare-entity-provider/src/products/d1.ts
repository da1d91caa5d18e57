import { JsonObject } from '@backstage/types';
import {
  CfD1DailyQueries,
  CfD1Db,
  CfD1Storage,
  CfMetrics,
  latestFigures,
  MetricRows,
} from '@cloudflare-backstage/cloudflare-client';
import { products } from '@cloudflare-backstage/plugin-cloudflare-common';
import { kindOfProduct, ResourceIngestion } from '../ResourceIngestion';
import { roundedCount } from '../rounding';

/** D1: a Resource per database. Sizes come from the account's metrics. */
export const d1Ingestion: ResourceIngestion<CfD1Db> = {
  kind: kindOfProduct(products.d1),
  version: 1,
  entityTags: ['d1'],
  taggedAs: 'd1_database',
  bindingTargets: { d1: ({ targetId }) => ({ id: targetId }) },
  list: (client, options) => client.d1.list(options),
  describe: database => ({
    id: database.id,
    qualifiedName: database.name,
    title: database.name,
    tags: [],
    // When it last changed is not told: its age is no sign of that.
  }),
  toEntity: database => ({
    description: describe(database),
    jurisdiction: database.jurisdiction,
    parameters: {
      uuid: database.id,
      createdAt: database.createdAt,
      storageVersion: database.version,
    },
  }),
  measure: (items, { d1 }: CfMetrics) => {
    const sizes = d1 && sizesIn(d1.storage);
    const writes = d1 && writesIn(d1.dailyQueries);
    if (!sizes && !writes) {
      return undefined;
    }
    return new Map(
      items.map(({ id }): [string, JsonObject] => [
        id,
        { ...sizes?.(id), ...writes?.(id) },
      ]),
    );
  },
};

/** Undefined: not every size is known. */
function sizesIn({ rows, complete }: MetricRows<CfD1Storage>) {
  if (!complete) {
    return undefined;
  }
  const latest = latestFigures(rows, {
    resource: row => row.databaseId,
    time: row => row.date,
    figure: row => row.bytes,
  });
  return (id: string): JsonObject => {
    const bytes = latest.get(id);
    return bytes === undefined ? {} : { sizeBytesApprox: roundedCount(bytes) };
  };
}

/** Undefined: a day on which something was written may be missing. */
function writesIn({ rows, complete }: MetricRows<CfD1DailyQueries>) {
  if (!complete) {
    return undefined;
  }
  const latest = latestFigures(rows, {
    resource: row => row.databaseId,
    time: row => row.date,
    figure: row => (row.writeQueries > 0 ? row.date : undefined),
  });
  return (id: string): JsonObject => {
    const day = latest.get(id);
    return day === undefined
      ? { noWriteObserved: true }
      : { lastObservedWrite: day };
  };
}

function describe({ jurisdiction, version }: CfD1Db): string {
  if (version === 'alpha' || version === 'beta') {
    return 'Cloudflare D1 database on storage from before D1 was generally available.';
  }
  return jurisdiction
    ? 'Cloudflare D1 database whose data stay in a jurisdiction.'
    : 'Cloudflare D1 database.';
}
