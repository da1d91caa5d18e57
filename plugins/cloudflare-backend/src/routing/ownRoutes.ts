import { z } from 'zod';
import { openApiDocument } from './openApi';
import { Route, route } from './route';

/** Adds the routes by which the API tells of itself. */
export function withOwnRoutes(routes: Route[], version: string): Route[] {
  const all: Route[] = [
    ...routes,
    route({
      method: 'get',
      path: '/health',
      summary: 'Whether the backend answers',
      access: 'public',
      scope: 'none',
      response: z.object({ status: z.literal('ok') }),
      bare: true,
      cacheTtl: 'none',
      handler: async () => ({ data: { status: 'ok' as const } }),
    }),
    route({
      method: 'get',
      path: '/v1/openapi.json',
      summary: 'This description',
      access: 'authenticated',
      scope: 'none',
      response: z.record(z.string(), z.unknown()),
      bare: true,
      cacheTtl: 'none',
      handler: async () => ({ data: openApiDocument(all, version) }),
    }),
  ];
  return all;
}
