import {
  CfMetrics,
  CloudflareApiError,
  CloudflareClient,
  MetricsProductId,
} from '@cloudflare-backstage/cloudflare-client';
import { CloudflareProblem } from '@cloudflare-backstage/plugin-cloudflare-common';
import { ProductRun } from './ProductRun';
import { roundedHour } from './rounding';
import { addProblems, isRefusal } from './syncProblems';

const HOUR_MS = 3_600_000;
/** What is younger is not complete yet. */
const MATURITY_MS = 5 * 60_000;

/**
 * The metrics of an account for its entities. These hold them rounded, so that
 * they are read once an hour, and shared by all products.
 */
export class HourlyMetrics {
  /** End of the window that was read, or refused, last. */
  private readUntil?: string;
  private refusal?: CloudflareApiError;
  /** Of the hour, by product: every run of it reports them. */
  private readonly problems = new Map<string, CloudflareProblem[]>();

  constructor(private readonly client: CloudflareClient) {}

  /** Gives products their metrics. A failure leaves what was known. */
  async measure(
    parts: readonly ProductRun[],
    signal: AbortSignal,
  ): Promise<void> {
    const measured = parts.filter(
      ({ ingestion, listed }) => ingestion.measure && listed.length > 0,
    );
    if (measured.length === 0) {
      return;
    }
    try {
      const metrics = await this.read(
        measured.map(({ ingestion }) => ingestion.kind.id as MetricsProductId),
        signal,
      );
      for (const part of measured) {
        const id = part.ingestion.kind.id as MetricsProductId;
        if (metrics) {
          part.measure(metrics);
          this.problems.set(id, problemsOf(metrics[id]));
        }
        addProblems(part.report.problems, this.problems.get(id) ?? []);
      }
    } catch (error) {
      for (const part of measured) {
        part.addFailure(error, `The metrics of ${part.ingestion.kind.title}`);
      }
    }
  }

  /**
   * The metrics of the last 24 hours; undefined when those of the hour were
   * read already.
   *
   * @throws what kept them from being read; a refusal again for the whole hour
   */
  private async read(
    only: readonly MetricsProductId[],
    signal: AbortSignal,
  ): Promise<CfMetrics | undefined> {
    const until = roundedHour(new Date(Date.now() - MATURITY_MS));
    if (until === this.readUntil) {
      if (this.refusal) {
        throw this.refusal;
      }
      return undefined;
    }
    const to = new Date(until);
    const from = new Date(to.getTime() - 24 * HOUR_MS);
    this.refusal = undefined;
    try {
      const metrics = await this.client.metrics.read(
        { from, to },
        { only, signal, lane: 'background' },
      );
      this.readUntil = until;
      return metrics;
    } catch (error) {
      if (error instanceof CloudflareApiError && isRefusal(error.problem)) {
        this.readUntil = until;
        this.refusal = error;
      }
      throw error;
    }
  }
}

/** What kept datasets of a product from being read. */
function problemsOf(metrics: CfMetrics[MetricsProductId]): CloudflareProblem[] {
  const nodes: { problem?: CloudflareProblem }[] = Object.values(metrics);
  return nodes.flatMap(({ problem }) => problem ?? []);
}
