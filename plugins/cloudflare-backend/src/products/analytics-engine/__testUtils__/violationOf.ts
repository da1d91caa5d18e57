import { ALLOWED_FUNCTIONS } from '../functions';
import { GatedQuery, GateOptions } from '../gate';

const KEYWORDS_BEFORE_PARENTHESIS = ['IN', 'AND', 'OR', 'NOT', 'FROM', 'LIKE'];
const FORBIDDEN =
  /;|--|\/\*|#|\\|\b(?:UNION|JOIN|WITH|SETTINGS|INTO|OUTFILE|PREWHERE|ARRAY|FORMAT\s+\w|SHOW|EXCEPT|INTERSECT|OVER|SAMPLE|FINAL)\b/i;
const SENSITIVE = /\b(?:blob\d+|index\d+)\b/i;
const STAR = /(?:SELECT|,) \*(?:,|$)/;

/**
 * What a printed query breaks, if anything. Looks at the text with means of
 * its own, not with the parser that is under test.
 */
export function violationOf(
  { sql, limit }: GatedQuery,
  { dataset, maxLimit, maxRangeMs, now, sensitive }: GateOptions,
): string | undefined {
  const bare = sql.replace(/'(?:[^']|'')*'/g, `''`).replace(/"[^"]*"/g, '"q"');
  if (/[^\x20-\x7e\n]/.test(bare) || FORBIDDEN.test(bare)) {
    return 'has what is never sent';
  }
  if (bare.match(/\bSELECT\b/gi)!.length > 2) {
    return 'is more than a SELECT with a subquery';
  }
  const sources = bare
    .replace(/extract\([A-Z]+ FROM/g, 'extract(')
    .split(/\bFROM\b/i)
    .slice(1);
  const reads = sources.filter(source => source.startsWith(` ${dataset}\n`));
  const nests = sources.filter(source => source.startsWith(' (\nSELECT '));
  if (reads.length !== 1 || reads.length + nests.length !== sources.length) {
    return 'reads something else than the dataset';
  }
  const [bound] =
    /^\nWHERE timestamp >= toDateTime\(\d+\)/.exec(
      reads[0].slice(dataset.length + 1),
    ) ?? [];
  const from = Number(bound?.replace(/\D/g, '')) * 1000;
  // The bound is of whole minutes; the end can lie behind.
  const least = Math.min(maxRangeMs, now.getTime()) + 60_000;
  if (!(from >= now.getTime() - 92 * 86_400_000 - 60_000)) {
    return 'reads further back than there is data';
  }
  if (!bare.includes('timestamp <=') && from < now.getTime() - least) {
    return 'reads further back than it may';
  }
  if (/\bOR\b/.test(outermostOf(reads[0].slice(dataset.length + 1)))) {
    return 'gets around its bound';
  }
  const limits = [...bare.matchAll(/\bLIMIT (\S+)/gi)].map(([, n]) => n);
  if (
    limits.some(n => !/^\d+$/.test(n) || Number(n) > maxLimit) ||
    !new RegExp(`\\nLIMIT ${limit}(?:\\nOFFSET \\d+)?$`).test(bare)
  ) {
    return 'has no LIMIT that holds';
  }
  for (const [, name] of bare.matchAll(/([A-Za-z_]\w*)\s*\(/g)) {
    if (
      !ALLOWED_FUNCTIONS.includes(name) &&
      !KEYWORDS_BEFORE_PARENTHESIS.includes(name) &&
      !/^(?:SELECT|WHERE|HAVING|BY|BETWEEN|DISTINCT|ILIKE)$/.test(name)
    ) {
      return `calls '${name}'`;
    }
  }
  const items = bare.split(`\nFROM ${dataset}\n`)[0].split('\n').pop()!;
  return !sensitive && (SENSITIVE.test(bare) || STAR.test(items))
    ? 'names what the caller may not see'
    : undefined;
}

/** The WHERE that follows, without whatever is in parentheses. */
function outermostOf(text: string): string {
  const where = text.slice(1).split(/\n/)[0];
  let depth = 0;
  return [...where]
    .filter(char => {
      depth += { '(': 1, ')': -1 }[char] ?? 0;
      return depth === 0;
    })
    .join('');
}
