import { InputError } from '@backstage/errors';
import { cloudflareReadPersonalPermission } from '@cloudflare-backstage/plugin-cloudflare-common';
import { Request } from 'express';
import { z } from 'zod';
import { Visibility } from '../redaction/compileMask';
import { markOf } from '../redaction/marks';
import { isPseudonym } from '../redaction/Pseudonyms';
import { accountKey } from './fields';
import { Route } from './route';

/** The checked input of a request. */
export interface RouteInput {
  params: Record<string, unknown>;
  query: Record<string, unknown>;
  body: Record<string, unknown>;
  account?: string;
}

const accountQuery = z.object({ account: accountKey.optional() });

/** The query parameters that a route takes. */
export function querySchemaOf(route: Route): z.ZodObject {
  return route.scope === 'none'
    ? route.query
    : route.query.extend(accountQuery.shape);
}

/** @throws InputError for what is no key of an account */
export function readAccount(route: Route, req: Request): string | undefined {
  if (route.scope === 'none') {
    return undefined;
  }
  const given = singleValues(req, ['account']);
  return check(accountQuery, given, 'query parameter').account as
    | string
    | undefined;
}

/**
 * Reads the parameters and the body of a request. Query parameters and fields
 * that the route does not know are left aside.
 *
 * @throws InputError naming the parameter
 */
export function readInput(
  route: Route,
  req: Request,
  visibility: Visibility,
): RouteInput {
  const params = check(route.params, req.params, 'path parameter');
  const schema = querySchemaOf(route);
  const { account, ...query } = check(
    schema,
    singleValues(req, Object.keys(schema.shape)),
    'query parameter',
  );
  refusePersons(route.query, query, visibility, 'query parameter');
  const body = route.body
    ? check(route.body, bodyOf(req), 'field of the body')
    : {};
  if (route.body) {
    refusePersons(route.body, body, visibility, 'field of the body');
  }
  return { params, query, body, account: account as string | undefined };
}

function refusePersons(
  schema: z.ZodObject,
  values: Record<string, unknown>,
  visibility: Visibility,
  what: string,
) {
  for (const [name, value] of Object.entries(values)) {
    const mark = markOf(schema.shape[name]);
    if (
      mark?.class === 'personal' &&
      !visibility.personal &&
      typeof value === 'string' &&
      !isPseudonym(value)
    ) {
      throw new InputError(
        `The ${what} '${name}' accepts only a pseudonym ('u_' and 12 hex digits) without the permission '${cloudflareReadPersonalPermission.name}'`,
      );
    }
  }
}

function bodyOf(req: Request): object {
  const { body } = req;
  if (!req.is('application/json') || typeof body !== 'object' || !body) {
    throw new InputError(
      'The body must be a JSON object, with Content-Type: application/json',
    );
  }
  return body;
}

function singleValues(req: Request, names: string[]): Record<string, string> {
  const start = req.url.indexOf('?');
  const search = new URLSearchParams(start < 0 ? '' : req.url.slice(start));
  const values: Record<string, string> = {};
  for (const name of names) {
    const all = search.getAll(name);
    if (all.length > 1) {
      throw new InputError(
        `The query parameter '${name}' is given more than once`,
      );
    }
    if (all.length === 1) {
      values[name] = all[0];
    }
  }
  return values;
}

function check(
  schema: z.ZodObject,
  values: object,
  what: string,
): Record<string, unknown> {
  const result = schema.safeParse(values);
  if (!result.success) {
    const { path, message } = result.error.issues[0];
    throw new InputError(
      `The ${what} '${path.join('.')}' is wrong: ${message}`,
    );
  }
  return result.data;
}
