import { startSimulator } from '@cloudflare-backstage/cloudflare-simulator';
import knexFactory, { Knex } from 'knex';
import { randomBytes } from 'node:crypto';
import { freePort } from '../../__testUtils__/freePort';
import { Replica } from './Replica';
import { BUDGET, replicaConfig } from './replicaConfig';
import { Replicas } from './Replicas';
import { SharedServers } from './sharedServers';

/** Two replicas on databases of their own and a part of the cache of their own. */
export async function startReplicas(servers: SharedServers): Promise<Replicas> {
  const simulator = await startSimulator({
    quota: BUDGET,
  });
  const prefix = `replicas_${randomBytes(4).toString('hex')}_`;
  const started: Replica[] = [];
  const startReplica = async () => {
    const port = await freePort();
    const url = `http://127.0.0.1:${port}`;
    const replica = await Replica.start(
      url,
      replicaConfig({ ...servers, url, port, prefix, simulator }),
    );
    started.push(replica);
    return replica;
  };
  const connections: Knex[] = [];
  const connect = (name: string) => {
    const url = new URL(servers.postgres);
    url.pathname = `/${name}`;
    const knex = knexFactory({ client: 'pg', connection: url.href });
    connections.push(knex);
    return knex;
  };
  const stop = async () => {
    await Promise.all(started.map(replica => replica.kill()));
    await Promise.all(connections.map(knex => knex.destroy()));
    await dropDatabases(servers.postgres, prefix);
    await simulator.close();
  };
  try {
    return new Replicas(
      // One after the other: of two, one finds the migrations locked.
      await startReplica(),
      await startReplica(),
      simulator,
      connect(`${prefix}catalog`),
      connect(`${prefix}cloudflare`),
      stop,
    );
  } catch (error) {
    await stop();
    throw error;
  }
}

async function dropDatabases(postgres: string, prefix: string): Promise<void> {
  const url = new URL(postgres);
  url.pathname = '/postgres';
  const knex = knexFactory({ client: 'pg', connection: url.href });
  try {
    const names: string[] = await knex('pg_database')
      .where('datname', 'like', `${prefix.replaceAll('_', '\\_')}%`)
      .pluck('datname');
    for (const name of names) {
      await knex.raw('drop database ?? with (force)', [name]);
    }
  } finally {
    await knex.destroy();
  }
}
