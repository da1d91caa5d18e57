/** How much of what is masked an installation leaves visible. */
export interface RedactionRules {
  /** Bits of an IP address that are shown, by version. */
  networks: { v4: number; v6: number };
  /** Domains that are shown of e-mail addresses; undefined: all. */
  emailDomains?: ReadonlySet<string>;
  /** What else is masked in texts and in keys. */
  patterns: readonly RegExp[];
}

/** The most that anyone sees who may not see it in clear. */
export const FLOOR: RedactionRules = {
  networks: { v4: 24, v6: 48 },
  patterns: [],
};
