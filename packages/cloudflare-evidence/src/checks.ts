import { UnacceptableFileError } from './canonicalFile';
import { VerificationCheck, VerificationReport } from './types';

type Id = VerificationCheck['id'];

/** Gathers what was checked, in the order in which it was. */
export class Checks {
  private readonly checks: VerificationCheck[] = [];

  pass(id: Id, about: string, message: string): void {
    this.checks.push({ id, state: 'pass', about, message });
  }

  fail(id: Id, about: string, message: string): void {
    this.checks.push({ id, state: 'fail', about, message });
  }

  unchecked(id: Id, about: string, message: string): void {
    this.checks.push({ id, state: 'unchecked', about, message });
  }

  /** What `read` gives; nothing, and a failed check, when it is unacceptable. */
  try<T>(id: Id, about: string, read: () => T): T | undefined {
    try {
      return read();
    } catch (error) {
      if (error instanceof UnacceptableFileError) {
        this.fail(id, about, error.message);
        return undefined;
      }
      throw error;
    }
  }

  report(): VerificationReport {
    const has = (state: VerificationCheck['state']) =>
      this.checks.some(check => check.state === state);
    return { ok: has('pass') && !has('fail'), checks: this.checks };
  }
}
