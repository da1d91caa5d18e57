import { z } from 'zod';
import type { Envelope, Subject } from '../transport/envelope';

/** What the tests read. */
export const subject: Subject = {
  area: 'account',
  what: 'the things',
  permission: 'Things Read',
};
const schema = z.object({ id: z.number() });

/** How their lists are understood. */
export const source = {
  subject,
  schema,
  identify: (item: { id: number }) => String(item.id),
};

/** Items with these ids. */
export const things = (from: number, to: number) =>
  Array.from({ length: Math.max(0, to - from) }, (_, i) => ({ id: from + i }));

/** A server that pages as it should; `change` breaks it. */
export function numbered(
  count: number,
  perPage: number,
  change: (page: number, envelope: Envelope) => Envelope = (_, e) => e,
) {
  const read = jest.fn(async (page: number, size: number) =>
    change(page, {
      result: things((page - 1) * size, Math.min(count, page * size)),
      resultInfo: { page, per_page: size, total_count: count },
    }),
  );
  return { ...source, perPage, read };
}

/** Leaves out what the server tells beside the list. */
export const withoutTotal = (_: number, { result }: Envelope) => ({
  result,
  resultInfo: {},
});

/** A server that pages by cursor. */
export function cursored(pages: { items: object[]; cursor?: unknown }[]) {
  let next = 0;
  return {
    ...source,
    read: jest.fn(async (_cursor?: string): Promise<Envelope> => {
      const { items, cursor } = pages[Math.min(next++, pages.length - 1)];
      return { result: items, resultInfo: { cursor } };
    }),
  };
}
