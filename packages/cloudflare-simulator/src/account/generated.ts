import { simulatedProducts } from '../products';
import type { SimulatedProductId } from '../products/SimulatedProduct';
import type { AccountClock } from './AccountClock';
import { commitOf, numberBelow, pick, serial } from './ids';
import type { Pages } from './Pages';
import type { SimulatedAccount } from './SimulatedAccount';
import type { Binding, VersionChange } from './Worker';
import type { Workers } from './Workers';

const teams = ['platform', 'data', 'ai', 'security'];
const environments = ['prod', 'prod', 'prod', 'staging', 'preview'];
const historyHours = 60 * 24;

function versionOf(repository: string, change: number): VersionChange {
  const url = `https://github.com/acme/${repository}`;
  return {
    tag: commitOf(`${repository}/${change}`),
    message: `Change ${change} cf-prov:v1 run=${url}/actions/runs/${
      8000000000 + change
    } repo=${url} ref=main`,
  };
}

/** The bindings to every resource of a product that the account was filled with. */
export type FilledBindings = readonly Binding[];

/** Fills each product up to its number; answers how Workers bind what was added. */
export function fillProducts(
  account: SimulatedAccount,
  totals: Partial<Record<SimulatedProductId, number>>,
): FilledBindings[] {
  const ids = Object.keys(totals) as SimulatedProductId[];
  return ids
    .map(id => {
      const product = simulatedProducts[id];
      const added = account.of(product).fillUpTo(totals[id] ?? 0);
      return added.flatMap(resource => {
        const binding = product.bindingFor?.(resource);
        const name = id.replace(/[A-Z]/g, '_$&').toUpperCase();
        return binding ? [{ ...binding, name } as Binding] : [];
      });
    })
    .filter(bindings => bindings.length > 0);
}

/**
 * Fills the account up to this number of Workers, each deployed twice. They take
 * turns in binding what the products were filled with, one resource of each.
 */
export function generateWorkers(
  workers: Workers,
  clock: AccountClock,
  total: number,
  filled: readonly FilledBindings[],
): void {
  const first = workers.count;
  for (let index = first; index < total; index++) {
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
        ...filled.map(bindings => bindings[(index - first) % bindings.length]),
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
