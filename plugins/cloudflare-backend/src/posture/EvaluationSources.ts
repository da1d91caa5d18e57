import { CloudflareApiError } from '@cloudflare-backstage/cloudflare-client';
import { CloudflareAccount } from '@cloudflare-backstage/plugin-cloudflare-node';
import { outcomeOf } from '../reading/outcomeOf';
import {
  PostureDependencies,
  PostureSource,
  PostureSources,
  SourceContext,
  SourceReading,
} from './PostureSources';
import { PostureSubject } from './PostureSubject';
import { ScorecardsConfig } from './ScorecardsConfig';

/**
 * The sources of one evaluation. Each is read once for an account and a key;
 * how many reads are under way at once is for the client to bound.
 */
export class EvaluationSources implements PostureSources {
  readonly dependencies: PostureDependencies;
  readonly config: ScorecardsConfig;
  readonly now: Date;
  readonly subjects: readonly PostureSubject[];
  private readonly context: SourceContext;
  private readonly readings = new Map<
    PostureSource<any>,
    Map<string, Promise<SourceReading<any>>>
  >();
  private sent = 0;

  constructor(options: {
    dependencies: PostureDependencies;
    config: ScorecardsConfig;
    now: Date;
    subjects: readonly PostureSubject[];
    signal: AbortSignal;
  }) {
    const { signal, ...rest } = options;
    this.dependencies = rest.dependencies;
    this.config = rest.config;
    this.now = rest.now;
    this.subjects = rest.subjects;
    this.context = {
      ...rest,
      sources: this,
      reading: {
        signal,
        lane: 'background',
        record: () => {
          this.sent += 1;
        },
      },
    };
  }

  /** Requests to Cloudflare that were sent so far. */
  get requests(): number {
    return this.sent;
  }

  /** Throws when the evaluation has ended before it was done. */
  throwIfEnded(): void {
    this.context.reading.signal.throwIfAborted();
  }

  read<T>(
    source: PostureSource<T>,
    account: CloudflareAccount,
    key = '',
  ): Promise<SourceReading<T>> {
    const ofSource = this.readings.get(source) ?? new Map();
    this.readings.set(source, ofSource);
    const id = JSON.stringify([account.key, key]);
    const known: Promise<SourceReading<T>> | undefined = ofSource.get(id);
    if (known) {
      return known;
    }
    const reading = this.readNow(source, account, key);
    ofSource.set(id, reading);
    return reading;
  }

  private async readNow<T>(
    source: PostureSource<T>,
    account: CloudflareAccount,
    key: string,
  ): Promise<SourceReading<T>> {
    const { signal } = this.context.reading;
    signal.throwIfAborted();
    try {
      const { value, problem } = await outcomeOf(
        source.read(this.context, account, key),
      );
      signal.throwIfAborted();
      return value ?? { problem: problem! };
    } catch (error) {
      signal.throwIfAborted();
      // What it says can hold what was read.
      this.dependencies.logger.error(
        `The source '${source.name}' of the account '${
          account.key
        }' could not be read because of a fault (${nameOf(error)})`,
      );
      return {
        problem: new CloudflareApiError({
          kind: 'unavailable',
          message: `The source '${source.name}' could not be read because of a fault of this plugin; its log tells more`,
        }).problem,
      };
    }
  }
}

/** The kind of an error, which tells nothing of what it is about. */
export function nameOf(error: unknown): string {
  return error instanceof Error ? error.constructor.name : typeof error;
}
