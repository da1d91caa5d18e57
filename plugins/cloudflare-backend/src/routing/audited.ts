import { AuditorService } from '@backstage/backend-plugin-api';
import { JsonObject } from '@backstage/types';
import { Request } from 'express';
import { classesOf, withoutQuery } from './Guard';
import { Caller, Route } from './route';

/** A request that was let in. */
export interface Attempt {
  req: Request;
  caller: Caller | undefined;
  account: string;
  /** What the handler tells of it, while it goes on. */
  told: JsonObject;
}

/** Records what is changed or asked freely, and what is seen in clear. */
export async function audited<T>(
  route: Route,
  { req, caller, account, told }: Attempt,
  auditor: AuditorService,
  read: () => Promise<T>,
): Promise<T> {
  const clear = classesOf(route).filter(name => caller?.visibility[name]);
  if (!route.audit && clear.length === 0) {
    return read();
  }
  const event = await auditor.createEvent({
    eventId: route.audit?.eventId ?? 'unmasked-read',
    severityLevel: route.audit?.severityLevel ?? 'medium',
    request: withoutQuery(req),
    meta: { route: route.path, account, unmasked: clear },
  });
  try {
    const answer = await read();
    await event.success({ meta: told });
    return answer;
  } catch (error) {
    await event.fail({ error: auditable(route, error as Error), meta: told });
    throw error;
  }
}

/** Of what callers write themselves, an error can repeat a part. */
function auditable({ body }: Route, error: Error): Error {
  const { name } = error;
  return body ? Object.assign(new Error('Refused or failed'), { name }) : error;
}
