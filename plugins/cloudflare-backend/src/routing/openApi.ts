import { JsonObject } from '@backstage/types';
import { z } from 'zod';
import { markOf, nameOfMark } from '../redaction/marks';
import { problemSchema } from './problemSchema';
import { querySchemaOf } from './readInput';
import { permissionsOf, permitsSome, Route } from './route';

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
  error: problemSchema
    .partial()
    .extend({ name: z.string(), message: z.string() }),
});

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
  const permissions = permissionsOf(route.access).map(({ name }) => name);
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
    'x-permissions': permitsSome(route.access)
      ? { anyOf: permissions }
      : { allOf: permissions },
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
      [route.status]: {
        description: 'The answer',
        content: { 'application/json': { schema: responseSchemaOf(route) } },
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
        424: failed('The API token cannot read this'),
        502: failed('Cloudflare answered what its API does not promise'),
        503: failed('Cloudflare cannot be read now; see Retry-After'),
      }),
    },
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
