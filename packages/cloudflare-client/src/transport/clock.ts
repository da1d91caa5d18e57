/** As far as two clocks may be apart, which are both taken to be right. */
const MOST_APART_MS = 5 * 60_000;
const UNITS = [
  ['days', 86_400_000],
  ['hours', 3_600_000],
  ['minutes', 60_000],
] as const;

/**
 * What is wrong with the clock of this process, as the headers of an answer
 * tell. By such a clock, a window of time is another one, whose emptiness looks
 * like silence: logs of a day to come would count as read, and what was found
 * of late as old.
 */
export function clockFaultIn(headers: Headers): string | undefined {
  const ahead = Date.now() - Date.parse(headers.get('date') ?? '');
  if (!(Math.abs(ahead) > MOST_APART_MS)) {
    return undefined;
  }
  return `the clock of this backend is ${apart(Math.abs(ahead))} ${
    ahead > 0 ? 'ahead of' : 'behind'
  } Cloudflare's; set it right`;
}

function apart(ms: number): string {
  const [name, size] = UNITS.find(([, each]) => ms >= 2 * each) ?? UNITS[2];
  return `${Math.round(ms / size)} ${name}`;
}
