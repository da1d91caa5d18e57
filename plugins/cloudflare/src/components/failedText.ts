import { Failure } from '../api/failures';
import { Translate } from './useCloudflareTranslation';

/** Why something could not be read, and when to try again. */
export function failedText(
  { message, retryAfter }: Extract<Failure, { state: 'failed' }>,
  t: Translate,
): string {
  return retryAfter === undefined
    ? message
    : `${sentence(message)} ${t('failed.retryAfter', {
        seconds: String(retryAfter),
      })}`;
}

/** Messages of errors have no full stop, which more words after them need. */
export function sentence(message: string): string {
  return /[.!?]$/.test(message) ? message : `${message}.`;
}
