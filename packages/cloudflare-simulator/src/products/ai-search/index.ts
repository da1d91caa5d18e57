import type { SimulatedAccount } from '../../account/SimulatedAccount';
import { ApiFailure, succeeded } from '../../http/envelope';
import { paged, pagedWithoutInfo } from '../../http/paging';
import type { ApiRequest } from '../../http/Route';
import type { SimulatedProduct } from '../SimulatedProduct';
import { acmeInstances, makeInstance } from './acme';
import type { Instance } from './Instance';

const path = '/accounts/{account}/ai-search/instances';
const ofNamespace =
  '/accounts/{account}/ai-search/namespaces/{namespace}/instances';
const permissions = ['AI Search Read', 'AI Search Write'];
const pageSizes = { default: 20, max: 100 };

function item(instance: Instance): object {
  return {
    id: instance.name,
    namespace: instance.namespace,
    ...instance.config,
    last_activity: instance.lastActivity,
    created_at: instance.createdOn,
    modified_at: instance.modifiedOn,
  };
}

/** AI Search: instances that index sources. */
export const aiSearch: SimulatedProduct<Instance> = {
  resources: ({ clock }) => acmeInstances(clock),
  make: (name, { clock }) => makeInstance(name, clock),
  auditedAs: {
    product: 'ai_search',
    resourceType: 'instance',
    path: '/ai-search/instances',
  },
  bindingFor: ({ name, namespace }) => ({
    type: 'ai_search',
    instance_name: name,
    namespace,
  }),
  routes: [
    {
      path,
      permissions,
      answer: (request, account) => {
        const namespace = request.query.get('namespace');
        return paged(
          request,
          account
            .of(aiSearch)
            .list()
            .filter(instance => !namespace || instance.namespace === namespace),
          pageSizes,
          item,
        );
      },
    },
    {
      path: `${ofNamespace}/{instance}/stats`,
      permissions,
      answer: (request, account) =>
        succeeded(instanceOf(request, account).stats),
    },
    {
      path: `${ofNamespace}/{instance}/jobs`,
      permissions,
      // The server tells nothing of pages here.
      answer: (request, account) =>
        pagedWithoutInfo(
          request,
          instanceOf(request, account).jobs,
          pageSizes,
          job => job,
        ),
    },
  ],
};

function instanceOf({ params }: ApiRequest, account: SimulatedAccount) {
  const found = account
    .of(aiSearch)
    .list()
    .find(
      ({ name, namespace }) =>
        name === params.instance && namespace === params.namespace,
    );
  if (!found) throw new ApiFailure(404, 7002, 'ai_search_not_found');
  return found;
}
