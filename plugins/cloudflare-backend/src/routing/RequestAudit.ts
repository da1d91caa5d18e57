import {
  AuditorService,
  AuditorServiceEvent,
} from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';
import { JsonObject } from '@backstage/types';
import { CloudflareApiError } from '@cloudflare-backstage/cloudflare-client';
import {
  productIds,
  products,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { Request } from 'express';
import { MissingPermissionsError } from './access';
import { AuditEventId, auditEvents } from './auditEvents';
import { classesOf } from './Guard';
import { isForeseen } from './ownErrors';
import { Caller, Route } from './route';

/**
 * What the audit log gets of one request: each attempt at what has an event of
 * its own, however it ends, each answer in clear, and each denial.
 */
export class RequestAudit {
  /** What the handler tells. */
  readonly told: JsonObject = {};
  private event?: AuditorServiceEvent;
  private eventId?: AuditEventId;

  /** @param account - what the request names, as far as it can be told yet */
  constructor(
    private readonly auditor: AuditorService,
    private readonly route: Route,
    private readonly req: Request,
    private readonly account: string | undefined,
  ) {}

  /** The caller was let in; what they send was not looked at. */
  async admitted(caller: Caller | undefined): Promise<void> {
    if (this.route.audit) {
      await this.begin(this.route.audit, caller);
    }
  }

  /** What the caller sent can be answered. */
  async reading(caller: Caller | undefined): Promise<void> {
    if (!this.event && this.clearTo(caller).length > 0) {
      await this.begin('unmasked-read', caller);
    }
  }

  async succeeded(answer: unknown): Promise<void> {
    const count = Array.isArray(answer) ? { count: answer.length } : {};
    await this.event?.success({ meta: { ...count, ...this.told } });
  }

  async failed(error: Error): Promise<void> {
    const isDenied = error instanceof NotAllowedError;
    const end = {
      error: this.auditable(error),
      meta: {
        ...this.told,
        reason: error.name,
        ...(error instanceof MissingPermissionsError && {
          permissions: [...error.permissions],
        }),
      },
    };
    await this.event?.fail(end);
    if (isDenied && !this.tellsDenial()) {
      const denial = await this.create(this.route.audit ?? 'request-denied');
      await denial.fail(end);
    }
  }

  private async begin(
    id: AuditEventId,
    caller: Caller | undefined,
  ): Promise<void> {
    this.event = await this.create(id, caller);
    this.eventId = id;
  }

  private create(
    eventId: AuditEventId,
    caller?: Caller,
  ): Promise<AuditorServiceEvent> {
    const { route, account, req } = this;
    return this.auditor.createEvent({
      eventId,
      // A denial is worth knowing, also of what is not when it is granted.
      severityLevel: caller ? auditEvents[eventId].severityLevel : 'medium',
      request: withoutQuery(req),
      meta: {
        route: route.path,
        ...productOf(route),
        ...(account !== undefined && { account }),
        ...(caller && { unmasked: this.clearTo(caller) }),
      },
    });
  }

  /** Whether whoever looks for denials finds this one by its own event. */
  private tellsDenial(): boolean {
    const { eventId } = this;
    return (
      eventId !== undefined &&
      eventId !== 'unmasked-read' &&
      auditEvents[eventId].severityLevel !== 'low'
    );
  }

  private clearTo(caller: Caller | undefined): string[] {
    return classesOf(this.route).filter(name => caller?.visibility[name]);
  }

  /**
   * Of what callers write themselves, an error can repeat a part, and one that
   * nobody foresaw can tell anything.
   */
  private auditable(error: Error): Error {
    const isOurs = error instanceof CloudflareApiError || isForeseen(error);
    return isOurs && !this.route.body
      ? error
      : Object.assign(new Error('Refused or failed'), { name: error.name });
  }
}

/** The request as the audit log may tell it: a query can name a person. */
function withoutQuery(req: Request): Request {
  return Object.create(req, {
    originalUrl: { value: req.originalUrl.split('?')[0] },
  });
}

function productOf({ path }: Route): { product?: string } {
  const [, , segment] = path.split('/');
  const product = productIds.find(id => products[id].segment === segment);
  return product ? { product } : {};
}
