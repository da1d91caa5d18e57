import type { RecordedRequest } from './reading';
import { type Envelope, rayIdOf } from './transport/envelope';

/** A request as it left. */
export interface SentRequest {
  method: string;
  /** As it was declared. */
  path: string;
  query: URLSearchParams;
}

/** Where to read on: it means nothing to whoever reads the record. */
const CURSORS = new Set(['cursor', 'page_token']);
const NAMES_PEOPLE = /e-?mail|user|actor|person/i;

/** What is told of a request that has ended. */
export function recordedRequest(
  { method, path, query }: SentRequest,
  answer: { status?: number; answered?: Headers; envelope?: Envelope },
): RecordedRequest {
  const told = [...query].filter(
    ([name, value]) =>
      !CURSORS.has(name) && !NAMES_PEOPLE.test(name) && !value.includes('@'),
  );
  const page = Number(query.get('page') ?? undefined);
  const details = {
    status: answer.status,
    etag: answer.answered && etagOf(answer.answered),
    rayId: answer.answered && rayIdOf(answer.answered),
    items: answer.envelope && itemsOf(answer.envelope),
    page: Number.isInteger(page) ? page : undefined,
  };
  return {
    method,
    path,
    query: Object.fromEntries(told),
    at: new Date().toISOString(),
    ...Object.fromEntries(
      Object.entries(details).filter(([, value]) => value !== undefined),
    ),
  };
}

/** As RFC 9110 writes it: what a server sends otherwise is not repeated. */
const ETAG = /^(?:W\/)?"[\x21\x23-\x7e]{1,128}"$/;

function etagOf(headers: Headers): string | undefined {
  const etag = headers.get('etag') ?? '';
  return ETAG.test(etag) ? etag : undefined;
}

/** A list is the result itself, or all that is in it. */
function itemsOf({ result }: Envelope): number | undefined {
  if (Array.isArray(result)) {
    return result.length;
  }
  const values = Object.values(result ?? {});
  return values.length === 1 && Array.isArray(values[0])
    ? values[0].length
    : undefined;
}
