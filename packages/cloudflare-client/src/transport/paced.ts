import type { BudgetState } from '../CloudflareClient';
import { RequestWindow } from './requestWindow';

export type Lane = 'interactive' | 'background';

/** The budget does not allow the request before its deadline. */
export class BudgetSpent extends Error {
  constructor(readonly retryAfter: number, readonly lockedOut: boolean) {
    super('budget spent');
  }
}

/** A request that may be sent; one of the two must be called in the end. */
export interface Permit {
  waitedMs: number;
  /** The request has ended, with the headers of the answer, if there was one. */
  settle(headers?: Headers): void;
  /** The request was not sent after all. */
  giveBack(): void;
}

interface Waiter {
  deadline: number;
  start(): void;
  refuse(error: unknown): void;
}

export interface PacerOptions {
  requests: number;
  windowSeconds: number;
  share: number;
  concurrency: number;
}

/**
 * Keeps one principal's requests within its rate limit. A window's budget may
 * be spent in a burst; interactive requests go first, and a part of the
 * concurrency and of the budget is kept for them.
 */
export class Pacer {
  private readonly window: RequestWindow;
  private readonly queues: Record<Lane, Waiter[]> = {
    interactive: [],
    background: [],
  };
  private readonly slots: Record<Lane, number>;
  private underWay = 0;
  private lockedUntil = 0;
  private timer?: NodeJS.Timeout;

  constructor(options: PacerOptions) {
    this.window = new RequestWindow(options);
    const { concurrency } = options;
    this.slots = {
      interactive: concurrency,
      background: Math.max(1, concurrency - Math.ceil(concurrency / 8)),
    };
  }

  /**
   * Waits for a turn. Fails at once when it cannot come before the deadline
   * (on the clock of `performance.now()`).
   */
  acquire(lane: Lane, deadline: number, signal?: AbortSignal): Promise<Permit> {
    const from = performance.now();
    return new Promise((resolve, reject) => {
      if (signal?.aborted) {
        reject(signal.reason);
        return;
      }
      const queue = this.queues[lane];
      let waits = true;
      let stopWaiting: (() => void) | undefined;
      const leave = (left: Waiter) => {
        waits = false;
        const index = queue.indexOf(left);
        if (index >= 0) {
          queue.splice(index, 1);
        }
        stopWaiting?.();
      };
      const waiter: Waiter = {
        deadline,
        start: () => {
          leave(waiter);
          resolve(this.permit(performance.now() - from));
        },
        refuse: error => {
          leave(waiter);
          reject(error);
        },
      };
      queue.push(waiter);
      this.turn();
      // Most start at once, and have nothing to wait for.
      if (waits) {
        const giveUp = (error: unknown) => {
          waiter.refuse(error);
          this.turn();
        };
        const onAbort = () => giveUp(signal!.reason);
        const expiry = setTimeout(
          () => giveUp(this.refusal(lane)),
          Math.max(0, deadline - performance.now()),
        );
        signal?.addEventListener('abort', onAbort, { once: true });
        stopWaiting = () => {
          clearTimeout(expiry);
          signal?.removeEventListener('abort', onAbort);
        };
      }
    });
  }

  /** Sends nothing for a while: Cloudflare refuses every call anyway. */
  lockOut(seconds: number): void {
    this.lockedUntil = Math.max(
      this.lockedUntil,
      performance.now() + seconds * 1000,
    );
    this.turn();
  }

  state(): BudgetState {
    const now = performance.now();
    const state: BudgetState = this.window.state(now, this.underWay);
    if (this.lockedUntil > now) {
      state.lockedOutUntil = new Date(Date.now() + this.lockedUntil - now);
    }
    return state;
  }

  private permit(waitedMs: number): Permit {
    return {
      waitedMs,
      settle: headers => {
        this.underWay--;
        this.window.ended(performance.now(), this.underWay, headers);
        this.turn();
      },
      giveBack: () => {
        this.underWay--;
        this.turn();
      },
    };
  }

  /** Milliseconds until the lane may send; Infinity: when a request has ended. */
  private waitOf(lane: Lane, now: number): number {
    if (this.lockedUntil > now) {
      return this.lockedUntil - now;
    }
    if (this.underWay >= this.slots[lane]) {
      return Infinity;
    }
    return this.window.waitFor(lane === 'background', now, this.underWay);
  }

  private refusal(lane: Lane): BudgetSpent {
    const now = performance.now();
    const wait = this.waitOf(lane, now);
    const seconds = Number.isFinite(wait) ? Math.ceil(wait / 1000) : 1;
    return new BudgetSpent(Math.max(1, seconds), this.lockedUntil > now);
  }

  /** Starts whoever may start, and looks again when the next one may. */
  private turn(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    // What holds back an interactive request holds back every other one too.
    for (const lane of ['interactive', 'background'] as const) {
      const queue = this.queues[lane];
      while (queue.length > 0) {
        const now = performance.now();
        const wait = this.waitOf(lane, now);
        if (wait <= 0) {
          this.underWay++;
          queue[0].start();
          continue;
        }
        if (Number.isFinite(wait)) {
          this.lookAgainIn(wait, lane);
        }
        break;
      }
      if (queue.length > 0 && lane === 'interactive') {
        this.refuseHopeless('background');
        return;
      }
    }
  }

  private lookAgainIn(wait: number, lane: Lane): void {
    this.refuseHopeless(lane);
    if (this.queues[lane].length > 0) {
      this.timer = setTimeout(() => this.turn(), Math.ceil(wait));
    }
  }

  private refuseHopeless(lane: Lane): void {
    const now = performance.now();
    const wait = this.waitOf(lane, now);
    if (!Number.isFinite(wait)) {
      return;
    }
    const hopeless = this.queues[lane].filter(w => w.deadline < now + wait);
    hopeless.forEach(waiter => waiter.refuse(this.refusal(lane)));
  }
}
