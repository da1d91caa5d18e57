import { evidenceTime } from '@cloudflare-backstage/cloudflare-evidence';

/** RFC 3339, but for the zone or a space. */
const ALMOST =
  /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d:\d\d(?:\.\d+)?) ?(Z|UTC|[+-]\d\d:\d\d)?$/i;
/** A zone at the end of other forms. */
const ZONE =
  /(?:\dz|\b(?:z|ut|utc|gmt|[ecmp][sd]t)|:\d\d[^+-]*[+-]\d\d:?\d\d)(?:\s*\(.*\))?$/i;

/**
 * A time of Cloudflare's as evidence writes it, as exact as it was. One that
 * names no zone is in UTC, wherever it is read.
 */
export function recordTime(text: string): string {
  const [, date, time, zone = 'Z'] = ALMOST.exec(text) ?? [];
  if (date) {
    return evidenceTime(`${date}T${time}${/utc/i.test(zone) ? 'Z' : zone}`);
  }
  // In another form, which the client takes as well.
  const forms = ZONE.test(text) ? [text] : [`${text}Z`, `${text} UTC`];
  const known = forms.find(form => !Number.isNaN(Date.parse(form)));
  return evidenceTime(new Date(known ?? text));
}
