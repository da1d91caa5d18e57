import type { AccountClock } from './AccountClock';
import { commitOf, numberBelow, pick } from './ids';
import type { Pages } from './Pages';
import type { VersionChange } from './Worker';
import type { Workers } from './Workers';

const teams = ['platform', 'data', 'ai', 'security'];
const environments = ['prod', 'prod', 'prod', 'staging', 'preview'];
const historyHours = 60 * 24;

const serial = (index: number) => String(index).padStart(5, '0');

function versionOf(repository: string, change: number): VersionChange {
  const url = `https://github.com/acme/${repository}`;
  return {
    tag: commitOf(`${repository}/${change}`),
    message: `Change ${change} cf-prov:v1 run=${url}/actions/runs/${
      8000000000 + change
    } repo=${url} ref=main`,
  };
}

/** Fills the account up to this number of Workers, each deployed twice. */
export function generateWorkers(
  workers: Workers,
  clock: AccountClock,
  total: number,
): void {
  for (let index = workers.count; index < total; index++) {
    const name = `acme-service-${serial(index)}`;
    const hours = 1 + numberBelow(historyHours, name);
    workers.add(name, {
      at: clock.ago(hours + 24),
      tags: [
        `env:${pick(environments, `${name}/env`)}`,
        `team:${pick(teams, `${name}/team`)}`,
      ],
      version: versionOf(name, 1),
      bindings: [
        { type: 'service', name: 'API', service: 'acme-api' },
        { type: 'secret_text', name: 'API_KEY' },
      ],
    });
    workers.deploy(name, {
      at: clock.ago(hours),
      version: versionOf(name, 2),
    });
  }
}

/** Fills the account up to this number of Pages projects, each deployed once. */
export function generatePages(
  pages: Pages,
  clock: AccountClock,
  total: number,
): void {
  for (let index = pages.count; index < total; index++) {
    const name = `acme-site-${serial(index)}`;
    const hours = 1 + numberBelow(historyHours, name);
    pages.add(name, {
      at: clock.ago(hours + 24),
      repository: `acme/${name}`,
      services: { API: 'acme-api' },
    });
    pages.deploy(name, {
      at: clock.ago(hours),
      commitHash: commitOf(`${name}/1`),
      commitMessage: `First release of ${name}`,
    });
  }
}
