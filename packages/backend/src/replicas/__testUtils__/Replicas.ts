import { Simulator } from '@cloudflare-backstage/cloudflare-simulator';
import { Knex } from 'knex';
import { Answered, Replica } from './Replica';

/** A run of a task that a table tells of. */
export interface Run {
  outcome: string;
  requests: number;
  finished_at: string;
}

/** Two replicas, and what they share. */
export class Replicas {
  constructor(
    readonly a: Replica,
    readonly b: Replica,
    readonly simulator: Simulator,
    /** Tables of the catalog and of its module. */
    readonly catalog: Knex,
    /** Tables of the plugin. */
    readonly cloudflare: Knex,
    readonly stop: () => Promise<void>,
  ) {}

  /** How often an operation was asked of Cloudflare. */
  requests(operation: string): number {
    return this.simulator.statistics().byOperation[operation] ?? 0;
  }

  /** Oldest first. */
  async syncRuns(): Promise<Run[]> {
    return this.catalog('cloudflare_sync_runs').orderBy('run');
  }

  /** Oldest first. */
  async evaluations(): Promise<Run[]> {
    return this.cloudflare('posture_evaluations').orderBy('id');
  }

  /** What was read of the Access log for evidence: since when, and which page. */
  async capturedPages(): Promise<string[]> {
    const rows = await this.cloudflare('evidence_log_requests');
    return rows.map(({ body }) => {
      const { query } = JSON.parse(body);
      return `${query.since} ${query.page}`;
    });
  }

  /** Whether evidence is in its chain. */
  async sealed(): Promise<boolean> {
    const [stream] = await this.cloudflare('evidence_streams').where(
      'head_seq',
      '>=',
      0,
    );
    return stream !== undefined;
  }

  /** Makes a task due, and has both told so. */
  async triggerInBoth(plugin: string, task: string): Promise<Answered[]> {
    const { a, b } = this;
    return Promise.all([a, b].map(replica => replica.trigger(plugin, task)));
  }
}

/** So many runs, when they have all ended. */
export function ended(runs: Run[], atLeast: number): Run[] | undefined {
  const all = runs.every(({ outcome }) => outcome !== 'running');
  return all && runs.length >= atLeast ? runs : undefined;
}
