/** A log that is kept so short a time is read several times a day. */
const SHORT_HOURS = 48;

/** How many hours apart a log is read, by how many hours Cloudflare keeps it. */
export function captureHours(retentionHours: number): number {
  return retentionHours <= SHORT_HOURS ? 6 : 24;
}
