import { createHash, createHmac } from 'node:crypto';

const DIGITS = 12;
const PSEUDONYM = /^u_[0-9a-f]{12}(@[^@\s]+)?$/;
// Only the beginning of a word is tried, so that long ones cost no more time.
const ADDRESS_IN_TEXT =
  /(?<![^\s@<>()"',;:])[^\s@<>()"',;:]+(?=@[^\s@<>()"',;:])/g;

/**
 * The text with nothing left of e-mail addresses but their domains. Pseudonyms
 * would tell whoever can write such a text which one is whose.
 */
export function withoutAddresses(text: string): string {
  return text.replace(ADDRESS_IN_TEXT, '***');
}

/** Whether a value is the pseudonym of a person, with or without its domain. */
export function isPseudonym(value: string): boolean {
  return PSEUDONYM.test(value);
}

/** The pseudonyms within one account. */
export class AccountPseudonyms {
  constructor(private readonly key: Buffer) {}

  /** `u_<12 hex>@domain`. */
  ofAddress(address: string): string {
    const normal = address.trim().toLowerCase();
    const at = normal.lastIndexOf('@');
    const domain = at < 0 ? '' : normal.slice(at);
    return `u_${this.digest(normal).slice(0, DIGITS)}${domain}`;
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

  constructor(private readonly key: string) {
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
    );
  }
}
