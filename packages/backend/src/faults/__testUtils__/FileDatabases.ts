import {
  coreServices,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import knexFactory, { Knex } from 'knex';
import path from 'node:path';

/** For how long a statement waits for whoever has locked the file. */
const BUSY_MS = 20;

/** The databases of plugins, one file each, into which a test can look. */
export class FileDatabases {
  private readonly opened = new Map<string, Knex>();

  readonly feature = createServiceFactory({
    service: coreServices.database,
    deps: { plugin: coreServices.pluginMetadata },
    factory: ({ plugin }) => ({
      getClient: async () => this.of(plugin.getId()),
    }),
  });

  constructor(private readonly folder: string) {}

  /** What a plugin has open itself. */
  of(plugin: string): Knex {
    const known = this.opened.get(plugin);
    if (known) {
      return known;
    }
    const knex = this.open(plugin);
    this.opened.set(plugin, knex);
    return knex;
  }

  /** A further connection to the same file. */
  open(plugin: string): Knex {
    return knexFactory({
      client: 'better-sqlite3',
      connection: { filename: path.join(this.folder, `${plugin}.sqlite`) },
      useNullAsDefault: true,
      pool: {
        min: 1,
        max: 1,
        afterCreate(
          connection: { pragma(source: string): unknown },
          done: (error: null, connection: unknown) => void,
        ) {
          connection.pragma('foreign_keys = ON');
          connection.pragma(`busy_timeout = ${BUSY_MS}`);
          done(null, connection);
        },
      },
    });
  }

  async close(): Promise<void> {
    await Promise.all([...this.opened.values()].map(knex => knex.destroy()));
  }
}
