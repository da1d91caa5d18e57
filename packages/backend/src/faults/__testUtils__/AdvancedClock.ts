/**
 * The clock by which clients wait, which a test sets forward: what would take
 * five minutes is over at once. Timers are left as they are.
 */
export class AdvancedClock {
  private readonly real = performance.now;
  private ahead = 0;

  constructor() {
    performance.now = () => this.real.call(performance) + this.ahead;
  }

  advance(seconds: number): void {
    this.ahead += seconds * 1_000;
  }

  restore(): void {
    performance.now = this.real;
  }
}
