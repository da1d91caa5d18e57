import type { AccountClock } from '../account/AccountClock';
import { hexId, numberBelow, pick, serial } from '../account/ids';
import type { SimulatedAccount } from '../account/SimulatedAccount';
import { exampleBodies } from '../fixtures';
import { restrictedMarkers, secretMarkers } from '../fixtures/secretMarkers';
import { ApiFailure, succeeded } from '../http/envelope';
import { paged } from '../http/paging';
import type { SimulatedProduct, SimulatedResource } from './SimulatedProduct';

/** A secret as the API gives it: never with its value. */
interface Secret {
  id: string;
  name: string;
  status: string;
  scopes?: string[];
  comment?: string;
  created: string;
  modified: string;
}

/** A store of secrets. */
export interface SecretsStore extends SimulatedResource {
  created: string;
  modified: string;
  secrets: Secret[];
}

const path = '/accounts/{account}/secrets_store';
const permissions = ['Secrets Store Read', 'Secrets Store Write'];
const pages = { default: 20, max: 100 };
/** Of partners, each with a key of its own: they fill the second page. */
const partners = 103;

function makeSecret(
  name: string,
  clock: AccountClock,
  change: Partial<Secret> = {},
): Secret {
  const days = 20 + numberBelow(300, `secret/${name}`);
  return {
    id: hexId(`secret/${name}`),
    name,
    status: 'active',
    scopes: ['workers'],
    comment: `${secretMarkers.secretComment} of ${name}`,
    created: clock.ago(days * 24),
    modified: clock.ago(numberBelow(days, `changed/${name}`) * 24),
    ...change,
  };
}

/** acme's only store: the examples, one of every odd kind, and many of partners. */
function acmeStores(clock: AccountClock): SecretsStore[] {
  const [store] = clock.moved(exampleBodies.secretsStoreStoresList.result);
  const examples = clock
    .moved(exampleBodies.secretsStoreStoresSecretsList.result)
    .map(({ store_id: _, ...secret }): Secret => secret);
  return [
    {
      id: store.id,
      name: store.name,
      created: store.created,
      modified: store.modified,
      secrets: [
        ...examples,
        makeSecret('anthropic_api_key', clock, {
          scopes: ['workers', 'ai_gateway'],
        }),
        makeSecret('edge_signing_key', clock),
        makeSecret(restrictedMarkers.secretName, clock),
        // Entered, and not everywhere yet.
        makeSecret('dex_probe_token', clock, {
          status: 'pending',
          scopes: ['dex'],
        }),
        // Nobody may use it.
        makeSecret('unassigned', clock, { scopes: undefined }),
        ...Array.from({ length: partners }, (_, index) => {
          const name = `partner_${serial(index + 1).slice(-3)}_key`;
          const scopes = pick([['workers'], ['workers', 'containers']], name);
          return makeSecret(name, clock, { scopes });
        }),
      ],
    },
  ];
}

function storeItem(store: SecretsStore, account: SimulatedAccount): object {
  return {
    id: store.id,
    name: store.name,
    created: store.created,
    modified: store.modified,
    account_id: account.id,
  };
}

const isThere = ({ status }: Secret) => status !== 'deleted';

/** Secrets Store: what is told of an account's secrets. */
export const secretsStore: SimulatedProduct<SecretsStore> = {
  resources: ({ clock }) => acmeStores(clock),
  make: (name, { clock }, seed) => ({
    id: hexId(seed),
    name,
    created: clock.ago(24),
    modified: clock.ago(24),
    secrets: [makeSecret(`${name}_key`, clock)],
  }),
  auditedAs: {
    product: 'secrets_store',
    resourceType: 'store',
    path: '/secrets_store/stores',
  },
  bindingFor: ({ id, secrets }) => ({
    type: 'secrets_store_secret',
    store_id: id,
    secret_name: secrets[0].name,
  }),
  routes: [
    {
      path: `${path}/stores`,
      permissions,
      answer: (request, account) =>
        paged(request, account.of(secretsStore).list(), pages, store =>
          storeItem(store, account),
        ),
    },
    {
      path: `${path}/stores/{store}/secrets`,
      permissions,
      answer: (request, account) => {
        const store = storeOf(account, request.params.store);
        return paged(request, store.secrets, pages, secret => ({
          ...secret,
          store_id: store.id,
        }));
      },
    },
    {
      path: `${path}/quota`,
      permissions,
      answer: (_, account) => {
        const stores = account.of(secretsStore).list();
        const usage = stores.flatMap(({ secrets }) => secrets.filter(isThere));
        const { quota } = exampleBodies.secretsStoreQuota.result.secrets;
        return succeeded({ secrets: { quota, usage: usage.length } });
      },
    },
  ],
};

function storeOf(account: SimulatedAccount, id: string): SecretsStore {
  const store = account.of(secretsStore).find(id);
  // The code is that of any wrong input; the message alone tells.
  if (!store) throw new ApiFailure(404, 1001, 'store_not_found');
  return store;
}
