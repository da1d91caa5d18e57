const defaultMaxNodes = 30;

/** What the account may ask of the GraphQL Analytics API. */
export class AnalyticsPlan {
  /** Datasets that exist and that the plan does not include. */
  readonly #refused = new Set(['containersMetricsAdaptiveGroups']);
  /** How many datasets a query may name. */
  maxNodes: number;

  constructor(maxNodes = defaultMaxNodes) {
    this.maxNodes = maxNodes;
  }

  includes(dataset: string): boolean {
    return !this.#refused.has(dataset);
  }

  refuse(dataset: string): void {
    this.#refused.add(dataset);
  }

  grant(dataset: string): void {
    this.#refused.delete(dataset);
  }
}
