import {
  CloudflareProblem,
  DeploymentAuditEvent,
  ProductionDeployment,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { whatIsProven } from '../../provenance/provenanceCounts';
import { ScorecardFacts } from '../CollectedFacts';
import {
  deployingEvent,
  deployingEvents,
  whyEventsUnknown,
} from './deployingEvents';
import { ciRunFindings, commitFindings } from './provenanceFindings';
import {
  deploymentParametersOf,
  ServingSubject,
  servingProduction,
} from './servingProduction';

/** What Cloudflare says made a version of which only a secret was changed. */
const SECRET = 'secret';

const NOT_TOLD_IF_DIRTY: CloudflareProblem = {
  kind: 'not-supported',
  product: 'pages',
  message: 'Cloudflare does not tell whether all of it was committed',
};
const NOT_TOLD_HOW_MADE: CloudflareProblem = {
  kind: 'not-supported',
  product: 'workers',
  message:
    'Cloudflare does not tell whether a secret was changed to make what serves',
};
const NO_TICKET =
  'A secret was changed, and neither the message of the version nor that of the deployment names a ticket';
const NO_CONTEXT: CloudflareProblem = {
  kind: 'not-supported',
  message: 'The audit log does not tell how whoever deployed it came in',
};
const NO_EVENT: CloudflareProblem = {
  kind: 'not-found',
  message:
    'The audit log has no event about the deployment: it is not known who made it',
};

/** What the checks of the scorecard look at. */
export const changeManagementFacts: ScorecardFacts<'change-management'> = {
  'prov.commit': async (subject, sources) => {
    const serving = await servingProduction(subject, sources);
    const provenance = serving.deployment?.provenance;
    const hasCommit = provenance && whatIsProven(provenance).commit;
    return {
      ...fromCatalog(serving),
      facts: {
        ...servingFacts(serving),
        ...(provenance && { provenance: provenance.state }),
        ...(hasCommit !== undefined && {
          hasCommit,
          commitSha: provenance?.commitSha ?? null,
        }),
      },
      ...(provenance &&
        hasCommit === false && { findings: commitFindings(provenance) }),
    };
  },

  'prov.ci-run': async (subject, sources) => {
    const serving = await servingProduction(subject, sources);
    const provenance = serving.deployment?.provenance;
    const hasCiRun = provenance && whatIsProven(provenance).ciRun;
    return {
      ...fromCatalog(serving),
      facts: {
        ...servingFacts(serving),
        ...(provenance && { provenance: provenance.state }),
        ...(hasCiRun !== undefined && { hasCiRun }),
      },
      ...(provenance &&
        hasCiRun === false && { findings: ciRunFindings(provenance) }),
    };
  },

  'prov.audit-event': async (subject, sources) => {
    const serving = await servingProduction(subject, sources);
    const { deployment } = serving;
    if (!deployment) {
      return { ...fromCatalog(serving), facts: servingFacts(serving) };
    }
    const [nearest] = deployingEvents(deployment);
    return {
      ...fromAuditLog(serving),
      facts: {
        ...servingFacts(serving),
        deployedAt: deployment.deployedAt,
        ...eventFacts(deployment),
        ...(deployment.auditEvents.state !== 'unknown' && {
          nearestSeconds: nearest?.deltaSeconds ?? null,
        }),
      },
      atLeast: deployment.auditEvents.reason ? ['events'] : [],
      findings: eventFindings(deployment),
    };
  },

  'prov.actor-separation': async (subject, sources) => {
    const serving = await servingProduction(subject, sources);
    const { deployment } = serving;
    if (!deployment) {
      return { ...fromCatalog(serving), facts: servingFacts(serving) };
    }
    const facts = {
      ...servingFacts(serving),
      deployedAt: deployment.deployedAt,
    };
    const collected = fromAuditLog(serving);
    const event = deployingEvent(deployment, sources.now);
    if (!event) {
      const isNone = deployment.auditEvents.state === 'none';
      return { ...collected, facts, ...(isNone && { problem: NO_EVENT }) };
    }
    const { actorType = null, context = null } = event;
    const deployedByCi = isCi(event, sources.config.deploymentContexts);
    return {
      sources: collected.sources,
      facts: {
        ...facts,
        actorType,
        actorContext: context,
        ...(deployedByCi !== undefined && { deployedByCi }),
      },
      ...(deployedByCi === undefined && { problem: NO_CONTEXT }),
      ...(deployedByCi === false && {
        findings: [`Whoever deployed it came in by '${context}'`],
      }),
    };
  },

  'prov.secret-change-linked': async (subject, sources) => {
    const serving = await servingProduction(subject, sources);
    const { deployment } = serving;
    const { triggeredBy, ticketUrl = null } =
      deploymentParametersOf(subject).lastDeployment ?? {};
    const facts = servingFacts(serving);
    if (!deployment || triggeredBy === undefined) {
      return {
        ...fromCatalog(serving),
        facts,
        ...(deployment && { problem: NOT_TOLD_HOW_MADE }),
      };
    }
    if (triggeredBy !== SECRET) {
      return {
        ...fromCatalog(serving),
        // All is read: the check is about something else.
        message: undefined,
        facts: { ...facts, triggeredBy },
      };
    }
    return {
      ...fromAuditLog(serving),
      facts: {
        ...facts,
        triggeredBy,
        deployedAt: deployment.deployedAt,
        ticketUrl,
        ...eventFacts(deployment),
      },
      atLeast: deployment.auditEvents.reason ? ['events'] : [],
      findings: [
        ...(ticketUrl === null ? [NO_TICKET] : []),
        ...eventFindings(deployment),
      ],
    };
  },

  'prov.clean-tree': async (subject, sources) => {
    const serving = await servingProduction(subject, sources);
    const { lastDeployment } = deploymentParametersOf(subject);
    const commitDirty = serving.deployment && lastDeployment?.commitDirty;
    const isUntold = serving.deployment && commitDirty === undefined;
    return {
      ...fromCatalog(serving),
      facts: {
        ...servingFacts(serving),
        ...(commitDirty !== undefined && { commitDirty }),
      },
      ...(isUntold && { problem: NOT_TOLD_IF_DIRTY }),
    };
  },
};

function servingFacts({ production, deployed }: ServingSubject) {
  return {
    ...(production !== undefined && { production }),
    ...(deployed !== undefined && { deployed }),
  };
}

function eventFacts(deployment: ProductionDeployment) {
  return {
    ...(deployment.auditEvents.state !== 'unknown' && {
      events: deployingEvents(deployment).length,
    }),
  };
}

function eventFindings({ auditEvents }: ProductionDeployment): string[] {
  if (auditEvents.state !== 'none') {
    return [];
  }
  return [
    auditEvents.events.length > 0
      ? 'Of the attempts that the audit log has, each failed'
      : 'The audit log has no event about it within 24 hours of the deployment',
  ];
}

function fromCatalog({ catalog, message }: ServingSubject) {
  return { ...catalog, message };
}

function fromAuditLog({ catalog, audit, deployment }: ServingSubject) {
  return {
    problem: catalog.problem,
    ...(deployment && whyEventsUnknown(deployment, audit.problem)),
    sources: [...catalog.sources, ...audit.sources],
  };
}

/** Undefined: not told. */
function isCi(
  { actorType, context }: DeploymentAuditEvent,
  contexts: readonly string[],
): boolean | undefined {
  // Cloudflare's own builds come in no way that a person could.
  if (actorType === 'system') {
    return true;
  }
  return context === undefined ? undefined : contexts.includes(context);
}
