import { isIPv4, isIPv6 } from 'node:net';
import { AccountPseudonyms } from './Pseudonyms';

const DIGITS = 8;

/** A class of what can stand in a key and tells of a person, or is a secret. */
interface KeyClass {
  name: string;
  pattern: RegExp;
  /** Whether it is one, where the pattern alone does not tell. */
  accepts?(found: string): boolean;
}

const digitsIn = (text: string) => text.replace(/\D/g, '').length;

/** In this order: a token can hold what looks like a number. */
const CLASSES: KeyClass[] = [
  { name: 'jwt', pattern: /eyJ[\w-]{5,}\.[\w-]{5,}\.[\w-]*/g },
  {
    name: 'email',
    // A key of a URL can hold it encoded, also more than once.
    pattern:
      /(?:[^\s@/:;,|<>()"'=&?#%]|%(?:25)*(?:2[bde]|5f)){1,64}(?:@|%(?:25)*40)[^\s@/:;,|<>()"'=&?#%]{1,255}/gi,
  },
  {
    name: 'uuid',
    pattern: /[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}/gi,
  },
  {
    name: 'ip',
    pattern: /(?<!\d|\d\.)\d{1,3}(?:\.\d{1,3}){3}(?!\d|\.\d)/g,
    accepts: isIPv4,
  },
  {
    name: 'ip',
    pattern: /(?<![\w:])[0-9a-f]{0,4}(?::[0-9a-f]{0,4}){2,7}(?![\w:])/gi,
    accepts: isIPv6,
  },
  // Between other parts that colons divide, it begins with four digits.
  {
    name: 'ip',
    pattern:
      /(?<![0-9a-z])[0-9a-f]{4}(?::{1,2}[0-9a-f]{1,4}){1,7}(?![0-9a-z])/gi,
    accepts: isIPv6,
  },
  {
    name: 'phone',
    pattern: /(?<!\w)(?:\+|00)?\d[\d ().-]{6,24}\d(?!\w)/g,
    accepts: found => digitsIn(found) >= 9,
  },
  // Random, as of a session: upper and lower case, or hex, with digits.
  {
    name: 'token',
    pattern: /[\w-]{20,}/g,
    accepts: found =>
      /[a-z]/.test(found) && /[A-Z]/.test(found) && /\d/.test(found),
  },
  {
    name: 'token',
    pattern: /(?<![a-z])[0-9a-z]{16,}(?![a-z])/gi,
    accepts: found => digitsIn(found) >= 3 && digitsIn(found) < found.length,
  },
  { name: 'digits', pattern: /\d{6,}/g },
];

/**
 * A key with what looks like a person or a secret replaced by its class and a
 * pseudonym, so that the same can be seen to be the same. The pseudonyms are
 * of keys alone: whoever can write a key must not learn whose those of people
 * are.
 */
export function maskedKey(key: string, pseudonyms: AccountPseudonyms): string {
  // What is replaced already is not looked at again.
  let parts: { text: string; isMasked: boolean }[] = [
    { text: key, isMasked: false },
  ];
  const own = pseudonyms.rules.patterns.map(
    (pattern): KeyClass => ({ name: 'pattern', pattern }),
  );
  // Those of the installation last: they could split what is looked for above.
  for (const { name, pattern, accepts = () => true } of [...CLASSES, ...own]) {
    parts = parts.flatMap(part => {
      if (part.isMasked) {
        return [part];
      }
      const found = [...part.text.matchAll(pattern)].filter(([text]) =>
        accepts(text),
      );
      let end = 0;
      const split = found.flatMap(({ 0: text, index }) => {
        const before = part.text.slice(end, index);
        end = index + text.length;
        const digest = pseudonyms.digest(`key:${name}:${text}`);
        return [
          { text: before, isMasked: false },
          { text: `<${name}:${digest.slice(0, DIGITS)}>`, isMasked: true },
        ];
      });
      return [...split, { text: part.text.slice(end), isMasked: false }];
    });
  }
  return parts.map(({ text }) => text).join('');
}
