import { withoutAddresses } from './addresses';
import { cleanProvenanceFields } from './fields';
import { isShortCommit } from './commits';
import { encodeProvenanceMessage, refOf } from './messages';
import { ProvenanceInputError } from './ProvenanceInputError';
import { ProvenanceFields } from './types';

/** How long a message Cloudflare keeps, in bytes; longer ones are cut. */
const MESSAGE_BYTES = { workers: 1000, pages: 384 };

const TRAILER_BYTES = 384;

/** Subjects are shortened to far less; this bounds the work. */
const MAX_SUBJECT_READ = 1000;

/**
 * The arguments that tell `wrangler deploy` and `wrangler versions upload` the
 * commit and the CI run: `--tag` is the commit and nothing else, `--message` is
 * the subject and a `cf-prov:v1` trailer. Each argument is one word of a command
 * line: quote it where a shell reads it.
 *
 * @param fields - invalid ones are left out
 * @throws {@link ProvenanceInputError} without a full commit SHA
 * @public
 */
export function wranglerArguments(
  fields: ProvenanceFields,
  options: { subject?: string } = {},
): string[] {
  const { commitSha, ...rest } = cleanProvenanceFields(fields);
  const tag = fullCommit(commitSha);
  const message = messageWithin(
    MESSAGE_BYTES.workers,
    options.subject ?? '',
    rest,
  );
  return [`--tag=${tag}`, ...(message ? [`--message=${message}`] : [])];
}

/**
 * The arguments that tell `wrangler pages deploy` the commit, the branch and the
 * CI run. The branch decides whether Pages deploys to production.
 *
 * @param options - `branch` in place of `fields.ref`; `commitDirty` whether the
 *   deployed tree has changes that are not in the commit, for wrangler to find
 *   out when it is absent
 * @throws {@link ProvenanceInputError} without a full commit SHA
 * @public
 */
export function pagesArguments(
  fields: ProvenanceFields,
  options: { subject?: string; branch?: string; commitDirty?: boolean } = {},
): string[] {
  const { commitSha, ...rest } = cleanProvenanceFields(fields);
  const hash = fullCommit(commitSha);
  const branch = refOf(options.branch) ?? rest.ref;
  const message = messageWithin(
    MESSAGE_BYTES.pages,
    options.subject ?? '',
    rest,
  );
  return [
    ...(branch ? [`--branch=${branch}`] : []),
    `--commit-hash=${hash}`,
    ...(message ? [`--commit-message=${message}`] : []),
    ...(options.commitDirty === undefined
      ? []
      : [`--commit-dirty=${options.commitDirty}`]),
  ];
}

/** The commit SHA, if it is a full one. */
export function fullCommit(commitSha: string | undefined): string {
  if (!commitSha) {
    throw new ProvenanceInputError('commitSha', 'The commit is not known.');
  }
  if (isShortCommit(commitSha)) {
    throw new ProvenanceInputError(
      'commitSha',
      `The commit ${commitSha} is abbreviated: 40 or 64 hexadecimal digits are needed.`,
    );
  }
  return commitSha;
}

/**
 * The message with its trailer, shorter than what is kept. The trailer goes
 * first: the subject gets the bytes that it leaves.
 */
function messageWithin(
  limit: number,
  subject: string,
  fields: Omit<ProvenanceFields, 'commitSha'>,
): string {
  // A message of just the limit would be read as one that was cut.
  const most = limit - 1;
  const trailerBytes = Math.min(TRAILER_BYTES, most);
  const trailer = encodeProvenanceMessage('', fields, trailerBytes);
  const room = most - byteLength(trailer) - (trailer ? 1 : 0);
  const line = encodeProvenanceMessage(
    withoutAddresses(subject.slice(0, MAX_SUBJECT_READ)),
    {},
  );
  return encodeProvenanceMessage(shortened(line, room), fields, trailerBytes);
}

/** Cuts between characters, never within one. */
function shortened(text: string, bytes: number): string {
  if (byteLength(text) <= bytes) {
    return text;
  }
  const ellipsis = '…';
  let kept = '';
  let size = byteLength(ellipsis);
  for (const character of text) {
    size += byteLength(character);
    if (size > bytes) {
      break;
    }
    kept += character;
  }
  return kept ? `${kept.trimEnd()}${ellipsis}` : '';
}

function byteLength(text: string): number {
  return new TextEncoder().encode(text).length;
}
