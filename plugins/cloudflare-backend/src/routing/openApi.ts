import { JsonObject } from '@backstage/types';
import { z } from 'zod';
import { markOf, nameOfMark } from '../redaction/marks';
import { besidesIn, neededFor } from './access';
import { problemSchema } from './problemSchema';
import { querySchemaOf } from './readInput';
import { Route } from './route';

const BASE_PATH = '/api/cloudflare';

const meta = z.object({
  account: z
    .string()
    .describe(`Key of the account; '*' when the answer is about several`),
  fetchedAt: z.string(),
  cache: z.enum(['miss', 'hit', 'stale']),
  complete: z.boolean(),
  masked: z.boolean(),
  nextCursor: z.string().optional(),
  problems: z.array(problemSchema).optional(),
});

const errorBody = z.object({
  error: problemSchema.partial().extend({
    name: z.string(),
    message: z.string(),
    rayId: z
      .string()
      .optional()
      .describe(`Cloudflare's id of the request, to quote in a ticket`),
  }),
});

const retryAfter = {
  'Retry-After': {
    description: 'Seconds until it is worth another try',
    schema: { type: 'integer' },
  },
};

/** JSON schema of a route's answer, envelope included. */
export function responseSchemaOf(route: Route): JsonObject {
  return jsonSchema(
    route.bare ? route.response : z.object({ data: route.response, meta }),
    'output',
  );
}

/** Describes routes in OpenAPI 3.1. */
export function openApiDocument(
  routes: readonly Route[],
  version: string,
): JsonObject {
  const paths: Record<string, JsonObject> = {};
  for (const route of routes) {
    const path = BASE_PATH + route.path.replace(/:(\w+)/g, '{$1}');
    paths[path] = { ...paths[path], [route.method]: operation(route) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Cloudflare backend for Backstage',
      version,
      description:
        'Read-only view of Cloudflare accounts. Fields with `x-redaction` are masked unless the caller may see them.',
    },
    paths,
    components: {
      securitySchemes: { backstage: { type: 'http', scheme: 'bearer' } },
      schemas: { Error: jsonSchema(errorBody, 'output') },
    },
  };
}

function operation(route: Route): JsonObject {
  const needed = neededFor(route.access);
  const allOf = needed.allOf.map(({ name }) => name);
  const anyOf = needed.anyOf.map(({ name }) => name);
  const besides = besidesIn(route.access).map(({ name }) => name);
  const failed = (description: string) => ({
    description,
    content: {
      'application/json': { schema: { $ref: '#/components/schemas/Error' } },
    },
  });
  return {
    summary: route.summary,
    operationId: `${route.method}${route.path.replace(/[^a-z]+(\w)/gi, (_, c) =>
      c.toUpperCase(),
    )}`,
    security: route.access === 'public' ? [] : [{ backstage: [] }],
    'x-permissions': {
      ...((allOf.length > 0 || anyOf.length === 0) && { allOf }),
      ...(anyOf.length > 0 && { anyOf }),
      ...(besides.length > 0 && { besides }),
    },
    ...(route.audit && { 'x-audit-event': route.audit }),
    parameters: [
      ...parameters(route.params, 'path'),
      ...parameters(querySchemaOf(route), 'query'),
    ],
    ...(route.body && {
      requestBody: {
        required: true,
        content: {
          'application/json': { schema: jsonSchema(route.body, 'input') },
        },
      },
    }),
    responses: {
      [route.status]: route.contentTypes
        ? file(route.contentTypes)
        : {
            description: 'The answer',
            content: {
              'application/json': { schema: responseSchemaOf(route) },
            },
          },
      ...(route.access !== 'public' && {
        400: failed(
          route.body
            ? 'A parameter or the body is wrong'
            : 'A parameter is wrong',
        ),
        401: failed('The caller is not signed in'),
        403: failed('A permission is missing'),
        404: failed('The resource is not known'),
        409: failed('The name fits several resources, or a sync is running'),
        ...(route.body && { 413: failed('The body is too large') }),
        ...tooManyRequests(route, failed),
        424: failed('The API token cannot read this'),
        502: failed('Cloudflare answered what its API does not promise'),
        503: {
          ...failed('Cloudflare cannot be read now'),
          headers: retryAfter,
        },
      }),
    },
  };
}

function tooManyRequests(
  { perMinute, tooMany }: Route,
  failed: (description: string) => JsonObject,
): JsonObject {
  const reasons = [
    ...(perMinute ? [`More than ${perMinute} requests a minute`] : []),
    ...(tooMany ? [tooMany] : []),
  ];
  return reasons.length > 0
    ? { 429: { ...failed(reasons.join('; or: ')), headers: retryAfter } }
    : {};
}

/** Stored bytes, and the headers that tell them by their digest. */
function file(contentTypes: readonly string[]): JsonObject {
  const header = (description: string) => ({
    description,
    schema: { type: 'string' },
  });
  return {
    description: 'The stored bytes',
    headers: {
      'Repr-Digest': header('SHA-256 of the bytes (RFC 9530)'),
      ETag: header('SHA-256 of the bytes, in hex'),
      'Content-Disposition': header('A name for the file'),
    },
    content: Object.fromEntries(
      contentTypes.map(type => [
        type,
        { schema: { type: 'string', format: 'binary' } },
      ]),
    ),
  };
}

function parameters(
  schema: z.ZodObject,
  place: 'path' | 'query',
): JsonObject[] {
  return Object.entries(schema.shape).map(([name, field]) => ({
    name,
    in: place,
    required: place === 'path' || !z.safeParse(field, undefined).success,
    schema: jsonSchema(field as z.ZodType, 'input'),
  }));
}

function jsonSchema(schema: z.ZodType, io: 'input' | 'output'): JsonObject {
  const { $schema: _, ...json } = z.toJSONSchema(schema, {
    io,
    override: ({ zodSchema, jsonSchema: target }) => {
      const mark = markOf(zodSchema);
      if (mark) {
        target['x-redaction'] = nameOfMark(mark);
      }
    },
  });
  return json as JsonObject;
}
