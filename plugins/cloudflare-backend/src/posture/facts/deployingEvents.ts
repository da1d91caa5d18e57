import {
  AuditEventsUnknownReason,
  CloudflareProblem,
  DeploymentAuditEvent,
  ProductionDeployment,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { timeText } from '../timeText';

const MS_PER_SECOND = 1000;
const MS_PER_DAY = 86_400_000;

/** Events that may be the deployment, the nearest first. */
export function deployingEvents({
  auditEvents,
}: ProductionDeployment): DeploymentAuditEvent[] {
  // An attempt that failed deployed nothing.
  return auditEvents.events.filter(({ result }) => result !== 'failure');
}

/** The event nearest to a deployment, if none nearer can be missing. */
export function deployingEvent(
  deployment: ProductionDeployment,
  now: Date,
): DeploymentAuditEvent | undefined {
  const [nearest] = deployingEvents(deployment);
  const { reason } = deployment.auditEvents;
  if (!nearest || reason === undefined) {
    return nearest;
  }
  const sinceThen = (now.getTime() - deployedAtOf(deployment)) / MS_PER_SECOND;
  return reason === 'recent' && Math.abs(nearest.deltaSeconds) <= sinceThen
    ? nearest
    : undefined;
}

/** Why the events about a deployment are not all known. */
export function whyEventsUnknown(
  deployment: ProductionDeployment,
  logProblem: CloudflareProblem | undefined,
): { problem?: CloudflareProblem; message?: string } {
  const { reason } = deployment.auditEvents;
  if (reason === 'recent') {
    const known = new Date(deployedAtOf(deployment) + MS_PER_DAY);
    return {
      message: `The audit log may still get an event about the deployment: whether there is one is known at ${timeText(
        known,
      )}, 24 hours after it`,
    };
  }
  return { problem: reason && problemOf(reason, logProblem) };
}

function problemOf(
  reason: AuditEventsUnknownReason,
  logProblem: CloudflareProblem | undefined,
): CloudflareProblem | undefined {
  switch (reason) {
    case 'too-old':
      return {
        kind: 'not-supported',
        message:
          'It was deployed earlier than the 18 months for which Cloudflare keeps the audit log',
      };
    case 'incomplete':
      return {
        kind: 'incomplete',
        message:
          'The audit log has more events of that time than are read at once',
      };
    case 'unavailable':
      return (
        logProblem ?? {
          kind: 'unavailable',
          message: 'The audit log could not be read',
        }
      );
    default:
      return undefined;
  }
}

function deployedAtOf({ deployedAt }: ProductionDeployment): number {
  return Date.parse(deployedAt ?? '');
}
