/**
 * What tests of backends with the Cloudflare plugins need.
 *
 * @packageDocumentation
 */
import {
  createServiceFactory,
  ServiceFactory,
} from '@backstage/backend-plugin-api';
import {
  chooseAccount,
  CloudflareAccount,
  CloudflareRequestObserver,
  CloudflareService,
  cloudflareServiceRef,
} from './CloudflareService';

export type {
  CloudflareAccount,
  CloudflareRequestObserver,
  CloudflareService,
} from './CloudflareService';

/**
 * The Cloudflare service over accounts of a test's own making, such as clients
 * that talk to a simulator, or fakes.
 *
 * @public
 */
export function cloudflareServiceMock(options: {
  accounts: CloudflareAccount[];
}): CloudflareService {
  const observers = new Set<CloudflareRequestObserver>();
  return {
    accounts: () => options.accounts,
    account: key => chooseAccount(options.accounts, key),
    observe: observer => {
      observers.add(observer);
      return () => observers.delete(observer);
    },
  };
}

/**
 * What belongs to the mock of the Cloudflare service.
 *
 * @public
 */
export namespace cloudflareServiceMock {
  /** The mock as a feature for `startTestBackend`. */
  export const factory = (options: {
    accounts: CloudflareAccount[];
  }): ServiceFactory<CloudflareService, 'root'> =>
    createServiceFactory({
      service: cloudflareServiceRef,
      deps: {},
      factory: () => cloudflareServiceMock(options),
    });
}
