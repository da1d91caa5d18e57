import type { SimulatedAccount } from '../../account/SimulatedAccount';
import { ApiFailure, succeeded } from '../../http/envelope';
import { cursorPaged, paged } from '../../http/paging';
import type { SimulatedProduct } from '../SimulatedProduct';
import { acmeNamespaces, makeNamespace } from './acme';
import { kvDatasets } from './datasets';
import type { KvKey, KvNamespace } from './KvNamespace';

const list = '/accounts/{account}/storage/kv/namespaces';
const permissions = ['Workers KV Storage Read'];
const keysAtOnce = 100;

function namespaceItem({ id, name, jurisdiction }: KvNamespace): object {
  return {
    id,
    title: name,
    supports_url_encoding: true,
    ...(jurisdiction && { jurisdiction }),
  };
}

const keyItem = ({ name, expiration, metadata }: KvKey) => ({
  name,
  ...(expiration !== undefined && { expiration }),
  ...(metadata !== undefined && { metadata }),
});

/** Bytes that are no text are lost, as in the API. */
const textOf = (value: string | Buffer) =>
  typeof value === 'string' ? value : value.toString('utf8');

/** How the API takes a bulk read. */
function askedFor(body: unknown): { keys: string[]; type: string } {
  const { keys, type = 'text' } = (body ?? {}) as {
    keys?: unknown;
    type?: string;
  };
  if (!Array.isArray(keys) || keys.some(key => typeof key !== 'string')) {
    throw new ApiFailure(400, 10020, "get_bulk: 'keys must be a list'");
  }
  if (keys.length > keysAtOnce) {
    throw new ApiFailure(400, 10047, "get_bulk: 'too many keys'");
  }
  return { keys, type };
}

/** Workers KV: namespaces of keys and values. */
export const kv: SimulatedProduct<KvNamespace> = {
  resources: ({ clock }) => acmeNamespaces(clock),
  make: (title, _account, seed) => makeNamespace(title, seed),
  taggedAs: 'kv_namespace',
  auditedAs: {
    product: 'workers_kv',
    resourceType: 'namespace',
    path: '/storage/kv/namespaces',
  },
  bindingFor: ({ id }) => ({ type: 'kv_namespace', namespace_id: id }),
  routes: [
    {
      path: list,
      permissions,
      answer: (request, account) =>
        paged(
          request,
          account.of(kv).list(),
          { default: 20, max: 1000 },
          namespaceItem,
        ),
    },
    {
      path: `${list}/{namespace}/keys`,
      permissions,
      answer: (request, account) => {
        const { params, query } = request;
        const { keys } = namespaceOf(account, params.namespace, 'list keys');
        const prefix = query.get('prefix') ?? '';
        return cursorPaged(
          request,
          keys.filter(({ name }) => name.startsWith(prefix)),
          {
            default: 1000,
            min: 10,
            max: 1000,
            sizeName: 'limit',
            refusal: () => new ApiFailure(400, 10029, 'Invalid limit'),
            info: ({ count }) => ({ count }),
          },
          keyItem,
        );
      },
    },
    {
      path: `${list}/{namespace}/bulk/get`,
      method: 'POST',
      permissions,
      answer: ({ params, body }, account) => {
        const namespace = namespaceOf(account, params.namespace, 'get_bulk');
        const { keys, type } = askedFor(body);
        const byName = new Map(namespace.keys.map(key => [key.name, key]));
        const read = (name: string): unknown => {
          const key = byName.get(name);
          if (!key) return null;
          const text = textOf(key.value);
          if (type !== 'json') return text;
          try {
            return JSON.parse(text);
          } catch {
            throw new ApiFailure(400, 10022, "get_bulk: 'value is not JSON'");
          }
        };
        return succeeded({
          values: Object.fromEntries(keys.map(name => [name, read(name)])),
        });
      },
    },
  ],
  datasets: kvDatasets,
};

function namespaceOf(
  account: SimulatedAccount,
  id: string,
  call: string,
): KvNamespace {
  const namespace = account.of(kv).find(id);
  if (!namespace) {
    throw new ApiFailure(404, 10013, `${call}: 'namespace not found'`);
  }
  return namespace;
}
