import { check } from './Check';
import { Scorecard } from './Scorecard';

const IN_PRODUCTION =
  'What is deployed and serves production: a Worker whose environment counts as production, and a Pages project that no environment takes out of it.';

const production = { type: 'boolean', title: 'Serves production' } as const;
const deployed = { type: 'boolean', title: 'Is deployed' } as const;
const deployedAt = { type: 'time', title: 'Deployed at' } as const;
const provenance = { type: 'string', title: 'Provenance' } as const;
const events = {
  type: 'integer',
  title: 'Events within 24 hours',
  volatile: true,
} as const;

const isServing = {
  all: [
    { fact: 'production', is: 'equal', value: true },
    { fact: 'deployed', is: 'equal', value: true },
  ],
} as const;

/** Change management and provenance. */
export const changeManagementScorecard = {
  id: 'change-management',
  title: 'Change management and provenance',
  description:
    'Whether what serves production can be traced to a commit, to a CI run and to an event of the audit log.',
  checks: {
    'prov.commit': check({
      id: 'prov.commit',
      version: 1,
      title: 'Production comes from a known commit',
      proves:
        'Everything that serves production traffic names the full SHA of its commit, and no two sources disagree about it. It does not prove that the commit was reviewed, nor that it is in the repository.',
      remediation:
        'Deploy from CI with the commit as the tag (`wrangler deploy --tag`), by Workers Builds or with a Git integration, or hand in a build manifest. Where sources disagree, deploy again from the right commit.',
      severity: 'high',
      kind: 'operating',
      criteria: ['CC8.1'],
      subjects: ['workers', 'pages'],
      facts: {
        production,
        deployed,
        hasCommit: { type: 'boolean', title: 'All of it has a full commit' },
        commitSha: { type: 'string', title: 'Commit' },
        provenance,
      },
      applies: isServing,
      appliesTo: IN_PRODUCTION,
      rule: { fact: 'hasCommit', is: 'equal', value: true },
    }),
    'prov.ci-run': check({
      id: 'prov.ci-run',
      version: 1,
      title: 'Production comes from a known CI run',
      proves:
        'Everything that serves production traffic names the CI run that made it: a URL on an allowed host, or a run of Workers Builds. It does not prove what the run did.',
      remediation:
        'Write the URL of the CI run into the message of the deployment (`wrangler deploy --message`), use Workers Builds, or hand in a build manifest. Allow the host of your CI in `cloudflare.provenance.ciHosts`.',
      severity: 'high',
      kind: 'operating',
      criteria: ['CC8.1'],
      subjects: ['workers', 'pages'],
      facts: {
        production,
        deployed,
        hasCiRun: { type: 'boolean', title: 'All of it has a CI run' },
        provenance,
      },
      applies: isServing,
      appliesTo: IN_PRODUCTION,
      rule: { fact: 'hasCiRun', is: 'equal', value: true },
    }),
    'prov.audit-event': check({
      id: 'prov.audit-event',
      version: 1,
      title: 'Production deployments are in the audit log',
      proves:
        "The account's audit log has an event about the deployed resource within 24 hours of the deployment. All such events are candidates: it does not prove which of them is the deployment. That there is none is only told of a time that was read whole.",
      remediation:
        'Find out how it was deployed: a change that the audit log does not know was made past it, or belongs to another account. Deploy again from CI.',
      severity: 'high',
      kind: 'operating',
      criteria: ['CC8.1', 'CC7.2'],
      subjects: ['workers', 'pages'],
      facts: {
        production,
        deployed,
        deployedAt,
        events,
        nearestSeconds: {
          type: 'integer',
          title: 'From the deployment to the nearest event',
          unit: 'seconds',
          volatile: true,
        },
      },
      applies: isServing,
      appliesTo: IN_PRODUCTION,
      rule: { fact: 'events', is: 'at-least', value: 1 },
    }),
    'prov.actor-separation': check({
      id: 'prov.actor-separation',
      version: 1,
      title: 'Production is deployed by CI, not by hand',
      proves:
        'Whoever made the event of the audit log that is nearest to the deployment came in as CI does, by `cloudflare.scorecards.deploymentContexts`, or was Cloudflare itself. It does not prove who started the CI run.',
      remediation:
        'Deploy with an API token of CI, and take the permission to deploy from people. If CI of yours comes in another way, add that to `cloudflare.scorecards.deploymentContexts`.',
      severity: 'medium',
      kind: 'operating',
      criteria: ['CC8.1', 'CC6.3'],
      subjects: ['workers', 'pages'],
      facts: {
        production,
        deployed,
        deployedAt,
        deployedByCi: { type: 'boolean', title: 'Deployed by CI' },
        actorContext: { type: 'string', title: 'How the actor came in' },
        actorType: { type: 'string', title: 'Type of the actor' },
      },
      applies: isServing,
      appliesTo: IN_PRODUCTION,
      rule: { fact: 'deployedByCi', is: 'equal', value: true },
    }),
    'prov.secret-change-linked': check({
      id: 'prov.secret-change-linked',
      version: 1,
      title: 'Changed secrets are in the audit log and have a ticket',
      proves:
        'Where a version that serves production was made by changing a secret, the audit log has an event about the Worker within 24 hours of its deployment, and the message of the version or of the deployment names a ticket. It does not prove that the ticket approved the change, and tells nothing of changes that another version has replaced.',
      remediation:
        'Change secrets with `wrangler versions secret put --message` and deploy that version, with the URL of the ticket in the message, and set `cloudflare.provenance.ticketUrls` to what such URLs begin with. For a change that was made without, have an exemption with its ticket approved.',
      severity: 'medium',
      kind: 'operating',
      criteria: ['CC8.1'],
      subjects: ['workers'],
      facts: {
        production,
        deployed,
        triggeredBy: { type: 'string', title: 'Made by' },
        deployedAt,
        ticketUrl: { type: 'string', title: 'Ticket' },
        events,
      },
      applies: {
        all: [
          ...isServing.all,
          { fact: 'triggeredBy', is: 'equal', value: 'secret' },
        ],
      },
      appliesTo:
        'A Worker that serves production with a version that was made by changing a secret.',
      rule: {
        all: [
          { not: { fact: 'ticketUrl', is: 'equal', value: null } },
          { fact: 'events', is: 'at-least', value: 1 },
        ],
      },
    }),
    'prov.clean-tree': check({
      id: 'prov.clean-tree',
      version: 1,
      title: 'Pages are deployed from a clean tree',
      proves:
        'What serves production was uploaded from files that were all committed, as the tool that uploaded it said.',
      remediation:
        'Commit everything before `wrangler pages deploy`, or deploy from CI, which has nothing but what is committed.',
      severity: 'low',
      kind: 'operating',
      criteria: ['CC8.1'],
      subjects: ['pages'],
      facts: {
        production,
        deployed,
        commitDirty: { type: 'boolean', title: 'From a tree with changes' },
      },
      applies: isServing,
      appliesTo: IN_PRODUCTION,
      rule: { fact: 'commitDirty', is: 'equal', value: false },
    }),
  },
} satisfies Scorecard;
