import knexFactory, { Knex } from 'knex';
import fs from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { Output } from './findMarkers';

const GZIP = Buffer.from([0x1f, 0x8b]);

/** Every value of every table of the SQLite databases in a folder. */
export async function databaseOutputs(folder: string): Promise<Output[]> {
  const outputs: Output[] = [];
  const files = fs.readdirSync(folder).filter(file => /\.sqlite$/.test(file));
  for (const file of files) {
    const knex = knexFactory({
      client: 'better-sqlite3',
      connection: {
        filename: path.join(folder, file),
        options: { readonly: true },
      },
      useNullAsDefault: true,
    });
    const tables: { name: string }[] = await knex('sqlite_master')
      .where({ type: 'table' })
      .select('name');
    for (const { name } of tables) {
      outputs.push({
        place: `database of ${path.basename(file, '.sqlite')}`,
        where: name,
        text: await textOf(knex, name),
      });
    }
    await knex.destroy();
  }
  return outputs;
}

async function textOf(knex: Knex, table: string): Promise<string> {
  const rows: object[] = await knex(table).select();
  return rows.flatMap(row => Object.values(row).map(textOfValue)).join('\n');
}

function textOfValue(value: unknown): string {
  if (!Buffer.isBuffer(value)) {
    return String(value);
  }
  const isCompressed = value.subarray(0, GZIP.length).equals(GZIP);
  return (isCompressed ? gunzipSync(value) : value).toString('utf8');
}
