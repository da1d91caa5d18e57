import { isIP } from 'node:net';

/** Under a country's domain, these are no names of an organisation. */
const SECOND_LEVEL = /^(ac|co|com|edu|go|gob|gouv|gov|ne|net|or|org)$/;

/** Nobody registers names below these: what stands before them is a machine. */
const PRIVATE =
  /^(arpa|corp|home|internal|intranet|lan|local|localdomain|localhost|onion|private)$/;

/**
 * The part of a host name that somebody registered: `acme.example` of
 * `db-1.internal.acme.example`. Where names of a provider's customers are below
 * its domain, it is the provider's. Undefined for what has no such part.
 */
export function registrableDomain(host: string): string | undefined {
  const name = host.toLowerCase().replace(/\.$/, '');
  const labels = name.split('.');
  if (isIP(name) || !labels.every(label => /^[\w-]+$/.test(label))) {
    return undefined;
  }
  const [second, top] = labels.slice(-2);
  if (top === undefined || /^\d+$/.test(top) || PRIVATE.test(top)) {
    return undefined;
  }
  const isPublic = top.length === 2 && SECOND_LEVEL.test(second);
  if (isPublic && labels.length < 3) {
    return undefined;
  }
  return labels.slice(isPublic ? -3 : -2).join('.');
}
