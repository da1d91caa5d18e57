/** How something that takes a while is followed and ended. */
export interface MakingOptions {
  signal: AbortSignal;
  /** Told now and then how many records there are so far. */
  progress?(records: number): void;
}

interface Making<T> {
  result: Promise<T>;
  controller: AbortController;
  callers: Set<MakingOptions>;
}

/**
 * What is asked for several times at once is made once. It ends early only
 * when nobody waits for it any more.
 */
export class SharedMakings<T> {
  private readonly makings = new Map<string, Making<T>>();

  async make(
    key: string,
    options: MakingOptions,
    make: (options: MakingOptions) => Promise<T>,
  ): Promise<T> {
    const { signal } = options;
    signal.throwIfAborted();
    const making = this.makings.get(key) ?? this.begin(key, make);
    const { result, controller, callers } = making;
    const caller = { ...options };
    callers.add(caller);
    let leave = () => {};
    const left = new Promise<never>((_, reject) => {
      leave = () => {
        callers.delete(caller);
        if (callers.size > 0) {
          reject(signal.reason);
          return;
        }
        // Whoever comes now finds nothing that is about to end. The last one
        // to leave waits until nothing half-made is left.
        this.forget(key, making);
        controller.abort(signal.reason);
      };
    });
    signal.addEventListener('abort', leave, { once: true });
    try {
      return await Promise.race([result, left]);
    } finally {
      signal.removeEventListener('abort', leave);
      callers.delete(caller);
    }
  }

  private begin(
    key: string,
    make: (options: MakingOptions) => Promise<T>,
  ): Making<T> {
    const controller = new AbortController();
    const callers = new Set<MakingOptions>();
    const result = make({
      signal: controller.signal,
      progress(records) {
        for (const caller of callers) {
          caller.progress?.(records);
        }
      },
    });
    const making = { result, controller, callers };
    this.makings.set(key, making);
    const end = () => this.forget(key, making);
    result.then(end, end);
    return making;
  }

  private forget(key: string, making: Making<T>): void {
    if (this.makings.get(key) === making) {
      this.makings.delete(key);
    }
  }
}
