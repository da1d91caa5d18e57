import { subscribe, unsubscribe } from 'node:diagnostics_channel';

/** A GET request as it left this process. */
export interface RecordedRead {
  path: string;
  /** The header by which R2 is told a jurisdiction. */
  jurisdiction?: string;
}

const JURISDICTION_HEADER = 'cf-r2-jurisdiction';

interface Created {
  request: { method: string; origin: string; path: string; headers: string[] };
}

/** Notes every GET that is sent to an origin, until it is stopped. */
export function recordReads(origin: string): { stop(): RecordedRead[] } {
  const reads: RecordedRead[] = [];
  const onCreate = (message: unknown) => {
    const { method, path, headers, ...request } = (message as Created).request;
    if (method === 'GET' && request.origin === origin) {
      const at = headers.indexOf(JURISDICTION_HEADER);
      reads.push({ path, ...(at >= 0 && { jurisdiction: headers[at + 1] }) });
    }
  };
  subscribe('undici:request:create', onCreate);
  return {
    stop() {
      unsubscribe('undici:request:create', onCreate);
      return reads;
    },
  };
}

export { JURISDICTION_HEADER };
