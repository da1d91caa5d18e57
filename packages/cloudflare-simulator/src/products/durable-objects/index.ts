import { hexId } from '../../account/ids';
import { paged } from '../../http/paging';
import type { SimulatedProduct } from '../SimulatedProduct';
import { acmeNamespaces, makeNamespace } from './acme';
import { durableObjectsDatasets } from './datasets';
import type { DurableObjectNamespace } from './DurableObjectNamespace';

/** Durable Objects: namespaces, one per class of a Worker. */
export const durableObjects: SimulatedProduct<DurableObjectNamespace> = {
  resources: acmeNamespaces,
  make: (name, _account, seed) =>
    makeNamespace('acme-api', `C${hexId(name, 12)}`, { id: hexId(seed), name }),
  taggedAs: 'durable_object_namespace',
  auditedAs: {
    product: 'durable_objects',
    resourceType: 'namespace',
    path: '/workers/durable_objects/namespaces',
  },
  bindingFor: ({ id, className, scriptName }) => ({
    type: 'durable_object_namespace',
    namespace_id: id,
    class_name: className,
    script_name: scriptName,
  }),
  routes: [
    {
      path: '/accounts/{account}/workers/durable_objects/namespaces',
      permissions: ['Workers Scripts Read'],
      answer: (request, account) =>
        paged(
          request,
          account.of(durableObjects).list(),
          { default: 20, max: 1000, withoutTotalPages: true },
          ({ id, name, className, scriptName, usesSqlite }) => ({
            id,
            name,
            script: scriptName,
            class: className,
            use_sqlite: usesSqlite,
          }),
        ),
    },
  ],
  datasets: durableObjectsDatasets,
};
