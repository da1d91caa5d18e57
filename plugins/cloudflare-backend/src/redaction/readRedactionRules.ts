import { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { parsePattern } from './parsePattern';
import { FLOOR, RedactionRules } from './RedactionRules';

const KEY = 'cloudflare.redaction';
const MOST_PATTERNS = 20;
const DOMAIN = /^(?=.{1,253}$)[a-z0-9-]{1,63}(\.[a-z0-9-]{1,63})+$/;

/**
 * The rules by which this installation masks: those that always hold, and
 * what its configuration adds to them.
 *
 * @throws InputError for a rule that is wrong, or shows more than may be shown
 */
export function readRedactionRules(config: Config): RedactionRules {
  const { v4, v6 } = FLOOR.networks;
  const domains = config.getOptionalStringArray(`${KEY}.emailDomains`);
  return {
    networks: {
      v4: readWhole(config, 'ipv4Prefix', { least: 0, most: v4 }),
      v6: readWhole(config, 'ipv6Prefix', { least: 0, most: v6 }),
    },
    emailDomains: domains && new Set(domains.map(readDomain)),
    patterns: readPatterns(config),
  };
}

/**
 * A whole number within bounds, which is the most that is allowed by default.
 *
 * @throws InputError for any other
 */
export function readWhole(
  config: Config,
  name: string,
  { least, most }: { least: number; most: number },
): number {
  const value = config.getOptionalNumber(`${KEY}.${name}`) ?? most;
  if (!Number.isInteger(value) || value < least || value > most) {
    throw wrong(name, `expected a whole number from ${least} to ${most}`);
  }
  return value;
}

function readDomain(value: string): string {
  const domain = value.trim().toLowerCase();
  if (!DOMAIN.test(domain)) {
    throw wrong(
      'emailDomains',
      `'${value}' is no domain such as 'acme.example'`,
    );
  }
  return domain;
}

function readPatterns(config: Config): RegExp[] {
  const patterns = config.getOptionalStringArray(`${KEY}.patterns`) ?? [];
  if (patterns.length > MOST_PATTERNS) {
    throw wrong('patterns', `expected at most ${MOST_PATTERNS} patterns`);
  }
  try {
    return patterns.map(parsePattern);
  } catch (error) {
    throw wrong('patterns', (error as Error).message);
  }
}

function wrong(name: string, why: string): InputError {
  return new InputError(`Invalid configuration at '${KEY}.${name}': ${why}`);
}
