import type {
  IncomingHttpHeaders,
  IncomingMessage,
  ServerResponse,
} from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import type { SimulatedAccount } from '../account/SimulatedAccount';
import {
  ApiFailure,
  failed,
  invalidToken,
  methodNotAllowed,
  missingCredentials,
  permissionRefused,
  unknownRoute,
  unroutable,
} from './envelope';
import type { Fault, FaultPlan } from './Fault';
import { ListingFault } from './listingFaults';
import type { Permissions } from './Permissions';
import type { Quota } from './Quota';
import type { KnownToken, Reply, Route } from './Route';
import type { Router } from './Router';
import { send } from './sending';
import type { Statistics } from './Statistics';

export const basePath = '/client/v4';

const tooManyRequests =
  'Please wait and consider throttling your request speed';
const maxBodyBytes = 1024 * 1024;

/** The parts that an answer depends on. */
export interface ApiServerParts {
  account: SimulatedAccount;
  router: Router;
  tokens: ReadonlyMap<string, KnownToken>;
  quota: Quota;
  /** GraphQL counts its queries on its own. */
  graphqlQuota: Quota;
  faults: FaultPlan;
  permissions: Permissions;
  statistics: Statistics;
  latencyMs(): number;
  clock(): Date;
}

interface Incoming {
  method: string;
  path: string;
  query: URLSearchParams;
  template: string;
  route?: Route;
  params: Record<string, string>;
  headers: IncomingHttpHeaders;
}

async function bodyOf(
  request: IncomingMessage,
  takes: Route['takes'],
): Promise<unknown> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += chunk.length;
    if (size > maxBodyBytes) throw new ApiFailure(413, 10001, 'Body too large');
    chunks.push(chunk);
  }
  const text = Buffer.concat(chunks).toString('utf8');
  if (takes === 'text') return text;
  if (size === 0) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    throw new ApiFailure(400, 10001, 'The body is not JSON');
  }
}

/** Answers requests below `/client/v4` as the Cloudflare API does. */
export class ApiServer {
  readonly #parts: ApiServerParts;
  #rays = 0;

  constructor(parts: ApiServerParts) {
    this.#parts = parts;
  }

  async handle(
    request: IncomingMessage,
    response: ServerResponse,
    url: URL,
  ): Promise<void> {
    const { statistics, faults, latencyMs, clock } = this.#parts;
    const incoming = this.#incoming(request, url);
    const operation = `${incoming.method} ${incoming.template}`;
    response.on('close', statistics.begin(operation));
    if (latencyMs() > 0) await delay(latencyMs(), undefined, { ref: false });
    const path = `${incoming.method} ${incoming.path}`;
    const fault = faults.next({
      template: operation,
      path,
      pathAndQuery: path + url.search,
    });
    if (fault) statistics.befallen(operation, fault.type);
    this.#rays += 1;
    const ray = `${this.#rays.toString(16).padStart(16, '0')}-SIM`;
    const { reply, headers } = await this.#answer(request, incoming, fault);
    const date = clock().toUTCString();
    await send(
      response,
      { ...reply, headers: { date, 'cf-ray': ray, ...headers } },
      fault,
    );
    if (response.statusCode === 429) statistics.rateLimited();
  }

  #incoming(request: IncomingMessage, url: URL): Incoming {
    const method = request.method ?? 'GET';
    const path = url.pathname.slice(basePath.length);
    const match = this.#parts.router.match(path);
    return {
      method,
      path,
      query: url.searchParams,
      template: match?.route.path ?? path,
      route: match?.route,
      params: match?.params ?? {},
      headers: request.headers,
    };
  }

  async #answer(
    request: IncomingMessage,
    incoming: Incoming,
    fault: Fault | undefined,
  ): Promise<{ reply: Reply; headers: Record<string, string> }> {
    let headers: Record<string, string> = {};
    try {
      const isRead = incoming.method === (incoming.route?.method ?? 'GET');
      if (!isRead && incoming.method !== 'GET') {
        this.#parts.statistics.unexpected();
      }
      const token = this.#authenticated(request);
      const isGraphql = incoming.route?.quota === 'graphql';
      const quota = isGraphql ? this.#parts.graphqlQuota : this.#parts.quota;
      if (fault?.type === 'lockout') quota.lockOut(token.value);
      const decision = quota.take(token.value);
      // GraphQL does not announce its limit.
      const { 'Retry-After': retryAfter, ...announced } = decision.headers;
      headers = {
        ...(!isGraphql && announced),
        ...(retryAfter && { 'Retry-After': retryAfter }),
      };
      if (fault?.type === 'rate-limited') {
        const seconds = fault.retryAfter;
        if (seconds !== undefined) headers['Retry-After'] = String(seconds);
        throw new ApiFailure(429, 971, tooManyRequests);
      }
      if (decision.refused) throw new ApiFailure(429, 971, tooManyRequests);
      if (!isRead) throw methodNotAllowed();
      const body =
        incoming.method === 'POST'
          ? await bodyOf(request, incoming.route?.takes)
          : undefined;
      return { reply: this.#reply(incoming, token, body, fault), headers };
    } catch (error) {
      if (!(error instanceof ApiFailure)) throw error;
      const { status, code, message } = error;
      return { reply: failed(status, code, message), headers };
    }
  }

  #authenticated(request: IncomingMessage): KnownToken {
    const { authorization } = request.headers;
    const value = /^Bearer (.+)$/.exec(authorization ?? '')?.[1];
    if (!value) throw missingCredentials();
    const token = this.#parts.tokens.get(value);
    if (!token) throw invalidToken();
    return token;
  }

  #reply(
    { route, params, path, query, headers }: Incoming,
    token: KnownToken,
    body: unknown,
    fault: Fault | undefined,
  ): Reply {
    const { account, permissions } = this.#parts;
    if (!route) throw unknownRoute();
    if (params.account !== undefined && params.account !== account.id) {
      throw unroutable(basePath + path);
    }
    if (route.tokenOwner && route.tokenOwner.kind !== token.owner) {
      return route.tokenOwner.refusal();
    }
    if (!permissions.allows(token, route)) throw permissionRefused();
    const listing = new ListingFault(fault, query);
    const asked = listing.query(query);
    const listed = <T>(items: readonly T[]) => listing.items(items);
    const sized = (size: number) => listing.size(size);
    const reply = route.answer(
      { params, query: asked, headers, body, token, listed, sized },
      account,
    );
    return listing.reply(reply, asked);
  }
}
