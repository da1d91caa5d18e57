import type { Cloudflare } from 'cloudflare';
import type { BudgetState } from './CloudflareClient';
import type { CloudflareClientOptions, RequestObservation } from './options';
import type { ReadOptions } from './reading';
import { recordedRequest, type SentRequest } from './recordedRequest';
import { redactedError } from './redacted';
import { createSdk, LONGEST_TIMER_MS } from './sdk';
import { AllowedRequests } from './transport/allowed';
import { boundedFetch, NoAnswer } from './transport/bounded';
import { clockFaultIn } from './transport/clock';
import {
  type Envelope,
  failureOf,
  problemError,
  readEnvelope,
  RequestFailure,
  type Subject,
} from './transport/envelope';
import { BudgetSpent, type Lane, Pacer, type Permit } from './transport/paced';
import { retried, RetryQuota } from './transport/retried';

/** One read on its way through the SDK to our `fetch` and back. */
interface Call {
  subject: Subject;
  lane: Lane;
  deadline: number;
  signal?: AbortSignal;
  attempts: number;
  waitedMs: number;
  status?: number;
  request?: SentRequest;
  answered?: Headers;
  envelope?: Envelope;
  failure?: unknown;
}

type CallInit = RequestInit & { call: Call };

/** Options that carry the call through a method of the SDK. */
export type SendOptions = Pick<Cloudflare.RequestOptions, 'fetchOptions'>;

type Send = (
  sdk: Cloudflare,
  options: SendOptions,
) => { asResponse(): Promise<Response> };

const DEADLINE_MS: Record<Lane, number> = {
  interactive: 30_000,
  background: 120_000,
};
const MAX_BODY_BYTES = 16 * 1024 * 1024;
/** What the SDK may say of itself. */
const SDK_HEADERS = ['accept', 'content-type', 'user-agent', 'api-version'];

/** The body is parsed by us: the SDK gets nothing to misread. */
const ANSWERED = new Response(null, { status: 200 });

/**
 * The way of every request: the SDK builds it, and our `fetch` checks that it
 * may leave, paces, bounds and repeats it, and unwraps the answer.
 */
export class Connection {
  readonly accountId: string;
  clockFault?: string;
  private readonly sdk: Cloudflare;
  private readonly pacers = new Map<string, Pacer>();
  private readonly quotas = new Map<string, RetryQuota>();

  constructor(
    private readonly options: CloudflareClientOptions,
    private readonly allowed: AllowedRequests,
    baseUrl: URL,
  ) {
    this.accountId = options.accountId;
    this.sdk = createSdk(baseUrl, (url, init) =>
      this.fetch(String(url), init as CallInit),
    );
  }

  /** Which tokens there are, beside the account's. */
  hasToken(token: 'builds'): boolean {
    return this.token(token) !== undefined;
  }

  budget(): BudgetState {
    return this.pacer('api').state();
  }

  /** Makes one read: `send` calls a method of the SDK with the given options. */
  async read(
    subject: Subject,
    options: ReadOptions | undefined,
    send: Send,
  ): Promise<Envelope> {
    const started = performance.now();
    const lane = options?.lane ?? 'interactive';
    const signal = options?.signal;
    const call: Call = {
      subject,
      lane,
      deadline:
        started +
        Math.min(options?.deadlineMs ?? DEADLINE_MS[lane], LONGEST_TIMER_MS),
      signal,
      attempts: 0,
      waitedMs: 0,
    };
    let outcome: RequestObservation['outcome'] = 'error';
    try {
      signal?.throwIfAborted();
      // The SDK hands these options to our fetch as they are.
      const fetchOptions = { call } as SendOptions['fetchOptions'];
      await send(this.sdk, { fetchOptions }).asResponse();
      outcome = 'ok';
      return { ...call.envelope!, last: options?.firstPageOnly };
    } catch (error) {
      if (signal?.aborted) {
        outcome = 'aborted';
      }
      // The SDK wraps what our fetch throws and loses part of it.
      throw redactedError(call.failure ?? error);
    } finally {
      this.options.onRequest?.({
        area: subject.area,
        lane,
        attempts: call.attempts,
        status: call.status,
        outcome,
        durationMs: performance.now() - started,
        waitedMs: call.waitedMs,
      });
      if (call.request && call.attempts > 0) {
        options?.record?.(recordedRequest(call.request, call));
      }
    }
  }

  private async fetch(url: string, init: CallInit): Promise<Response> {
    const { call } = init;
    try {
      const target = new URL(url);
      const method = init.method ?? 'GET';
      const path = this.allowed.check(method, target);
      call.request = { method, path, query: target.searchParams };
      const { deadline, signal } = call;
      call.envelope = await retried(() => this.attempt(call, target, init), {
        maxRetries: this.options.maxRetries ?? 3,
        quota: this.retryQuota(call.subject.token ?? 'api'),
        deadline,
        signal,
      });
      return ANSWERED;
    } catch (error) {
      call.failure = error;
      throw error;
    }
  }

  private async attempt(
    call: Call,
    url: URL,
    init: RequestInit,
  ): Promise<Envelope> {
    const { subject, lane, deadline, signal } = call;
    const common = this.pacer(subject.token ?? 'api');
    const own = subject.ownQuota
      ? this.pacer(subject.area, subject.ownQuota)
      : undefined;
    const permits: Permit[] = [];
    let sent = false;
    try {
      // The common slots are scarce: they are not held while another is awaited.
      for (const pacer of own ? [own, common] : [common]) {
        const permit = await pacer.acquire(lane, deadline, signal);
        call.waitedMs += permit.waitedMs;
        permits.push(permit);
      }
      const headers = this.headers(call, init.headers);
      call.attempts++;
      call.status = undefined;
      call.answered = undefined;
      sent = true;
      const answer = await boundedFetch(
        url,
        { method: init.method ?? 'GET', headers, body: init.body },
        {
          timeoutMs: Math.max(
            1,
            Math.min(
              this.options.timeoutMs ?? 15_000,
              deadline - performance.now(),
            ),
          ),
          maxBytes: subject.mostBytes ?? MAX_BODY_BYTES,
          signal,
        },
      );
      call.status = answer.status;
      call.answered = answer.headers;
      this.clockFault = clockFaultIn(answer.headers);
      const envelope = readEnvelope(answer, subject);
      if (this.clockFault) {
        throw problemError('unavailable', subject, this.clockFault);
      }
      return envelope;
    } catch (error) {
      throw this.explain(error, call, own ?? common);
    } finally {
      permits.forEach(permit =>
        sent ? permit.settle(call.answered) : permit.giveBack(),
      );
    }
  }

  private explain(error: unknown, call: Call, pacer: Pacer): unknown {
    const { subject } = call;
    if (error instanceof NoAnswer) {
      call.status = error.status;
      return failureOf(error, subject);
    }
    if (error instanceof BudgetSpent) {
      return problemError(
        'rate-limited',
        subject,
        error.lockedOut
          ? 'Cloudflare refuses every call for a while, since its rate limit was reached'
          : 'the budget of requests to Cloudflare is spent',
        { retryAfter: error.retryAfter },
      );
    }
    if (
      error instanceof RequestFailure &&
      error.error.kind === 'rate-limited'
    ) {
      pacer.lockOut(error.error.problem.retryAfter ?? 2 ** (call.attempts - 1));
    }
    return error;
  }

  private headers(
    { subject }: Call,
    given: RequestInit['headers'],
  ): Record<string, string> {
    const all = given instanceof Headers ? given : new Headers(given);
    const headers: Record<string, string> = { ...subject.headers };
    for (const name of SDK_HEADERS) {
      const value = all.get(name);
      if (value !== null) {
        headers[name] = value;
      }
    }
    headers.authorization = `Bearer ${this.tokenFor(subject)}`;
    return headers;
  }

  private token(token: Subject['token']): string | undefined {
    const { apiToken, buildsToken } = this.options;
    const source = token === 'builds' ? buildsToken : apiToken;
    const value = typeof source === 'function' ? source() : source;
    return value?.trim() || undefined;
  }

  private tokenFor(subject: Subject): string {
    const token = this.token(subject.token);
    if (!token || /[^\x21-\x7e]/.test(token)) {
      throw problemError(
        'unauthorized',
        subject,
        `the configured ${
          subject.token === 'builds' ? 'buildsToken' : 'apiToken'
        } is empty or holds characters that no token has`,
      );
    }
    return token;
  }

  private pacer(name: string, part = 1): Pacer {
    let pacer = this.pacers.get(name);
    if (!pacer) {
      const { budget = {} } = this.options;
      pacer = new Pacer({
        requests: (budget.requests ?? 1200) * part,
        windowSeconds: budget.windowSeconds ?? 300,
        share: budget.share ?? 0.5,
        concurrency: budget.concurrency ?? 8,
      });
      this.pacers.set(name, pacer);
    }
    return pacer;
  }

  private retryQuota(name: string): RetryQuota {
    let quota = this.quotas.get(name);
    if (!quota) {
      quota = new RetryQuota();
      this.quotas.set(name, quota);
    }
    return quota;
  }
}
