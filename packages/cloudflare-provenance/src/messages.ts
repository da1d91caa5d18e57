import { ProvenanceFields } from './types';
import { cleanUrl } from './urls';

/**
 * What a message carries. The commit is not among it: that is the tag's matter.
 *
 * @public
 */
export type ProvenanceMessageFields = Omit<ProvenanceFields, 'commitSha'>;

const TRAILER = 'cf-prov:v1';
const MAX_SUBJECT_LENGTH = 120;
const MAX_TRAILER_BYTES = 384;

/** Where Cloudflare cuts messages, in bytes: of Pages, and of Workers. */
const CUT_LENGTHS = [384, 1000];

/** The keys of a trailer, in the order in which they are written. */
const KEYS: Record<
  string,
  {
    field: keyof ProvenanceMessageFields;
    valid(value: string): string | undefined;
  }
> = {
  run: { field: 'ciRunUrl', valid: cleanUrl },
  repo: { field: 'repositoryUrl', valid: cleanUrl },
  ref: { field: 'ref', valid: refOf },
  pr: { field: 'pullRequest', valid: pullRequestOf },
  actor: { field: 'actor', valid: actorOf },
  attempt: { field: 'attempt', valid: attemptOf },
};

/** The name of a branch or a tag, if it is one that can be shown. */
export function refOf(value: string | undefined): string | undefined {
  return value &&
    value.length <= 255 &&
    !/[\p{Cc}\p{Cf}\p{Cs}\p{Z}]/u.test(value)
    ? value
    : undefined;
}

/** The number of a pull request, or its https URL. */
export function pullRequestOf(value: string | undefined): string | undefined {
  if (!value) {
    return undefined;
  }
  return /^\d{1,10}$/.test(value) ? value : cleanUrl(value);
}

/** A login such as `renovate[bot]`. An e-mail address does not pass. */
export function actorOf(value: string | undefined): string | undefined {
  return value && /^[\w.[\]-]{1,100}$/.test(value) ? value : undefined;
}

/** The number of an attempt. */
export function attemptOf(value: string | undefined): string | undefined {
  return value && /^\d{1,9}$/.test(value) ? value : undefined;
}

/**
 * Writes the message of a deployment: a subject for people, and a trailer
 * `cf-prov:v1 run=… repo=… ref=…` with percent-encoded values for
 * {@link decodeProvenanceMessage}.
 *
 * @param subject - shortened to 120 characters, and brought on one line
 * @param fields - invalid values are left out, as is what does not fit; the
 *   order `ciRunUrl`, `repositoryUrl`, `ref`, `pullRequest`, `actor`, `attempt`
 *   is that of precedence
 * @param maxBytes - size of the trailer. Cloudflare cuts the messages of Pages
 *   at 384 bytes and those of Workers at 1,000, subject and trailer together
 * @public
 */
export function encodeProvenanceMessage(
  subject: string,
  fields: ProvenanceMessageFields,
  maxBytes: number = MAX_TRAILER_BYTES,
): string {
  const pairs: string[] = [];
  let size = TRAILER.length;
  for (const [key, { field, valid }] of Object.entries(KEYS)) {
    const value = valid(fields[field] ?? '');
    const pair = value && `${key}=${encodeURIComponent(value)}`;
    if (pair && size + 1 + pair.length <= maxBytes) {
      pairs.push(pair);
      size += 1 + pair.length;
    }
  }

  let line = oneLine(subject);
  const padding: string[] = [];
  const message = () =>
    [line || [], pairs.length ? [TRAILER, ...padding, ...pairs] : []]
      .flat()
      .join(' ');
  // A whole message of just this size would be taken for one that was cut.
  while (pairs.length && CUT_LENGTHS.includes(byteLength(message()))) {
    if (line) {
      line = [...line].slice(0, -1).join('').trimEnd();
    } else if (!padding.length && size < maxBytes) {
      // One more space, which reads as none.
      padding.push('');
    } else {
      pairs.pop();
    }
  }
  return message();
}

/**
 * Reads the `cf-prov:v1` trailer of a message. Unknown keys, invalid values and
 * a pair that Cloudflare cut are left out; a message without trailer gives no
 * fields. Never throws.
 *
 * @public
 */
export function decodeProvenanceMessage(
  message: string,
): ProvenanceMessageFields {
  const fields: ProvenanceMessageFields = {};
  const trailer = trailerOf(message);
  if (trailer === undefined) {
    return fields;
  }
  const pairs = trailer.split(/\s+/);
  if (message.endsWith(trailer) && CUT_LENGTHS.includes(byteLength(message))) {
    // Empty when the cut fell between two pairs, which loses nothing.
    pairs.pop();
  }
  for (const pair of pairs) {
    const split = pair.indexOf('=');
    const key = pair.slice(0, Math.max(split, 0));
    const known = Object.hasOwn(KEYS, key) ? KEYS[key] : undefined;
    const value = known?.valid(decodeValue(pair.slice(split + 1)) ?? '');
    if (known && value && fields[known.field] === undefined) {
      fields[known.field] = value;
    }
  }
  return fields;
}

/** Whether the message has a trailer, be it an empty or a cut one. */
export function hasProvenanceTrailer(message: string): boolean {
  return trailerOf(message) !== undefined;
}

// The last one counts: a quoted commit message may hold one of its own.
function trailerOf(message: string): string | undefined {
  const matches = [...message.matchAll(/(?<=^|\s)cf-prov:v1(?=\s|$)/g)];
  const last = matches.at(-1);
  return last && /^.*/.exec(message.slice(last.index + TRAILER.length))![0];
}

function decodeValue(value: string): string | undefined {
  if (/^https:\/\//i.test(value)) {
    // Written by hand, not encoded.
    return value;
  }
  try {
    return decodeURIComponent(value);
  } catch {
    // A cut or invalid escape: the value is not known.
    return undefined;
  }
}

function oneLine(subject: string): string {
  const text = subject
    .replace(/\p{Cs}/gu, '')
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .replace(/cf-prov:v/g, 'cf-prov v')
    .trim();
  const characters = [...text];
  return characters.length <= MAX_SUBJECT_LENGTH
    ? text
    : `${characters
        .slice(0, MAX_SUBJECT_LENGTH - 1)
        .join('')
        .trimEnd()}…`;
}

function byteLength(text: string): number {
  return new TextEncoder().encode(text).length;
}
