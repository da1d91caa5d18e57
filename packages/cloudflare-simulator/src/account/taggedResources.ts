import { simulatedProducts } from '../products';
import type { TaggedResource } from './acmeAccount';
import type { SimulatedAccount } from './SimulatedAccount';

const systems: Record<string, string> = {
  platform: 'storefront',
  security: 'storefront',
  data: 'data-platform',
  ai: 'assistant',
};

const pagesTeams: Record<string, string> = {
  'acme-web': 'platform',
  'acme-docs': 'platform',
  'acme-admin': 'security',
  'acme-dashboard': 'data',
  'acme-careers': 'platform',
};

function tagsOf(tags: readonly string[]): Record<string, string> {
  const map: Record<string, string> = {};
  for (const tag of tags) {
    const colon = tag.indexOf(':');
    if (colon > 0) map[tag.slice(0, colon)] = tag.slice(colon + 1);
  }
  if (map.team && systems[map.team]) map.system = systems[map.team];
  return map;
}

/** What the account has tagged, over all products; what is untagged is not in it. */
export function taggedResources(account: SimulatedAccount): TaggedResource[] {
  const workers = account.workers.list().map(({ name, tag, tags }) => ({
    type: 'worker',
    id: tag,
    name,
    tags: tagsOf(tags ?? []),
  }));
  const projects = account.pages.list().map(({ id, name }) => ({
    type: 'pages_project',
    id,
    name,
    tags: tagsOf(
      pagesTeams[name] ? [`team:${pagesTeams[name]}`, 'env:prod'] : [],
    ),
  }));
  const others = Object.values(simulatedProducts).flatMap(product => {
    const type = product.taggedAs;
    if (!type) return [];
    return account
      .of(product)
      .list()
      .map(({ id, name, tags }) => ({ type, id, name, tags: tags ?? {} }));
  });
  const own = {
    type: 'account',
    id: account.id,
    name: account.name,
    tags: { team: 'security' },
  };
  return [own, ...workers, ...projects, ...others].filter(
    ({ tags }) => Object.keys(tags).length > 0,
  );
}
