import { auditorServiceFactory } from '@backstage/backend-defaults/auditor';
import {
  coreServices,
  createServiceFactory,
  LoggerService,
} from '@backstage/backend-plugin-api';
import { JsonObject } from '@backstage/types';
import {
  AuditEventId,
  auditEvents,
  commonAuditMeta,
} from '../routing/auditEvents';

/** An event as Backstage writes it into the log. */
export interface WrittenEvent {
  level: string;
  eventId: AuditEventId;
  status: string;
  actor: { actorId: string };
  request: { method: string; url: string };
  meta: JsonObject;
  message: string;
}

/** Backstage's own auditor, and what it writes. */
export function writtenAuditLog() {
  const written: WrittenEvent[] = [];
  function recorder(about: object): LoggerService {
    const log = (level: string) => (message: string, more?: object) => {
      if ('isAuditEvent' in about) {
        const error = more instanceof Error ? `: ${more.message}` : '';
        const event = { ...about, ...more, level, message: message + error };
        written.push(event as unknown as WrittenEvent);
      }
    };
    return {
      debug: log('debug'),
      info: log('info'),
      warn: log('warn'),
      error: log('error'),
      child: more => recorder({ ...about, ...more }),
    };
  }
  return {
    written,
    auditor: auditorServiceFactory,
    logger: createServiceFactory({
      service: coreServices.logger,
      deps: {},
      factory: () => recorder({}),
    }),
  };
}

/** What an event tells that its declaration does not. */
export function undeclaredIn(eventId: AuditEventId, meta: object): string[] {
  const declared: string[] = [...commonAuditMeta, ...auditEvents[eventId].meta];
  return Object.keys(meta).filter(name => !declared.includes(name));
}
