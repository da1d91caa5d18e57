import { EvidenceProfileError } from './canonicalJson';

const TIME = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d+))?(Z|[+-]\d\d:\d\d)$/i;
const UTC_TIME =
  /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d*[1-9])?Z$/;
const SECONDS = 'YYYY-MM-DDTHH:MM:SS'.length;

function refused(value: unknown): EvidenceProfileError {
  return new EvidenceProfileError(
    '',
    `${JSON.stringify(value)} is not a time by RFC 3339`,
  );
}

function secondsOf(milliseconds: number, value: unknown): string {
  if (!Number.isFinite(milliseconds)) {
    throw refused(value);
  }
  const text = new Date(milliseconds).toISOString();
  // Years beyond 9999 are written in another form.
  if (text.length !== 'YYYY-MM-DDTHH:MM:SS.mmmZ'.length) {
    throw refused(value);
  }
  return text.slice(0, SECONDS);
}

/**
 * A time as evidence writes it: RFC 3339 in UTC with `Z`, the fraction as exact
 * as it was and without zeros at its end.
 *
 * @public
 */
export function evidenceTime(value: Date | string): string {
  if (typeof value !== 'string') {
    const milliseconds = value.getTime();
    const seconds = secondsOf(milliseconds, value);
    return withFraction(
      seconds,
      String(milliseconds - Date.parse(`${seconds}Z`)).padStart(3, '0'),
    );
  }
  const [, local, fraction = '', zone] = TIME.exec(value.toUpperCase()) ?? [];
  if (!local) {
    throw refused(value);
  }
  // A day that does not exist, such as 30 February, would become another one.
  if (secondsOf(Date.parse(`${local}Z`), value) !== local) {
    throw refused(value);
  }
  return withFraction(secondsOf(Date.parse(local + zone), value), fraction);
}

function withFraction(seconds: string, fraction: string): string {
  const digits = fraction.replace(/0+$/, '');
  return digits ? `${seconds}.${digits}Z` : `${seconds}Z`;
}

/** Whether a text has the form of `evidenceTime`. */
export function isEvidenceTime(value: string): boolean {
  return UTC_TIME.test(value);
}
