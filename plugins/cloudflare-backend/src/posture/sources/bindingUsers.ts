import {
  CloudflareProblem,
  ProductId,
  products,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { PostureSource } from '../PostureSources';
import { syncRuns } from './syncRuns';

/** Products whose resources can be bound to others. */
const USERS: readonly ProductId[] = [
  'workers',
  'pages',
  'queues',
  'aiGateway',
  'containers',
  'workflows',
  'durableObjects',
  'aiSearch',
];

/** Whether all is known that uses something in an account. */
export interface BindingUsers {
  /** Why it is not. */
  problem?: CloudflareProblem;
}

/**
 * Whether the last run of the sync knew of all that may use something. Only
 * then it calls orphans what nothing uses, and what it does not call so is used.
 */
export const bindingUsers: PostureSource<BindingUsers> = {
  name: syncRuns.name,
  async read({ sources, subjects }, account) {
    const reading = await sources.read(syncRuns, account);
    if ('problem' in reading) {
      return reading;
    }
    const { ended, statuses } = reading.value;
    const unknown = USERS.find(product => {
      const report = ended[0]?.products.find(each => each.product === product);
      const resources = subjects.filter(
        subject =>
          subject.kind === product && subject.account?.key === account.key,
      );
      // What is kept out of the catalog can use something, too.
      return !(
        report?.complete &&
        report.held === 0 &&
        report.detailsPending === 0 &&
        report.listed <= resources.length
      );
    });
    if (unknown === undefined) {
      return { ...reading, value: {} };
    }
    const isImported = statuses.some(
      ({ product, state }) => product === unknown && state !== 'not-imported',
    );
    return {
      ...reading,
      value: {
        problem: {
          kind: isImported ? 'incomplete' : 'not-supported',
          product: unknown,
          message: `Whether something uses it is not known: not all of ${products[unknown].title} is read and in the catalog`,
        },
      },
    };
  },
};
