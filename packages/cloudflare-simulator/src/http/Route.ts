import type { IncomingHttpHeaders } from 'node:http';
import type { SimulatedAccount } from '../account/SimulatedAccount';

/** A bearer token that the account knows. */
export interface KnownToken {
  value: string;
  owner: 'account' | 'user';
  /** Permission groups; undefined holds all of them. */
  permissions?: readonly string[];
}

/** A request that passed authentication, quota and permissions. */
export interface ApiRequest {
  params: Record<string, string>;
  query: URLSearchParams;
  /** Names are lower case. */
  headers: IncomingHttpHeaders;
  body: unknown;
  token: KnownToken;
  /** What a listing fault makes of the items before they are paged. */
  listed<T>(items: readonly T[]): readonly T[];
  /** What a listing fault makes of the size of a page, when the items are known. */
  sized(size: number): number;
}

export interface Reply {
  status: number;
  body: unknown;
  /** Of a body that is text and not JSON. */
  contentType?: string;
}

/** One operation of the API that the simulator answers. */
export interface Route {
  /** Path template such as `/accounts/{account}/workers/scripts`. */
  path: string;
  /** GET unless it is one of the reads that the API takes as POST. */
  method?: 'GET' | 'POST';
  /** Permission groups of which one is enough, the usual one first. Empty: any token. */
  permissions: readonly string[];
  /** How the body of a POST is read. JSON unless told. */
  takes?: 'json' | 'text';
  /** GraphQL counts its queries in a quota of their own. */
  quota?: 'graphql';
  /** Only this kind of token is accepted. */
  tokenOwner?: { kind: 'account' | 'user'; refusal: () => Reply };
  answer(request: ApiRequest, account: SimulatedAccount): Reply;
}

/** The operations of one product. */
export type ProductRoutes = readonly Route[];
