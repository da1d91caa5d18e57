import { uuidOf } from '../../account/ids';
import type { SimulatedAccount } from '../../account/SimulatedAccount';
import { ApiFailure, succeeded } from '../../http/envelope';
import { tokenPaged, unpaged } from '../../http/paging';
import type { SimulatedProduct } from '../SimulatedProduct';
import { acmeApplications, scheduled } from './acme';
import type { ContainerApplication, Instance } from './ContainerApplication';
import { containersDatasets } from './datasets';

const path = '/accounts/{account}/containers/applications';
const permissions = ['Workers Containers Read'];
const activeStates = ['provisioning', 'running', 'stopping', 'unhealthy'];

const item = ({ id, name, item: rest }: ContainerApplication) => ({
  id,
  name,
  ...rest,
});

function instancesIn(
  state: string | null,
  { instances }: ContainerApplication,
): Instance[] {
  return instances.filter(
    ({ status }) =>
      !state || (state === 'active') === activeStates.includes(status.state),
  );
}

/** Containers: applications made of images. */
export const containers: SimulatedProduct<ContainerApplication> = {
  resources: ({ clock }) => acmeApplications(clock),
  make: (name, { clock }, seed) =>
    scheduled(name, clock, {
      id: uuidOf(seed),
      image: `registry.cloudflare.com/acme/${name}:1.0`,
      states: ['running'],
    }),
  auditedAs: {
    product: 'containers',
    resourceType: 'application',
    path: '/containers/applications',
  },
  routes: [
    {
      path,
      permissions,
      answer: (request, account) =>
        tokenPaged(
          request,
          account.of(containers).list(),
          { default: 500, max: 500 },
          item,
        ),
    },
    {
      path: `${path}/{application}`,
      permissions,
      answer: ({ params }, account) =>
        succeeded(item(applicationOf(account, params.application))),
    },
    {
      path: `${path}/{application}/instances-v2`,
      permissions,
      answer: (request, account) =>
        tokenPaged(
          request,
          instancesIn(
            request.query.get('state'),
            applicationOf(account, request.params.application),
          ),
          { default: 100, max: 1000 },
          instance => instance,
        ),
    },
    {
      path: `${path}/{application}/versions`,
      permissions,
      answer: (request, account) =>
        unpaged(
          request,
          applicationOf(account, request.params.application).versions,
          version => version,
        ),
    },
  ],
  datasets: containersDatasets,
};

function applicationOf(
  account: SimulatedAccount,
  id: string,
): ContainerApplication {
  const application = account.of(containers).find(id);
  if (!application) {
    throw new ApiFailure(404, 1404, 'The application was not found');
  }
  return application;
}
