import type { Fault } from './Fault';

/**
 * A fault of a plan.
 *
 * @public
 */
export interface PlannableFault {
  /** Unique within the list. */
  name: string;
  fault: Fault;
  /** Whether it concerns every answer, or shows in a listing alone. */
  of: 'answers' | 'listings';
  /** How often it is bearable: each costs time, or ends all other calls. */
  times?: number;
}

const unavailable = [
  500, 502, 503, 504, 520, 521, 522, 523, 524, 525, 526, 527,
];
const mostWaits = 2;
const mebibyte = 1024 * 1024;

function answers(timeoutMs: number): Omit<PlannableFault, 'of'>[] {
  const tooLong = Math.ceil(timeoutMs * 1.2);
  return [
    ...unavailable.map(status => ({
      name: `status ${status}`,
      fault: { type: 'status', status } as const,
    })),
    {
      name: 'status 503 with Retry-After',
      fault: { type: 'status', status: 503, headers: { 'retry-after': '1' } },
    },
    { name: 'status 401', fault: { type: 'status', status: 401 } },
    { name: 'status 403', fault: { type: 'status', status: 403 } },
    { name: 'status 404', fault: { type: 'status', status: 404 } },
    {
      name: 'status 429 with Retry-After',
      fault: { type: 'rate-limited', retryAfter: 1 },
      times: 2,
    },
    {
      name: 'status 429 without Retry-After',
      fault: { type: 'rate-limited' },
      times: 2,
    },
    { name: 'lock-out', fault: { type: 'lockout' }, times: 1 },
    {
      name: 'late first byte',
      fault: { type: 'slow-headers', ms: Math.ceil(timeoutMs / 10) },
      times: mostWaits,
    },
    {
      name: 'first byte after the timeout',
      fault: { type: 'slow-headers', ms: tooLong },
      times: 1,
    },
    {
      name: 'slow body',
      fault: { type: 'slow-body', ms: Math.ceil(timeoutMs / 10) },
      times: mostWaits,
    },
    {
      name: 'body until after the timeout',
      fault: { type: 'slow-body', ms: tooLong },
      times: 1,
    },
    { name: 'stalled body', fault: { type: 'stalled-body' }, times: 1 },
    { name: 'cut body', fault: { type: 'cut-body' } },
    { name: 'wrong content-length', fault: { type: 'wrong-content-length' } },
    { name: 'truncated JSON', fault: { type: 'truncated-json' } },
    { name: 'invalid JSON', fault: { type: 'invalid-json' } },
    { name: 'no success with status 200', fault: { type: 'success-false' } },
    { name: 'HTML page', fault: { type: 'html' } },
    { name: 'HTML error page', fault: { type: 'html', status: 502 } },
    { name: 'challenge', fault: { type: 'challenge' } },
    {
      name: 'redirect',
      fault: { type: 'redirect', location: 'https://elsewhere.example/' },
    },
    {
      name: 'item of 50 MiB',
      fault: { type: 'huge', bytes: 50 * mebibyte },
      times: mostWaits,
    },
    { name: 'connection reset', fault: { type: 'connection-reset' } },
  ];
}

const listings: readonly Omit<PlannableFault, 'of'>[] = [
  {
    name: 'empty page with a cursor',
    fault: { type: 'empty-page-with-cursor' },
  },
  { name: 'cursor loop', fault: { type: 'repeated-cursor' } },
  { name: 'same page for ever', fault: { type: 'ignores-page' } },
  { name: 'fewer items from page to page', fault: { type: 'shrinking' } },
  { name: 'order that changes in between', fault: { type: 'reordered' } },
  { name: 'duplicate ids', fault: { type: 'duplicate-ids' } },
  { name: 'total too high', fault: { type: 'wrong-total' } },
  { name: 'total too low', fault: { type: 'wrong-total', by: -1 } },
  { name: '10,000 items', fault: { type: 'many-items', count: 10_000 } },
];

/**
 * All that can go wrong with HTTP, for a client that waits so long for an answer.
 *
 * @public
 */
export function everyFault(timeoutMs: number): PlannableFault[] {
  return [
    ...answers(timeoutMs).map(fault => ({ ...fault, of: 'answers' as const })),
    ...listings.map(fault => ({ ...fault, of: 'listings' as const })),
  ];
}
