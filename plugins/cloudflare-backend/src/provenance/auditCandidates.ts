import { CfAuditEvent } from '@cloudflare-backstage/cloudflare-client';
import {
  AuditEventsUnknownReason,
  DeploymentAuditEvent,
  DeploymentAuditEvents,
  ProductId,
  products,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { Interval, MS_PER_DAY } from '../evidence/logs/intervals';
import { productBackends } from '../products';
import { AuditLogReading } from './auditLog';

const MS_PER_SECOND = 1000;

const deployed = Object.entries(productBackends).filter(
  ([, { auditPaths }]) => auditPaths,
) as [ProductId, (typeof productBackends)[ProductId]][];

/** A deployment, as the audit log is searched for it. */
export interface SoughtDeployment {
  product: ProductId;
  /** Of the resource. */
  name: string;
  /** By which Cloudflare may also tell of the resource or the deployment. */
  ids: readonly string[];
  /** In milliseconds since the epoch. */
  deployedAt: number;
}

/** From 24 hours before a deployment to 24 hours after. */
export function auditWindowOf({ deployedAt }: SoughtDeployment): Interval {
  return { from: deployedAt - MS_PER_DAY, to: deployedAt + MS_PER_DAY };
}

/** The events of a log by the resources that they are about. */
export class AuditCandidates {
  private readonly byResource = new Map<string, Set<CfAuditEvent>>();

  constructor(private readonly log: AuditLogReading) {
    for (const event of log.events) {
      for (const key of keysOf(event)) {
        const found = this.byResource.get(key);
        if (found) {
          found.add(event);
        } else {
          this.byResource.set(key, new Set([event]));
        }
      }
    }
  }

  /** What the log tells of a deployment, the nearest event first. */
  of(sought: SoughtDeployment): DeploymentAuditEvents {
    const { product, name, ids, deployedAt } = sought;
    const window = auditWindowOf(sought);
    const keys = [
      named(product, name),
      ...ids.flatMap(id => [named(product, id), identified(id)]),
    ];
    const about = new Set(
      keys.flatMap(key => [...(this.byResource.get(key) ?? [])]),
    );
    const events = [...about]
      .map(event => ({ event, at: Date.parse(event.time) }))
      .filter(({ at }) => at >= window.from && at <= window.to)
      .map(({ event, at }) =>
        toAuditEvent(event, Math.round((at - deployedAt) / MS_PER_SECOND)),
      )
      .sort(nearestFirst);
    const reason = this.whyIncomplete(window);
    // An attempt that failed deployed nothing.
    if (events.some(({ result }) => result !== 'failure')) {
      return { state: 'found', events, ...(reason && { reason }) };
    }
    return reason
      ? { state: 'unknown', events, reason }
      : { state: 'none', events };
  }

  private whyIncomplete({
    from,
    to,
  }: Interval): AuditEventsUnknownReason | undefined {
    const { keptSince, readAt, stretches } = this.log;
    const readable = {
      from: Math.max(from, keptSince),
      to: Math.min(to, readAt),
    };
    if (readable.from < readable.to) {
      const stretch = stretches.find(
        known => known.from <= readable.from && known.to >= readable.to,
      );
      if (!stretch || stretch.readFrom > readable.from) {
        return stretch?.problem ? 'unavailable' : 'incomplete';
      }
    }
    if (from < keptSince) {
      return 'too-old';
    }
    return to > readAt ? 'recent' : undefined;
  }
}

/** The resources that an event may be about. */
function* keysOf({ resource, request }: CfAuditEvent): Generator<string> {
  const path = request.path ?? '';
  if (resource.id !== undefined) {
    yield identified(resource.id);
  }
  for (const [id, { auditPaths = [] }] of deployed) {
    const { segment } = products[id];
    const isOfProduct =
      resource.product === segment || path.includes(`/${segment}/`);
    if (resource.id !== undefined && isOfProduct) {
      yield named(id, resource.id);
    }
    for (const start of auditPaths) {
      const at = path.indexOf(start);
      const name = at < 0 ? '' : path.slice(at + start.length).split('/')[0];
      if (name) {
        yield named(id, decoded(name));
      }
    }
  }
}

function named(product: ProductId, name: string): string {
  return `${product}/${name}`;
}

function identified(id: string): string {
  return `id:${id}`;
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

function toAuditEvent(
  { id, time, action, actor, request }: CfAuditEvent,
  deltaSeconds: number,
): DeploymentAuditEvent {
  return {
    id,
    time,
    action: action.type,
    result: action.result,
    actor: actor.email,
    actorType: actor.type,
    context: actor.context,
    tokenName: actor.tokenName,
    deltaSeconds,
    rayId: request.rayId,
  };
}

function nearestFirst(a: DeploymentAuditEvent, b: DeploymentAuditEvent) {
  return (
    Math.abs(a.deltaSeconds) - Math.abs(b.deltaSeconds) ||
    a.deltaSeconds - b.deltaSeconds ||
    (a.id < b.id ? -1 : 1)
  );
}
