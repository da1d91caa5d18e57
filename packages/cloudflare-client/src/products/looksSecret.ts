/** Words of names that stand for what must not be read by others. */
const SECRET_WORDS: ReadonlySet<string> = new Set([
  'apikey',
  'bearer',
  'credential',
  'credentials',
  'passphrase',
  'passwd',
  'password',
  'pwd',
  'secret',
  'secrets',
  'token',
]);

const KEY = /^keys?$/;
/** What a key is for when it is not to be read by others: `API_KEY`, `signingKey`. */
const SECRET_KEYS: ReadonlySet<string> = new Set([
  'access',
  'account',
  'api',
  'auth',
  'encryption',
  'hmac',
  'license',
  'private',
  'service',
  'shared',
  'signing',
]);

/** Behind the word for a secret they tell of something about it: `TOKEN_TTL`. */
const HARMLESS_WORDS: ReadonlySet<string> = new Set([
  'algorithm',
  'audience',
  'bucket',
  'checksum',
  'commit',
  'cookie',
  'count',
  'digest',
  'endpoint',
  'expiration',
  'expires',
  'expiry',
  'fingerprint',
  'hash',
  'header',
  'host',
  'hours',
  'id',
  'integrity',
  'issuer',
  'length',
  'lifetime',
  'limit',
  'minutes',
  'name',
  'path',
  'policy',
  'prefix',
  'region',
  'scheme',
  'seconds',
  'store',
  'ttl',
  'type',
  'uri',
  'url',
  'version',
]);

/** What everyone may have, wherever the name says so. */
const PUBLIC_WORDS: ReadonlySet<string> = new Set(['public', 'publishable']);

/**
 * Values whose form tells what they are. No stretch of a text is looked at by
 * more than a few of the places where a pattern could begin, so that the time
 * grows with the length of the text and no faster.
 */
const SECRET_VALUES: readonly RegExp[] = [
  /-----BEGIN (?:[A-Z]+ )*PRIVATE KEY-----/,
  // A signed token: header, payload and signature. It is sought at the dots.
  /(?<=eyJ[\w-]{8,})\.eyJ[\w-]{8,}\.[\w-]{8,}/,
  /\b(?:AKIA|ASIA)[0-9A-Z]{16}\b/,
  /\bAIza[\w-]{35}/,
  /\b(?:sk|rk)_(?:live|test)_\w{10,}/,
  /\bwhsec_\w{16,}/,
  /\bsk-[\w-]{20,}/,
  /\bgh[opsur]_\w{36,}/,
  /\bgithub_pat_\w{22,}/,
  /\bglpat-[\w-]{20,}/,
  /\bnpm_\w{36}/,
  /\bxox[abeoprs]-[\w-]{10,}/,
  /\bSG\.[\w-]{16,}\.[\w-]{16,}/,
  /\bhf_\w{30,}/,
  /\bshp(?:at|ca|pa|ss)_[0-9a-f]{32}/,
  /\bdo[opr]_v1_[0-9a-f]{64}/,
  // A password in a URL, of which the end of the scheme is enough.
  /\w:\/\/[^\s/:@]*:[^\s/@]+@/,
];

/** What is longer than any secret is looked at no further. */
const MOST_CHARACTERS = 8 * 1024;

/** So long, of such characters and so mixed, nothing but a key is written. */
const RANDOM_TEXT = /^[A-Za-z0-9+/_-]{32,512}={0,2}$/;
const RANDOM_BITS_PER_CHARACTER = 4.2;
/** Deeper ones would take the stack. */
const MOST_LEVELS = 32;
/** No one keeps a secret of so few characters, or of these. */
const HARMLESS_VALUE = /^(?:.{0,3}|true|false|none|null|undefined|[\d.]+)$/i;

/**
 * Whether a value that anyone can read who reads the settings should be a secret.
 * Of a text the first 8 KB are looked at, and of an object 32 levels: what
 * stands behind them is not seen.
 *
 * @public
 */
export function looksSecret(name: string, value: unknown): boolean {
  return isSecretWithin(name, value, MOST_LEVELS);
}

function isSecretWithin(name: string, value: unknown, levels: number): boolean {
  if (typeof value === 'string') {
    const text = value.slice(0, MOST_CHARACTERS);
    return (
      SECRET_VALUES.some(pattern => pattern.test(text)) ||
      (!isHarmlessName(name) &&
        (isRandom(value) || (isSecretName(name) && !HARMLESS_VALUE.test(text))))
    );
  }
  return (
    levels > 0 &&
    typeof value === 'object' &&
    value !== null &&
    Object.entries(value).some(([key, inner]) =>
      isSecretWithin(Array.isArray(value) ? name : key, inner, levels - 1),
    )
  );
}

/** `ID_TOKEN` is a token, and `TOKEN_ID` is none. */
function isHarmlessName(name: string): boolean {
  const words = wordsOf(name);
  const secret = words.findLastIndex(
    word => SECRET_WORDS.has(word) || KEY.test(word),
  );
  return (
    words.some(word => PUBLIC_WORDS.has(word)) ||
    words.slice(secret + 1).some(word => HARMLESS_WORDS.has(word))
  );
}

function isSecretName(name: string): boolean {
  return wordsOf(name).some(
    (word, index, words) =>
      SECRET_WORDS.has(word) ||
      (KEY.test(word) && SECRET_KEYS.has(words[index - 1])),
  );
}

function wordsOf(name: string): string[] {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .split(/[^a-z0-9]+/);
}

function isRandom(value: string): boolean {
  if (!RANDOM_TEXT.test(value)) {
    return false;
  }
  // Ids and hashes are long, too, but are written in hex.
  const isMixed = [/[a-z]/g, /[A-Z]/g, /\d/g].every(
    kind => (value.match(kind)?.length ?? 0) >= 3,
  );
  return isMixed && bitsPerCharacter(value) >= RANDOM_BITS_PER_CHARACTER;
}

function bitsPerCharacter(value: string): number {
  const counts = new Map<string, number>();
  for (const character of value) {
    counts.set(character, (counts.get(character) ?? 0) + 1);
  }
  return [...counts.values()].reduce((bits, count) => {
    const share = count / value.length;
    return bits - share * Math.log2(share);
  }, 0);
}
