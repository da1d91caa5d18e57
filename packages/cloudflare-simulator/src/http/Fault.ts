/**
 * What can go wrong with an answer. Durations in milliseconds, sizes in bytes.
 *
 * Of a listing's faults, those about `page`, totals and cursors have an effect
 * only on lists that have these. What shows from page to page comes in at least
 * three pages.
 *
 * @public
 */
export type Fault =
  /** Another status; an error envelope unless a body is given. */
  | {
      type: 'status';
      status: number;
      headers?: Record<string, string>;
      /** Sent as JSON unless it is a string. */
      body?: unknown;
    }
  /** 429 with code 971 for this request; `retryAfter` in seconds. */
  | { type: 'rate-limited'; retryAfter?: number }
  /** From now on every call of the token is refused, as long as the quota's lock-out lasts. */
  | { type: 'lockout' }
  /** Nothing is sent for a while. */
  | { type: 'slow-headers'; ms: number }
  /** The body arrives in pieces over this time. */
  | { type: 'slow-body'; ms: number }
  /** Half of the body arrives, and the connection stays open. */
  | { type: 'stalled-body' }
  /** Half of the body arrives, and the connection is closed. */
  | { type: 'cut-body' }
  /** `content-length` tells less than what is sent. */
  | { type: 'wrong-content-length' }
  /** A complete HTTP answer whose JSON ends in the middle. */
  | { type: 'truncated-json' }
  /** A complete HTTP answer that says JSON and is none. */
  | { type: 'invalid-json' }
  /** 200 with `success: false`. */
  | { type: 'success-false' }
  /** An HTML page; status 200 unless told. */
  | { type: 'html'; status?: number }
  /** 403 of the firewall in front of the API, with `cf-mitigated: challenge`. */
  | { type: 'challenge' }
  /** 302 to another place. */
  | { type: 'redirect'; location: string }
  /** A valid envelope with one item of this size. */
  | { type: 'huge'; bytes: number }
  /** An empty page, whose cursor leads to the rest. */
  | { type: 'empty-page-with-cursor' }
  /** Every page has the same cursor and leads to the first page. */
  | { type: 'repeated-cursor' }
  /** Every page is the first one. */
  | { type: 'ignores-page' }
  /** From page to page the list has lost a quarter of its items. */
  | { type: 'shrinking' }
  /** From page to page the last item has come to the front, as one that was changed meanwhile. */
  | { type: 'reordered' }
  /** The first item comes a second time, at the end of the list. */
  | { type: 'duplicate-ids' }
  /** `total_count` tells this many items too many (default 7), or too few when negative. */
  | { type: 'wrong-total'; by?: number }
  /** Copies of the first item follow, until there are so many: `<name>-copy-<n>`. */
  | { type: 'many-items'; count: number }
  /** The connection is reset before anything is sent. */
  | { type: 'connection-reset' };

/**
 * A fault and the requests that it befalls.
 *
 * @public
 */
export interface FaultInjection {
  /**
   * Every operation when absent. A string is `GET` and either the path template
   * (`GET /accounts/{account}/workers/scripts`) or the real path below
   * `/client/v4`; an expression is tried on the real path with and without its
   * query.
   */
  operation?: string | RegExp;
  /** How often; without end when absent. */
  times?: number;
  /** Requests of the operation that are let through first. Default 0. */
  after?: number;
  fault: Fault;
}

interface Planned extends FaultInjection {
  seen: number;
}

/** The operation of a request in the forms that an injection may name. */
export interface OperationNames {
  template: string;
  path: string;
  pathAndQuery: string;
}

function concerns(
  operation: string | RegExp | undefined,
  names: OperationNames,
): boolean {
  if (operation === undefined) return true;
  const all = Object.values(names);
  if (typeof operation === 'string') return all.includes(operation);
  // A sticky or global expression remembers where it stopped.
  return all.slice(1).some(name => new RegExp(operation).test(name));
}

/** The faults that wait for requests. */
export class FaultPlan {
  readonly #planned = new Set<Planned>();

  /** Answers the undo. */
  inject(injection: FaultInjection): () => void {
    const { operation } = injection;
    if (typeof operation === 'string' && !/^(GET|POST) \//.test(operation)) {
      throw new Error(
        `No operation is called '${operation}'; name it like 'GET /accounts/{account}/workers/scripts'`,
      );
    }
    const planned = { ...injection, seen: 0 };
    this.#planned.add(planned);
    return () => {
      this.#planned.delete(planned);
    };
  }

  clear(): void {
    this.#planned.clear();
  }

  /** The fault of this request: of the oldest injection that concerns it and is due. */
  next(names: OperationNames): Fault | undefined {
    for (const planned of this.#planned) {
      if (!concerns(planned.operation, names)) continue;
      const hit = planned.seen - (planned.after ?? 0);
      planned.seen += 1;
      if (hit < 0) continue;
      if (planned.times !== undefined && hit >= planned.times) {
        this.#planned.delete(planned);
        continue;
      }
      return planned.fault;
    }
    return undefined;
  }
}
