import { isIPv4, isIPv6 } from 'node:net';
import { isNetwork, networkOf } from './networkOf';
import { withoutAddresses } from './Pseudonyms';
import { FLOOR, RedactionRules } from './RedactionRules';

// Before an address there can be what a URL encodes, which ends with a digit.
const V4 =
  /(?:(?<!\d|\d\.)|(?<=%[0-9a-f]{2}))(\d{1,3}(?:\.\d{1,3}){3})(?!\d|\.\d)(?:\/(\d{1,3})(?!\w|[.-]\w))?/gi;
// Those of people begin with a group of four digits, or hold one of version 4:
// times, slices of lists and names with colons do not.
const V6 =
  /(?:(?<![0-9a-z])|(?<=%[0-9a-f]{2}))(?=[0-9a-f]{4}:|64:ff9b:|(?:0{0,4}:){2,6}ffff:)([0-9a-f:]+(?:\.\d{1,3}){0,3})(?!\w)(?:\/(\d{1,3})(?!\w|[.-]\w))?/gi;
/** What can follow an address of version 6 without a sign between: a port, or a colon. */
const AFTER_V6 = /:\d{0,5}$/;

/** What stands for what a pattern of the installation matches. */
const MASKED = '***';

/**
 * A text that people wrote with nothing left of e-mail addresses but their
 * domains, and of IP addresses but their networks.
 */
export function maskedText(text: string): string {
  return maskedTextBy(FLOOR, text);
}

/** The same by the rules of the installation, with its patterns masked too. */
export function maskedTextBy(rules: RedactionRules, text: string): string {
  const { networks, emailDomains, patterns } = rules;
  const isTold = (address: string, prefix: string | undefined) =>
    prefix !== undefined && isNetwork(address, Number(prefix), networks);
  const masked = withoutAddresses(text, emailDomains)
    .replace(V6, (found, address: string, prefix?: string) => {
      const alone = address.replace(AFTER_V6, '');
      const known = [address, alone].find(
        each => isIPv6(each) && /\d/.test(each),
      );
      return known === undefined || isTold(known, prefix)
        ? found
        : networkOf(known, networks) + address.slice(known.length);
    })
    .replace(V4, (found, address: string, prefix?: string) =>
      !isIPv4(address) || isTold(address, prefix)
        ? found
        : networkOf(address, networks)!,
    );
  // Last: what a pattern takes out of an address would make it none.
  return patterns.reduce(
    (rest, pattern) => rest.replace(pattern, MASKED),
    masked,
  );
}
