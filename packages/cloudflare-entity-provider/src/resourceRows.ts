import type { StoredResource } from './SyncStore';

/** Table of what is known of resources. */
export const RESOURCES = 'cloudflare_sync_resources';
const KEY = ['account', 'product', 'native_id'];
const COLUMNS = [
  ...KEY,
  'qualified_name',
  'item',
  'tags',
  'mapper_version',
  'change_token',
  'entity_name',
  'entity_hash',
  'detail',
  'detail_version',
  'detail_token',
  'detail_read_at',
  'detail_failures',
  'missing_runs',
  'last_known',
];

/**
 * Writes so many rows, in place of those that have their key. Written out,
 * since SQLite takes twice the time for what Knex makes of many rows.
 */
export function upsertOf(rows: number): string {
  const row = `(${COLUMNS.map(() => '?').join(', ')})`;
  const values = Array(rows).fill(row).join(', ');
  const updates = COLUMNS.map(column => `${column} = excluded.${column}`);
  return [
    `insert into ${RESOURCES} (${COLUMNS.join(', ')}) values ${values}`,
    `on conflict (${KEY.join(', ')}) do update set ${updates.join(', ')}`,
  ].join(' ');
}

/** What is written of a resource, in the order of the columns. */
export function valuesOf(
  account: string,
  product: string,
  resource: StoredResource,
): (string | number | null)[] {
  return [
    account,
    product,
    resource.id,
    resource.qualifiedName,
    resource.item ?? null,
    JSON.stringify(resource.tags),
    resource.mapperVersion,
    resource.changeToken ?? null,
    resource.entityName ?? null,
    resource.entityHash ?? null,
    resource.detail ?? null,
    resource.detailVersion ?? null,
    resource.detailToken ?? null,
    resource.detailReadAt ?? null,
    resource.detailFailures,
    resource.missingRuns,
    resource.lastKnown ? JSON.stringify(resource.lastKnown) : null,
  ];
}

/** The resource of a row. */
export function resourceOf(row: any): StoredResource {
  return {
    id: row.native_id,
    qualifiedName: row.qualified_name,
    item: row.item ?? undefined,
    tags: JSON.parse(row.tags),
    mapperVersion: row.mapper_version,
    changeToken: row.change_token ?? undefined,
    entityName: row.entity_name ?? undefined,
    entityHash: row.entity_hash ?? undefined,
    detail: row.detail ?? undefined,
    detailVersion: row.detail_version ?? undefined,
    detailToken: row.detail_token ?? undefined,
    detailReadAt: row.detail_read_at ?? undefined,
    detailFailures: row.detail_failures,
    missingRuns: row.missing_runs,
    lastKnown: row.last_known ? JSON.parse(row.last_known) : undefined,
  };
}
