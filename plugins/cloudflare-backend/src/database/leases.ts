import { Knex } from 'knex';

/** A new lease: until then, the process that has it counts as alive. */
export function leaseFor(leaseMs: number): string {
  return new Date(Date.now() + leaseMs).toISOString();
}

/**
 * The rows of which nobody is alive: whose lease has ended, or ends so late that
 * a clock gave it that was wrong, which would hold what runs until then.
 */
export function abandoned(leaseMs: number): Knex.QueryCallback {
  return query => {
    query
      .where('lease_until', '<', leaseFor(0))
      .orWhere('lease_until', '>', leaseFor(2 * leaseMs));
  };
}
