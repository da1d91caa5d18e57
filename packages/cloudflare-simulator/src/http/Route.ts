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
  body: unknown;
  token: KnownToken;
  /** What a listing fault makes of the items before they are paged. */
  listed<T>(items: readonly T[]): readonly T[];
}

export interface Reply {
  status: number;
  body: unknown;
}

/** One operation of the API that the simulator answers. */
export interface Route {
  /** Path template such as `/accounts/{account}/workers/scripts`. */
  path: string;
  /** GET unless it is one of the reads that the API takes as POST. */
  method?: 'GET' | 'POST';
  /** Permission groups of which one is enough, the usual one first. Empty: any token. */
  permissions: readonly string[];
  /** Only this kind of token is accepted. */
  tokenOwner?: { kind: 'account' | 'user'; refusal: () => Reply };
  answer(request: ApiRequest, account: SimulatedAccount): Reply;
}

/** The operations of one product. */
export type ProductRoutes = readonly Route[];
