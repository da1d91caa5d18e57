import { check } from './Check';
import {
  queueBacklog,
  queueDeadLetters,
  queueDeadLettersEmpty,
  queueLag,
} from './resilience.queues';
import { Scorecard } from './Scorecard';

/** Resilience and runtime. */
export const resilienceScorecard = {
  id: 'resilience',
  title: 'Resilience and runtime',
  description:
    'Whether work that fails is kept and tried again, and whether what runs keeps up and finds what it needs.',
  checks: {
    'queue.dlq': queueDeadLetters,
    'queue.backlog': queueBacklog,
    'queue.lag': queueLag,
    'queue.dlq-empty': queueDeadLettersEmpty,
    'workflow.last-run': check({
      id: 'workflow.last-run',
      version: 1,
      title: 'The last run of the workflow completed',
      proves:
        'The last run that ended was completed, and few of the newest runs failed. Runs that are still under way say nothing yet, and a run that was terminated by hand was not completed.',
      remediation:
        'Look at the error of the failed step in the Cloudflare dashboard, repair it, and restart the run.',
      severity: 'medium',
      kind: 'operating',
      criteria: ['A1.2', 'PI1.3'],
      subjects: ['workflows'],
      facts: {
        endedRuns: {
          type: 'integer',
          title: 'Ended runs among the newest 100 of 30 days',
          volatile: true,
        },
        lastStatus: { type: 'string', title: 'How the last run ended' },
        lastEndedAt: {
          type: 'time',
          title: 'When the last run ended',
          volatile: true,
        },
        erroredPercent: {
          type: 'number',
          title: 'Share of the ended runs that failed',
          unit: 'percent',
          volatile: true,
        },
      },
      thresholds: {
        mostErroredPercent: {
          title: 'Largest share of failed runs',
          default: 10,
          least: 0,
          most: 100,
          unit: 'percent',
        },
      },
      applies: { fact: 'endedRuns', is: 'more-than', value: 0 },
      appliesTo:
        'No run of the workflow has ended in the last 30 days, or it never ran.',
      rule: {
        all: [
          { fact: 'lastStatus', is: 'equal', value: 'complete' },
          {
            fact: 'erroredPercent',
            is: 'at-most',
            threshold: 'mostErroredPercent',
          },
        ],
      },
    }),
    'workflow.retry': check({
      id: 'workflow.retry',
      version: 1,
      title: 'Every step of the workflow is retried',
      proves:
        "No step of the workflow's current version is given up after its first failure, as Cloudflare derives the steps from the code. Whether a retry can help, it does not prove.",
      remediation:
        'Give each `step.do` whose retry limit is 0 a limit of at least 1, with a delay and a backoff, or let the defaults of Cloudflare apply.',
      severity: 'low',
      kind: 'design',
      criteria: ['A1.2'],
      subjects: ['workflows'],
      facts: {
        steps: { type: 'integer', title: 'Steps' },
        retryPolicies: {
          type: 'strings',
          title: 'How the delay between retries grows, of all steps',
        },
        hasRetryPolicies: {
          type: 'boolean',
          title: 'There are steps that can be retried',
        },
        stepsWithoutRetries: {
          type: 'integer',
          title: 'Steps that are not retried',
        },
      },
      applies: { fact: 'hasRetryPolicies', is: 'equal', value: true },
      appliesTo:
        'The workflow has no step of which Cloudflare tells how it is retried.',
      rule: { fact: 'stepsWithoutRetries', is: 'equal', value: 0 },
    }),
    'do.error-rate': check({
      id: 'do.error-rate',
      version: 1,
      title: 'Few requests to the Durable Objects fail',
      proves:
        'Of the requests to the objects of this class that were measured in the last 24 hours, only a small share ended in an error. Without requests there is no share.',
      remediation:
        'Look for the exception in the logs of the Worker that implements the class.',
      severity: 'medium',
      kind: 'operating',
      criteria: ['A1.2', 'CC7.2'],
      subjects: ['durableObjects'],
      facts: {
        requests: {
          type: 'integer',
          title: 'Requests in 24 hours',
          volatile: true,
        },
        errors: {
          type: 'integer',
          title: 'Requests that failed in 24 hours',
          volatile: true,
        },
        errorPercent: {
          type: 'number',
          title: 'Share of the requests that failed',
          unit: 'percent',
          volatile: true,
        },
      },
      thresholds: {
        mostErrorPercent: {
          title: 'Largest share of failed requests',
          default: 1,
          least: 0,
          most: 100,
          unit: 'percent',
        },
      },
      applies: { fact: 'requests', is: 'more-than', value: 0 },
      appliesTo:
        'Cloudflare measured no request to the objects in the last 24 hours.',
      rule: {
        fact: 'errorPercent',
        is: 'at-most',
        threshold: 'mostErrorPercent',
      },
    }),
    'do.websocket-doc': check({
      id: 'do.websocket-doc',
      version: 1,
      title: 'The use of WebSockets is documented',
      proves:
        'The Component says where the use of WebSockets through Durable Objects is described, its own and that of its Worker or Pages project. Whether that page is right, or up to date, it does not prove; and a use that Cloudflare did not measure in the last 24 hours is not seen.',
      remediation:
        'Describe who connects and for how long, and name the page in the annotation `cloudflare.com/websocket-doc` of the Component: a path in its TechDocs, or an https URL.',
      severity: 'low',
      kind: 'design',
      criteria: ['CC2.1'],
      subjects: ['component'],
      facts: {
        webSocketClasses: {
          type: 'integer',
          title: 'Durable Object classes with WebSockets in 24 hours',
          volatile: true,
        },
        isDocumented: {
          type: 'boolean',
          title: 'The Component names a page',
        },
      },
      applies: { fact: 'webSocketClasses', is: 'more-than', value: 0 },
      appliesTo:
        'Cloudflare measured no WebSocket in Durable Objects of the Component in the last 24 hours.',
      rule: { fact: 'isDocumented', is: 'equal', value: true },
    }),
    'binding.dangling': check({
      id: 'binding.dangling',
      version: 1,
      title: 'Everything that is bound exists',
      proves:
        'Everything that the resource binds or refers to was found in the account. Names that code looks up by itself are not seen.',
      remediation:
        'Create what is missing, or remove the binding, and deploy again.',
      severity: 'high',
      kind: 'design',
      criteria: ['CC7.1', 'A1.2'],
      subjects: [
        'workers',
        'pages',
        'queues',
        'workflows',
        'durableObjects',
        'containers',
        'aiGateway',
        'aiSearch',
      ],
      facts: {
        danglingBindings: {
          type: 'integer',
          title: 'Bindings to something that does not exist',
        },
      },
      rule: { fact: 'danglingBindings', is: 'equal', value: 0 },
    }),
  },
} satisfies Scorecard;
