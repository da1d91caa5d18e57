import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { AccountChanges } from './account/AccountChanges';
import { SimulatedAccount } from './account/SimulatedAccount';
import { areaRoutes } from './areas';
import { control, controlPath } from './Control';
import { ApiServer, basePath } from './http/ApiServer';
import { type FaultInjection, FaultPlan } from './http/Fault';
import { Permissions } from './http/Permissions';
import { Quota, type QuotaPolicy } from './http/Quota';
import type { KnownToken } from './http/Route';
import { Router } from './http/Router';
import { type SimulatorStatistics, Statistics } from './http/Statistics';
import { productRoutes } from './products';
import type { SimulatedProductId } from './products/SimulatedProduct';

/**
 * A token that the simulated account accepts.
 *
 * @public
 */
export interface SimulatedToken {
  /** Permission groups by Cloudflare's names; all of them when absent. */
  permissions?: readonly string[];
  /** Whom the token belongs to. Workers Builds takes a user's only. Default `account`. */
  owner?: 'account' | 'user';
}

/**
 * Settings of a simulator.
 *
 * @public
 */
export interface SimulatorOptions {
  /** Port on 127.0.0.1; any free one by default. */
  port?: number;
  /** Number of Workers in all; acme's own when absent or less. */
  workers?: number;
  /** Number of Pages projects in all; acme's own when absent or less. */
  pagesProjects?: number;
  /** Number of rows of the Access log, and of further events of the account's audit log. */
  auditRows?: number;
  /**
   * Number of resources in all of each product; acme's own when absent or less.
   * Workers that are added too bind them.
   */
  resources?: Partial<Record<SimulatedProductId, number>>;
  /** How many datasets a GraphQL query may name. Default 30. */
  maxDatasetNodes?: number;
  /** Delay of every request in milliseconds. Default 0. */
  latencyMs?: number;
  /** Rate limit per token. Default 1200 requests in 300 s, lock-out 300 s. */
  quota?: QuotaPolicy | 'off';
  /**
   * The account's "now": times of the seeded data are laid relative to it, and
   * every change comes a second after the one before. Real time by default.
   */
  now?: Date;
  /** By which answers are dated. Default: the clock of the process. */
  clock?(): Date;
  /**
   * Accepted bearer tokens. Default: `simulator-token` of the account with all
   * permissions, and `simulator-builds-token` of a user with `Workers CI Read`.
   */
  tokens?: Record<string, SimulatedToken>;
}

/**
 * What changes a running simulator, in this process or over the control API.
 *
 * @public
 */
export interface SimulatorLevers {
  /** Changes the account over time. */
  readonly account: AccountChanges;
  statistics(): SimulatorStatistics;
  resetStatistics(): void;
  /** Delays every request by this many milliseconds. */
  setLatency(ms: number): void;
  /** Replaces the rate limit and forgets what was used. */
  setQuota(quota: QuotaPolicy | 'off'): void;
  /** Answers the undo. */
  injectFault(injection: FaultInjection): () => void;
  clearFaults(): void;
  /** Refuses what needs this permission group, to every token. */
  refusePermission(group: string): void;
  grantPermission(group: string): void;
  /** Takes a GraphQL dataset out of the account's plan. */
  refuseDataset(name: string): void;
  grantDataset(name: string): void;
  /** How many datasets a GraphQL query may name. */
  setMaxDatasetNodes(count: number): void;
}

/**
 * A running simulator.
 *
 * @public
 */
export interface Simulator extends SimulatorLevers {
  /** Base URL of the API, `http://127.0.0.1:<port>/client/v4`. */
  readonly url: string;
  /** Base URL of the control API, `http://127.0.0.1:<port>/__control`. */
  readonly controlUrl: string;
  readonly accountId: string;
  /** First accepted token that belongs to the account. */
  readonly apiToken: string;
  /** First accepted token that belongs to a user; for Workers Builds. */
  readonly buildsToken: string | undefined;
  /** Ends all connections, also those that a fault keeps open. */
  close(): Promise<void>;
}

const defaultQuota: QuotaPolicy = {
  requests: 1200,
  windowSeconds: 300,
  lockoutSeconds: 300,
};

const defaultTokens: Record<string, SimulatedToken> = {
  'simulator-token': {},
  'simulator-builds-token': {
    owner: 'user',
    permissions: ['Workers CI Read'],
  },
};

/** Long enough that an idle client does not meet a connection that just closed. */
const keepAliveMs = 60_000;

/** A defect of the simulator itself must not look like one of its faults. */
function admitFailure(response: ServerResponse, error: Error): void {
  if (response.headersSent) {
    response.destroy(error);
    return;
  }
  response.writeHead(500, { 'content-type': 'text/plain' });
  response.end(`The simulator failed: ${error.stack}`);
}

/** GraphQL allows a quarter of what the rest of the API does, in the same window. */
function graphqlQuotaOf(quota: QuotaPolicy | 'off'): QuotaPolicy | 'off' {
  if (quota === 'off') return 'off';
  return { ...quota, requests: Math.max(1, Math.floor(quota.requests / 4)) };
}

function knownTokens(
  tokens: Record<string, SimulatedToken>,
): Map<string, KnownToken> {
  return new Map(
    Object.entries(tokens).map(
      ([value, { owner = 'account', permissions }]) => [
        value,
        { value, owner, permissions },
      ],
    ),
  );
}

/**
 * Starts a Cloudflare account on 127.0.0.1: acme's, which is always the same
 * for the same `now`, over real HTTP.
 *
 * @public
 */
export async function startSimulator(
  options: SimulatorOptions = {},
): Promise<Simulator> {
  const account = new SimulatedAccount(options, options.now);
  const tokens = knownTokens(options.tokens ?? defaultTokens);
  const quota = new Quota(options.quota ?? defaultQuota);
  const graphqlQuota = new Quota(graphqlQuotaOf(options.quota ?? defaultQuota));
  const faults = new FaultPlan();
  const permissions = new Permissions();
  const statistics = new Statistics();
  let latency = options.latencyMs ?? 0;

  const router = new Router([
    ...Object.values(productRoutes).flat(),
    ...Object.values(areaRoutes).flat(),
  ]);
  const api = new ApiServer({
    account,
    router,
    tokens,
    quota,
    graphqlQuota,
    faults,
    permissions,
    statistics,
    latencyMs: () => latency,
    clock: options.clock ?? (() => new Date(Date.now())),
  });

  const tokenOf = (owner: KnownToken['owner']) =>
    [...tokens.values()].find(token => token.owner === owner)?.value;
  const levers: SimulatorLevers = {
    account,
    statistics: () => statistics.snapshot(),
    resetStatistics: () => statistics.reset(),
    setLatency: ms => {
      latency = ms;
    },
    setQuota: policy => {
      quota.set(policy);
      graphqlQuota.set(graphqlQuotaOf(policy));
    },
    injectFault: injection => faults.inject(injection),
    clearFaults: () => faults.clear(),
    refusePermission: group => permissions.refuse(group),
    grantPermission: group => permissions.grant(group),
    refuseDataset: name => account.analyticsPlan.refuse(name),
    grantDataset: name => account.analyticsPlan.grant(name),
    setMaxDatasetNodes: count => {
      account.analyticsPlan.maxNodes = count;
    },
  };

  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://127.0.0.1');
    const { pathname } = url;
    let handled: Promise<void>;
    if (pathname.startsWith(`${controlPath}/`)) {
      const command = pathname.slice(controlPath.length);
      handled = control(levers, request, response, command);
    } else if (pathname.startsWith(`${basePath}/`)) {
      handled = api.handle(request, response, url);
    } else {
      response.writeHead(404).end();
      return;
    }
    handled.catch(error => admitFailure(response, error));
  });
  server.keepAliveTimeout = keepAliveMs;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;

  return {
    ...levers,
    url: `http://127.0.0.1:${port}${basePath}`,
    controlUrl: `http://127.0.0.1:${port}${controlPath}`,
    accountId: account.id,
    apiToken: tokenOf('account') ?? '',
    buildsToken: tokenOf('user'),
    close: () =>
      new Promise((resolve, reject) => {
        server.close(error => (error ? reject(error) : resolve()));
        server.closeAllConnections();
      }),
  };
}
