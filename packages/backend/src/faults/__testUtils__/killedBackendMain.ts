import { mockServices } from '@backstage/backend-test-utils';
import { FileDatabases } from './FileDatabases';
import { startFaultyBackend } from './startFaultyBackend';

/** On a busy machine, requests take long. */
const TIMEOUT_MS = 15_000;

/** When the backend is to die. */
export interface Death {
  folder: string;
  task: string;
  plugin: string;
  /** Part of the statement that is not made any more. */
  before: string;
}

/** Entry of a backend's own process, which ends itself as `kill -9` does. */
async function main() {
  const { folder, task, plugin, before }: Death = JSON.parse(process.argv[2]);
  const databases = new FileDatabases(folder);
  const { simulator, tasks } = await startFaultyBackend({
    database: databases.feature,
    config: { cloudflare: { fetch: { timeoutMs: TIMEOUT_MS, maxRetries: 1 } } },
    features: [mockServices.rootLogger.factory({ level: 'none' })],
  });
  simulator.account.addWorker('added-before-death');
  databases.of(plugin).on('query', ({ sql }: { sql: string }) => {
    if (sql.includes(before)) {
      process.kill(process.pid, 'SIGKILL');
    }
  });
  await tasks.run(new RegExp(task));
  process.exit(0);
}

main().catch(error => {
  process.stderr.write(`${error.stack}\n`);
  process.exit(1);
});
