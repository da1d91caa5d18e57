import type {
  CloudflareProblem,
  CloudflareProblemKind,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { z } from 'zod';
import { CloudflareApiError } from '../../errors';
import { parseItems, parseOne } from '../../parsing';
import { problemError } from '../../transport/envelope';
import { ANALYTICS } from '../queryAccount';
import { type Datasets, isRefusal } from './Datasets';
import type { MetricRows } from './MetricNode';
import type { PlacedNode } from './nodes';
import { aliasOf, halvesOf, type Part, queryOf } from './Part';

/** However many datasets are refused, a reading ends. */
const MOST_REQUESTS = 24;
/** Batches of which none is answered, and then their halves. */
const MOST_UNANSWERED = 9;

type Batch = readonly Part[];

interface Found {
  rows: unknown[];
  problem?: CloudflareProblem;
}

/** One reading of several nodes: batches of them, and what is left to ask for. */
export class MetricsReading {
  private readonly found = new Map<PlacedNode, Found>();
  private requests = 0;
  private answers = 0;
  /** Datasets that were refused without a word of why. */
  private readonly unexplained = new Map<string, CloudflareProblemKind>();
  private someAnswered = false;
  /** Why batches were halved: some dataset in them was refused like that. */
  private splitFor?: CloudflareProblemKind;
  private failure?: CloudflareApiError;

  constructor(
    private readonly datasets: Datasets,
    private readonly query: (text: string) => Promise<unknown>,
  ) {}

  /**
   * Reads all parts. What cannot be read is told by the problem of its node.
   *
   * @throws CloudflareApiError when nothing was answered
   */
  async read(parts: readonly Part[]): Promise<void> {
    let batches = this.batchesOf(parts);
    while (batches.length > 0) {
      const following = await Promise.all(
        batches.map(batch => this.readBatch(batch)),
      );
      batches = following.flat();
      // A few bad datasets would have let one of so many be answered.
      const isOfAll = this.requests >= MOST_UNANSWERED && !this.someAnswered;
      if (this.splitFor && isOfAll) {
        this.failAll(batches.flat(), this.splitFor);
        break;
      }
    }
    // What befalls every dataset is the fault of none.
    if (this.someAnswered) {
      this.unexplained.forEach((kind, dataset) =>
        this.datasets.refuse(dataset, kind),
      );
    }
    if (this.failure && this.answers === 0) {
      throw this.failure;
    }
  }

  /** Notes why a node is not read, or not all of it. */
  fail(node: PlacedNode, problem: CloudflareProblem): void {
    const found = this.foundOf(node);
    found.problem ??= problem;
  }

  async rowsOf(node: PlacedNode): Promise<MetricRows<unknown>> {
    const { rows, problem } = this.foundOf(node);
    const { items, unreadable } = await parseItems(node.row, rows);
    const why =
      unreadable > 0
        ? problemOf(
            node,
            'invalid-response',
            `${unreadable} rows of the dataset '${node.dataset}' are not what the API promises`,
          )
        : problem;
    return {
      rows: items,
      complete: why === undefined,
      ...(why && { problem: why }),
    };
  }

  private batchesOf(parts: readonly Part[]): Batch[] {
    const size = this.datasets.batchSize;
    return Array.from({ length: Math.ceil(parts.length / size) }, (_, index) =>
      parts.slice(index * size, (index + 1) * size),
    );
  }

  /** Answers what must be asked after it. */
  private async readBatch(batch: Batch): Promise<Batch[]> {
    if (++this.requests > MOST_REQUESTS) {
      batch.forEach(part => this.leaveOut(part));
      return [];
    }
    try {
      const answer = await this.query(queryOf(batch));
      const unfinished = this.collect(batch, answer);
      this.answers++;
      return this.batchesOf(unfinished);
    } catch (error) {
      if (!(error instanceof CloudflareApiError)) {
        throw error;
      }
      return this.afterFailure(batch, error);
    }
  }

  /** Keeps the rows, and answers the parts of windows that held too many. */
  private collect(batch: Batch, answer: unknown): Part[] {
    const fields = parseOne(
      z.record(z.string(), z.array(z.unknown())),
      answer,
      ANALYTICS,
    );
    return batch.flatMap((part, index) => {
      const rows = fields[aliasOf(part, index)];
      if (!rows) {
        // No answer is not an answer without rows.
        const { dataset } = part.node;
        const why = `Cloudflare did not answer for the dataset '${dataset}'`;
        this.fail(part.node, problemOf(part.node, 'invalid-response', why));
        return [];
      }
      this.someAnswered = true;
      const isFull = rows.length >= part.limit;
      const halves = isFull ? halvesOf(part) : undefined;
      if (halves) {
        return halves;
      }
      const { rows: kept } = this.foundOf(part.node);
      // Spreading arguments of so many rows would overflow the stack.
      rows.forEach(row => kept.push(row));
      if (isFull) {
        this.leaveOut(part);
      }
      return [];
    });
  }

  private afterFailure(batch: Batch, error: CloudflareApiError): Batch[] {
    const { refusal, kind } = error;
    if (refusal?.tooComplex) {
      return this.inSmallerParts(batch, error);
    }
    const named = batch.filter(
      (part, index) =>
        refusal?.fields.includes(part.node.dataset) ||
        refusal?.fields.includes(aliasOf(part, index)),
    );
    // Without a name it is about all of them, or about one that must be found.
    if (!isRefusal(error) || (named.length === 0 && kind === 'forbidden')) {
      this.failure ??= error;
      batch.forEach(({ node }) =>
        this.fail(node, { ...error.problem, product: node.product }),
      );
      return [];
    }
    if (named.length === 0 && batch.length > 1) {
      this.splitFor = kind;
      const half = Math.ceil(batch.length / 2);
      return [batch.slice(0, half), batch.slice(half)];
    }
    const refused = named.length > 0 ? named : batch;
    // Cloudflare has answered, if only about these.
    this.answers++;
    for (const { node } of refused) {
      if (named.length > 0) {
        this.datasets.refuse(node.dataset, kind);
      } else {
        this.unexplained.set(node.dataset, kind);
      }
      this.fail(node, refusalProblem(node, kind));
    }
    const rest = batch.filter(({ node }) => !this.isRefused(node));
    return rest.length > 0 ? [rest] : [];
  }

  /** Other nodes may read the same dataset; they are refused with it. */
  private isRefused(node: PlacedNode): boolean {
    const { dataset } = node;
    const kind =
      this.datasets.refusalOf(dataset) ?? this.unexplained.get(dataset);
    if (kind) {
      this.fail(node, refusalProblem(node, kind));
    }
    return kind !== undefined;
  }

  private inSmallerParts(batch: Batch, error: CloudflareApiError): Batch[] {
    if (batch.length > 1) {
      this.datasets.isTooMany(batch.length);
      return this.batchesOf(batch);
    }
    const [part] = batch;
    const halves = halvesOf(part);
    if (!halves) {
      this.fail(part.node, { ...error.problem, product: part.node.product });
      return [];
    }
    return halves.map(half => [half]);
  }

  private failAll(batch: Batch, kind: CloudflareProblemKind): void {
    batch.forEach(({ node }) => this.fail(node, refusalProblem(node, kind)));
  }

  private leaveOut({ node }: Part): void {
    this.fail(
      node,
      problemOf(
        node,
        'incomplete',
        `the dataset '${node.dataset}' holds more than can be read at once; ask for a shorter window`,
      ),
    );
  }

  private foundOf(node: PlacedNode): Found {
    let found = this.found.get(node);
    if (!found) {
      found = { rows: [] };
      this.found.set(node, found);
    }
    return found;
  }
}

function problemOf(
  { product, productTitle }: PlacedNode,
  kind: CloudflareProblemKind,
  why: string,
): CloudflareProblem {
  const what = `the metrics of ${productTitle}`;
  return problemError(kind, { ...ANALYTICS, product, what }, why).problem;
}

/** Why a dataset that the account refuses is not read. */
export function refusalProblem(
  node: PlacedNode,
  kind: CloudflareProblemKind,
): CloudflareProblem {
  const { dataset } = node;
  const why: Partial<Record<CloudflareProblemKind, string>> = {
    'not-entitled': `the dataset '${dataset}' is not in the plan of the account`,
    'not-supported': `the account does not have the dataset '${dataset}', or a field of it`,
    forbidden: `the API token may not read the dataset '${dataset}'; it needs the permission group '${ANALYTICS.permission}'`,
  };
  return problemOf(
    node,
    kind,
    why[kind] ?? `Cloudflare refused the query of the dataset '${dataset}'`,
  );
}

/** Why a node tells of less time than was asked for. */
export function cutShortProblem(
  node: PlacedNode,
  from: number,
): CloudflareProblem {
  return problemOf(
    node,
    'incomplete',
    `the account may read the dataset '${node.dataset}' only since ${new Date(
      from,
    ).toISOString()}`,
  );
}
