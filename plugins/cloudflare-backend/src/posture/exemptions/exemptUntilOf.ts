import { ExemptUntil } from '../PostureSnapshot';
import { Exemptions, means } from './Exemptions';

const MS_PER_MINUTE = 60_000;

/**
 * When exemptions end by the file. One that is not approved in it any more, or
 * means something else by now, had ended by the time that the file was read;
 * when, nobody knows.
 */
export function exemptUntilOf(
  { entries }: Pick<Exemptions, 'entries'>,
  readAt: number,
): ExemptUntil {
  // What is looked at in the same minute has its first instant.
  const before = readAt - (readAt % MS_PER_MINUTE) - 1;
  const byId = new Map(entries.map(entry => [entry.id, entry]));
  return (id, checkId, entity) => {
    const entry = byId.get(id);
    const end = entry ? Date.parse(entry.expiresAt) : Infinity;
    const isApproved =
      entry?.status === 'approved' &&
      entry.checkId === checkId &&
      means(entry, entity);
    return isApproved ? end : Math.min(end, before);
  };
}
