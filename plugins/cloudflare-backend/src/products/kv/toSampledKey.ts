import { CfKvKey, CfKvValue } from '@cloudflare-backstage/cloudflare-client';
import { KvSampledKey } from '@cloudflare-backstage/plugin-cloudflare-common';
import { AccountPseudonyms } from '../../redaction/Pseudonyms';
import { AllowedPaths, maskedJson, maskedText } from './maskedValue';

const LARGEST_SHOWN = 4096;
const HASH_DIGITS = 16;
/** Stands where bytes were no text. */
const REPLACEMENT = '\uFFFD';

/**
 * What a sample tells of a key. The value stays behind: what is told of it is
 * made here.
 *
 * @param read - undefined: values could not be read
 */
export function toSampledKey(
  key: CfKvKey,
  read: CfKvValue | undefined,
  allowed: AllowedPaths,
  pseudonyms: AccountPseudonyms,
): KvSampledKey {
  if (!read) {
    return { ...key, kind: 'unknown' };
  }
  const { value } = read;
  if (value === undefined) {
    return { ...key, kind: 'gone' };
  }
  const size = Buffer.byteLength(value);
  const isBinary = value.includes(REPLACEMENT);
  if (isBinary || size > LARGEST_SHOWN) {
    return {
      ...key,
      kind: isBinary ? 'binary' : 'large',
      size,
      // With our key: a plain hash of a short value can be guessed.
      hash: pseudonyms.digest(`kv-value:${value}`).slice(0, HASH_DIGITS),
    };
  }
  const json = parseJson(value);
  return json
    ? {
        ...key,
        kind: 'json',
        size,
        value: JSON.stringify(maskedJson(json.value, allowed, pseudonyms)),
      }
    : { ...key, kind: 'text', size, value: maskedText(value) };
}

function parseJson(text: string): { value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return undefined;
  }
}
