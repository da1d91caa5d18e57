import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { BasicPermission } from '@backstage/plugin-permission-common';
import { CloudflareProblem } from '@cloudflare-backstage/plugin-cloudflare-common';
import { CloudflareAccount } from '@cloudflare-backstage/plugin-cloudflare-node';
import { z } from 'zod';
import { compileMask, Mask, Visibility } from '../redaction/compileMask';
import { RedactionClass } from '../redaction/marks';
import { AccountPseudonyms } from '../redaction/Pseudonyms';
import { Access, permitsSome } from './access';
import { AuditEventId, TellAudit } from './auditEvents';
import { StoredFile } from './StoredFile';

const LEAST_AGE = 5;

/** Least and most seconds for which a route may be served from the cache. */
export const CACHE_TTL_BOUNDS = { least: 30, most: 120 };

/** What a handler read. */
export interface Reading<T> {
  data: T;
  /** Why something is missing. */
  problems?: CloudflareProblem[];
  /** False when something is missing; by default when there are problems. */
  complete?: boolean;
  nextCursor?: string;
  /** Path of what came about, below `/api/cloudflare`. */
  location?: string;
}

/** Who calls, as the guard has established. */
export interface Caller {
  credentials: BackstageCredentials;
  visibility: Visibility;
  /** The answer for a permission that the route's `access` names. */
  may(permission: BasicPermission): boolean;
}

/**
 * Which accounts a route reads: the one that the query parameter `account`
 * chooses, all (or the one that it chooses), or none.
 */
export type Scope = 'account' | 'accounts' | 'none';

type InScope<S extends Scope> = S extends 'account'
  ? { account: CloudflareAccount }
  : S extends 'accounts'
  ? { accounts: readonly CloudflareAccount[]; accountKey?: string }
  : {};

// What is shared between callers cannot depend on who they are.
type ForCaller<T extends number | 'none'> = T extends 'none'
  ? {
      caller: Caller;
      audit: TellAudit;
    }
  : {};

/** What a handler gets. */
export type RouteContext<
  P extends z.ZodObject,
  Q extends z.ZodObject,
  B extends z.ZodObject,
  S extends Scope,
  T extends number | 'none',
> = {
  params: z.output<P>;
  query: z.output<Q>;
  body: z.output<B>;
  /** Aborted when nobody waits for the answer any more. */
  signal: AbortSignal;
  pseudonyms: AccountPseudonyms;
} & InScope<S> &
  ForCaller<T>;

/** A route of the API: everything that is to be known of it. */
export interface RouteDeclaration<
  P extends z.ZodObject,
  Q extends z.ZodObject,
  B extends z.ZodObject,
  R extends z.ZodType,
  S extends Scope,
  T extends number | 'none',
> {
  method: 'get' | 'post' | 'delete';
  /** Below `/api/cloudflare`, with `:name` for parameters. */
  path: string;
  /** What the route answers, for the API's description. */
  summary: string;
  access: Access;
  scope: S;
  params?: P;
  query?: Q;
  /** The JSON body of a POST. */
  body?: B;
  /**
   * How often a minute one caller may ask: of what costs much whenever it is
   * asked. Beyond, it is answered with 429.
   */
  perMinute?: number;
  /** For what else the handler has it answered with 429. */
  tooMany?: string;
  /** Beyond, a body is answered with 413; 64 KiB by default. */
  mostBodyBytes?: number;
  /**
   * The audit log's event for each request; whatever changes something has one.
   */
  audit?: AuditEventId;
  /**
   * Classes of what the caller may see that the handler decides by, beside
   * those of marked fields.
   */
  unmasks?: readonly RedactionClass[];
  /** The answer's `data`; only the fields that it names leave. */
  response: R;
  /** The answer is `data` itself, without an envelope. */
  bare?: boolean;
  /** Seconds, 30 to 120; `none` for answers that depend on the caller or change something. */
  cacheTtl: T;
  /**
   * Seconds before which an answer is not read anew, however fresh a caller
   * wants it; 5 by default.
   */
  leastAge?: number;
  /** HTTP status of success; 200 by default. */
  status?: number;
  handler(context: RouteContext<P, Q, B, S, T>): Promise<Reading<z.input<R>>>;
}

/** A route that answers stored bytes as they are. */
export type FileRouteDeclaration<
  P extends z.ZodObject,
  Q extends z.ZodObject,
  S extends Scope,
> = Pick<
  RouteDeclaration<P, Q, z.ZodObject<{}>, z.ZodType, S, 'none'>,
  | 'path'
  | 'summary'
  | 'access'
  | 'scope'
  | 'params'
  | 'query'
  | 'perMinute'
  | 'unmasks'
> & {
  audit: AuditEventId;
  /** Of all the files that it answers. */
  contentTypes: readonly string[];
  handler(
    context: RouteContext<P, Q, z.ZodObject<{}>, S, 'none'>,
  ): Promise<StoredFile>;
};

/** A declared route, as the machinery serves it. */
export interface Route {
  method: 'get' | 'post' | 'delete';
  path: string;
  summary: string;
  access: Access;
  scope: Scope;
  params: z.ZodObject;
  query: z.ZodObject;
  body?: z.ZodObject;
  perMinute?: number;
  tooMany?: string;
  mostBodyBytes?: number;
  audit?: AuditEventId;
  unmasks: readonly RedactionClass[];
  response: z.ZodType;
  /** The answer is a {@link StoredFile} of one of these types. */
  contentTypes?: readonly string[];
  bare: boolean;
  cacheTtl: number | 'none';
  leastAge: number;
  status: number;
  mask: Mask;
  handler(context: unknown): Promise<Reading<unknown>>;
}

/**
 * Declares a route that answers stored bytes, with their digest, as a file to
 * be saved. No other answer is made of them, and no cache holds them.
 */
export function fileRoute<
  S extends Scope,
  P extends z.ZodObject = z.ZodObject<{}>,
  Q extends z.ZodObject = z.ZodObject<{}>,
>(declaration: FileRouteDeclaration<P, Q, S>): Route {
  const { contentTypes, handler, ...others } = declaration;
  const declared = route({
    ...others,
    method: 'get',
    response: z.object({}),
    cacheTtl: 'none',
    handler: async () => ({ data: {} }),
  });
  return {
    ...declared,
    contentTypes,
    handler: async context => ({
      data: await handler(
        context as RouteContext<P, Q, z.ZodObject<{}>, S, 'none'>,
      ),
    }),
  };
}

/**
 * Declares a route. Validation, authorisation, masking, caching, coalescing,
 * auditing and the API's description follow from the declaration.
 *
 * @throws Error for a declaration that could let something out
 */
export function route<
  R extends z.ZodType,
  S extends Scope,
  const T extends number | 'none',
  P extends z.ZodObject = z.ZodObject<{}>,
  Q extends z.ZodObject = z.ZodObject<{}>,
  B extends z.ZodObject = z.ZodObject<{}>,
>(declaration: RouteDeclaration<P, Q, B, R, S, T>): Route {
  const { path, access, scope, cacheTtl, method, body, audit } = declaration;
  const refuse = (reason: string) => {
    throw new Error(`Route ${method.toUpperCase()} ${path}: ${reason}`);
  };
  const { least, most } = CACHE_TTL_BOUNDS;
  if (typeof cacheTtl === 'number' && (cacheTtl < least || cacheTtl > most)) {
    refuse(`'cacheTtl' must be ${least} to ${most} seconds`);
  }
  if (cacheTtl !== 'none' && (method !== 'get' || permitsSome(access))) {
    refuse('its answers differ by caller and cannot be cached');
  }
  if (body && method !== 'post') {
    refuse('only a POST has a body');
  }
  if (method !== 'get' && !audit) {
    refuse('what changes something has an event in the audit log');
  }
  if (access === 'public' && (scope !== 'none' || declaration.perMinute)) {
    refuse('what is public cannot read an account, and knows no callers');
  }
  const bare = declaration.bare ?? false;
  if (bare && scope !== 'none') {
    refuse('what is read from an account needs an envelope');
  }
  const params = declaration.params ?? z.object({});
  const named = [...path.matchAll(/:(\w+)/g)].map(match => match[1]);
  if (named.sort().join() !== Object.keys(params.shape).sort().join()) {
    refuse('its path and its parameters do not agree');
  }
  return {
    method,
    path,
    summary: declaration.summary,
    access,
    scope,
    params,
    query: declaration.query ?? z.object({}),
    body,
    perMinute: declaration.perMinute,
    tooMany: declaration.tooMany,
    mostBodyBytes: declaration.mostBodyBytes,
    audit,
    unmasks: declaration.unmasks ?? [],
    response: declaration.response,
    bare,
    cacheTtl,
    leastAge: declaration.leastAge ?? LEAST_AGE,
    status: declaration.status ?? 200,
    // A bare answer is of our own making and may be free in form.
    mask: compileMask(bare ? z.object({}) : declaration.response),
    handler: context =>
      declaration.handler(context as RouteContext<P, Q, B, S, T>),
  };
}
