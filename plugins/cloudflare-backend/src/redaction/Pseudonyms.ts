import { createHash, createHmac } from 'node:crypto';
import { isIPv4 } from 'node:net';
import { FLOOR, RedactionRules } from './RedactionRules';

const DIGITS = 12;
const PSEUDONYM = /^u_[0-9a-f]{12}(@[^@\s]+)?$/;
// Only the beginning of a word is tried, so that long ones cost no more time.
const ADDRESS_IN_TEXT =
  /(?<![^\s@<>()"',;:])[^\s@<>()"',;:]+(?=@[^\s@<>()"',;:])/g;

const DOMAIN_IN_TEXT = /(?<=\*\*\*@)[^\s@<>()"',;:]+/g;
/** A word, such as a URL, in which an `@` is encoded, however often. */
const WORD_WITH_ENCODED = /(?<![^\s<>"'])[^\s<>"']*%(?:25)*40[^\s<>"']*/gi;
/** An encoded character of ASCII. */
const ENCODED = /%(?:25)*([2-7][0-9a-f])/gi;
/** What can follow the `@` and tells nothing of the person. */
const DOMAIN = /^[\p{L}\p{N}._-]+$/u;

/**
 * The text with nothing left of e-mail addresses but those of their domains
 * that are shown. Pseudonyms would tell whoever can write such a text which
 * one is whose.
 */
export function withoutAddresses(
  text: string,
  shown?: RedactionRules['emailDomains'],
): string {
  const masked = text
    .replace(WORD_WITH_ENCODED, word => {
      const decoded = word.replace(ENCODED, (_, hex) =>
        String.fromCharCode(parseInt(hex, 16)),
      );
      return decoded.search(ADDRESS_IN_TEXT) < 0 ? word : decoded;
    })
    .replace(ADDRESS_IN_TEXT, '***');
  return shown
    ? masked.replace(DOMAIN_IN_TEXT, domain =>
        shown.has(domain.toLowerCase().replace(/\.$/, '')) ? domain : '***',
      )
    : masked;
}

/** Whether a value is the pseudonym of a person, with or without its domain. */
export function isPseudonym(value: string): boolean {
  return PSEUDONYM.test(value);
}

/** The pseudonyms within one account. */
export class AccountPseudonyms {
  constructor(
    private readonly key: Buffer,
    /** What is masked beside people. */
    readonly rules: RedactionRules = FLOOR,
  ) {}

  /** `u_<12 hex>@domain`, or without the domain when it is not to be shown. */
  ofAddress(address: string): string {
    const normal = address.trim().toLowerCase();
    const pseudonym = `u_${this.digest(normal).slice(0, DIGITS)}`;
    const at = normal.lastIndexOf('@');
    const domain = at < 0 ? '' : normal.slice(at + 1);
    const shown = this.rules.emailDomains;
    return DOMAIN.test(domain) &&
      !isIPv4(domain) &&
      (!shown || shown.has(domain))
      ? `${pseudonym}@${domain}`
      : pseudonym;
  }

  /** `s_<12 hex>`. */
  ofSerial(serial: string): string {
    return `s_${this.digest(`serial:${serial}`).slice(0, DIGITS)}`;
  }

  /** Whether a pseudonym, with or without its domain, stands for an address. */
  matches(pseudonym: string, address: string): boolean {
    const own = this.ofAddress(address);
    return (
      pseudonym === own ||
      (!pseudonym.includes('@') && own.startsWith(`${pseudonym}@`))
    );
  }

  /** 64 hex digits that only tell whether two values are the same. */
  digest(value: string): string {
    return createHmac('sha256', this.key).update(value).digest('hex');
  }
}

/**
 * Replaces people by stable pseudonyms, so that the same person can be
 * followed and counted without being known. The key of one account tells
 * nothing of another's.
 */
export class Pseudonyms {
  /** Names the key without telling it: two runs with the same id agree. */
  readonly keyId: string;
  /** Tells whether two runs mask by the same rules. Undefined: by the usual ones. */
  readonly rulesId?: string;

  constructor(
    private readonly key: string,
    /** What texts are masked by. */
    readonly rules: RedactionRules = FLOOR,
  ) {
    this.rulesId = idOf(rules);
    this.keyId = createHash('sha256')
      .update(`pseudonym-key-id:${key}`)
      .digest('hex')
      .slice(0, 16);
  }

  /** The pseudonyms of an account; of all accounts together when none is named. */
  of(accountId?: string): AccountPseudonyms {
    return new AccountPseudonyms(
      createHmac('sha256', this.key)
        .update(`account:${accountId ?? '*'}`)
        .digest(),
      this.rules,
    );
  }
}

const RULES_ID_DIGITS = 8;

function idOf({
  networks,
  emailDomains,
  patterns,
}: RedactionRules): string | undefined {
  const writtenBy = (
    { v4, v6 }: RedactionRules['networks'],
    domains: RedactionRules['emailDomains'],
    sources: string[],
  ) => JSON.stringify([v4, v6, domains ? [...domains].sort() : null, sources]);
  const written = writtenBy(
    networks,
    emailDomains,
    patterns.map(({ source }) => source),
  );
  return written === writtenBy(FLOOR.networks, undefined, [])
    ? undefined
    : createHash('sha256')
        .update(written)
        .digest('hex')
        .slice(0, RULES_ID_DIGITS);
}
