const modulus = 2_147_483_647;

/**
 * Choices that look random; the same seed gives the same ones in the same order.
 *
 * @public
 */
export class SeededChoice {
  #state: number;

  constructor(seed: number) {
    // Zero would stay zero, and small seeds begin alike.
    this.#state = ((seed + 1) * 69_621) % modulus;
  }

  /** From 0 to below 1. */
  random(): number {
    this.#state = (this.#state * 48_271) % modulus;
    return this.#state / modulus;
  }

  /** From 0 to below the limit. */
  below(limit: number): number {
    return Math.floor(this.random() * limit);
  }

  pick<T>(choices: readonly T[]): T {
    return choices[this.below(choices.length)];
  }

  shuffled<T>(items: readonly T[]): T[] {
    const all = [...items];
    for (let last = all.length - 1; last > 0; last--) {
      const other = this.below(last + 1);
      [all[last], all[other]] = [all[other], all[last]];
    }
    return all;
  }
}
