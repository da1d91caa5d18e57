/**
 * Counts of the requests that the simulator has received.
 *
 * @public
 */
export interface SimulatorStatistics {
  total: number;
  /** By method and path template, `GET /accounts/{account}/workers/scripts`. */
  byOperation: Record<string, number>;
  /** Requests that a fault befell, by operation and the fault's type: `GET /queues html`. */
  byFault: Record<string, number>;
  /** Requests answered with 429. */
  rateLimited: number;
  /** Requests that were under way at once, at most. */
  maxConcurrent: number;
  /** Requests by a method that could write. All were refused. */
  unexpected: number;
}

export class Statistics {
  #counts: SimulatorStatistics = Statistics.#zero();
  #underWay = 0;

  static #zero(): SimulatorStatistics {
    return {
      total: 0,
      byOperation: {},
      byFault: {},
      rateLimited: 0,
      maxConcurrent: 0,
      unexpected: 0,
    };
  }

  /** Counts a request; the answer tells that it has ended. */
  begin(operation: string): () => void {
    const counts = this.#counts;
    counts.total += 1;
    counts.byOperation[operation] = (counts.byOperation[operation] ?? 0) + 1;
    this.#underWay += 1;
    counts.maxConcurrent = Math.max(counts.maxConcurrent, this.#underWay);
    let ended = false;
    return () => {
      if (!ended) this.#underWay -= 1;
      ended = true;
    };
  }

  befallen(operation: string, fault: string): void {
    const { byFault } = this.#counts;
    const key = `${operation} ${fault}`;
    byFault[key] = (byFault[key] ?? 0) + 1;
  }

  rateLimited(): void {
    this.#counts.rateLimited += 1;
  }

  unexpected(): void {
    this.#counts.unexpected += 1;
  }

  snapshot(): SimulatorStatistics {
    return structuredClone(this.#counts);
  }

  reset(): void {
    this.#counts = Statistics.#zero();
    this.#counts.maxConcurrent = this.#underWay;
  }
}
