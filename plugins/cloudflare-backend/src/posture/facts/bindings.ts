import { CloudflareProblem } from '@cloudflare-backstage/plugin-cloudflare-common';
import { ScorecardFacts } from '../CollectedFacts';
import { catalogReading } from '../sources/productSync';
import { parametersOf, whyDetailUnread } from './subjectReading';

/** Parameters that tell that something a resource refers to was not read. */
const COMPLETE = ['bindingsComplete', 'producersComplete', 'consumersComplete'];

const NOT_ALL_READ: CloudflareProblem = {
  kind: 'incomplete',
  message:
    'Not all that the resource binds is read yet, or not all products that it binds could be listed',
};

/** What the checks of bindings look at. */
export const bindingFacts: Pick<
  ScorecardFacts<'resilience'>,
  'binding.dangling'
> = {
  async 'binding.dangling'(subject, sources) {
    const parameters = parametersOf(subject);
    const dangling = parameters.texts('danglingBindings');
    const isComplete = COMPLETE.every(name => parameters.flag(name) !== false);
    const catalog = await catalogReading(subject, sources);
    const message = whyDetailUnread(subject);
    // What is bound now may have nothing of it.
    if (message !== undefined && !isComplete) {
      return { facts: {}, ...catalog, message };
    }
    return {
      facts: { danglingBindings: dangling.length },
      ...catalog,
      ...(!isComplete && {
        atLeast: ['danglingBindings'],
        problem: catalog.problem ?? NOT_ALL_READ,
      }),
      findings: dangling.map(binding => `There is no ${binding}`),
    };
  },
};
