/** Where the servers are that replicas share. */
export interface SharedServers {
  postgres: string;
  redis: string;
}

const POSTGRES = 'BACKSTAGE_TEST_DATABASE_POSTGRES15_CONNECTION_STRING';
const REDIS = 'BACKSTAGE_TEST_CACHE_REDIS7_CONNECTION_STRING';

/** The servers of the environment; without them it is told what is missing. */
export function sharedServers(): SharedServers | undefined {
  const { [POSTGRES]: postgres, [REDIS]: redis } = process.env;
  if (postgres && redis) {
    return { postgres, redis };
  }
  process.stderr.write(
    `The tests of several replicas are skipped: they need ${POSTGRES} and ${REDIS}\n`,
  );
  return undefined;
}
