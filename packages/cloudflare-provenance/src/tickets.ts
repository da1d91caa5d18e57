import { ProvenanceOptions } from './types';
import { cleanUrl } from './urls';

const URL_IN_TEXT = /https:\/\/[^\s<>"'`|)\]}]+/gi;
/** What ends the sentence, and is no part of the address. */
const SENTENCE_END = /[.,;:!?]+$/;
/** A key, a number or a path to it; an e-mail address is none. */
const TICKET = /^[\w./-]{1,100}$/;

/**
 * The ticket that a message names: the first URL in it that begins with one of
 * the addresses under which tickets are. Never throws.
 *
 * @public
 */
export function ticketUrlOf(
  message: string | undefined,
  { ticketUrls = [] }: Pick<ProvenanceOptions, 'ticketUrls'>,
): string | undefined {
  for (const [text] of (message ?? '').matchAll(URL_IN_TEXT)) {
    const url = cleanUrl(text.replace(SENTENCE_END, ''));
    const start = ticketUrls.find(begin => url?.startsWith(begin));
    if (start !== undefined && TICKET.test(url!.slice(start.length))) {
      return url;
    }
  }
  return undefined;
}
