import { CloudflareProblem } from '@cloudflare-backstage/plugin-cloudflare-common';
import { ScorecardFacts } from '../CollectedFacts';
import { catalogReading } from '../sources/productSync';
import { workflowRuns } from '../sources/workflowRuns';
import { percentOf } from './percentOf';
import {
  notTold,
  parametersOf,
  readOf,
  whyDetailUnread,
} from './subjectReading';

const NONE_ENDED: CloudflareProblem = {
  kind: 'incomplete',
  product: 'workflows',
  message: 'None of the newest 100 runs of the workflow has ended',
};

const TOO_LARGE: CloudflareProblem = {
  kind: 'incomplete',
  product: 'workflows',
  message: 'The workflow has more steps than are counted',
};

/** What the checks of workflows look at. */
export const workflowFacts: Pick<
  ScorecardFacts<'resilience'>,
  'workflow.last-run' | 'workflow.retry'
> = {
  async 'workflow.last-run'(subject, sources) {
    if (parametersOf(subject).flag('neverRun')) {
      const catalog = await catalogReading(subject, sources);
      return {
        facts: { endedRuns: 0 },
        ...catalog,
        message: 'The workflow never ran',
      };
    }
    const { value, ...told } = await readOf(
      subject,
      workflowRuns,
      sources,
      subject.name,
    );
    if (!value) {
      return { facts: {}, ...told };
    }
    const { ended, errored, last, more } = value;
    if (!last) {
      // Behind many runs that are under way there may be one that ended.
      return more
        ? { facts: {}, ...told, problem: told.problem ?? NONE_ENDED }
        : { facts: { endedRuns: 0 }, ...told };
    }
    return {
      facts: {
        endedRuns: ended,
        lastStatus: last.status,
        lastEndedAt: last.endedAt ?? null,
        erroredPercent: percentOf(errored, ended),
      },
      ...told,
    };
  },

  async 'workflow.retry'(subject, sources) {
    const parameters = parametersOf(subject);
    const catalog = await catalogReading(subject, sources);
    const message = whyDetailUnread(subject);
    if (message !== undefined) {
      return { facts: {}, ...catalog, message };
    }
    switch (parameters.text('stepGraph')) {
      case 'available': {
        const steps = parameters.number('steps');
        const retryPolicies = parameters.texts('retryPolicy');
        return {
          facts: {
            steps,
            retryPolicies,
            // Those that were not counted may have one.
            ...((retryPolicies.length > 0 || steps !== undefined) && {
              hasRetryPolicies: retryPolicies.length > 0,
            }),
            stepsWithoutRetries: parameters.number('stepsWithoutRetries'),
          },
          ...catalog,
          ...(steps === undefined && {
            atLeast: ['stepsWithoutRetries'],
            problem: TOO_LARGE,
          }),
        };
      }
      case 'not-available':
        return {
          facts: {},
          ...catalog,
          problem: notTold('the steps of the current version of the workflow'),
        };
      default:
        return { facts: {}, ...catalog };
    }
  },
};
