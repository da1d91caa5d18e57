import { Entity } from '@backstage/catalog-model';
import { renderTestApp } from '@backstage/frontend-test-utils';
import { catalogApiRef, entityRouteRef } from '@backstage/plugin-catalog-react';
import {
  catalogApiMock,
  createTestEntityPage,
} from '@backstage/plugin-catalog-react/testUtils';
import { ApiResponse } from '@cloudflare-backstage/plugin-cloudflare-common';
import { cloudflareApiRef, CloudflareApi, CloudflareRequest } from '../api';
import plugin from '../index';

/** Answers by route, such as `workers/acme-api/deployments`. */
export type Answers = Record<
  string,
  | ApiResponse<unknown>
  | ((request: CloudflareRequest) => Promise<ApiResponse<unknown>>)
>;

/** A backend that answers as told, and refuses what it was not told about. */
export function backend(answers: Answers) {
  const read = jest.fn(async (request: CloudflareRequest) => {
    const known = answers[request.path.join('/')];
    if (!known) {
      throw new Error(`Unexpected: ${request.path.join('/')}`);
    }
    return typeof known === 'function' ? known(request) : known;
  });
  return { read: read as jest.Mock & CloudflareApi['read'] };
}

/** Shows the Cloudflare tab of an entity. */
export function renderEntityTab(options: {
  entity: Entity;
  catalog?: Entity[];
  answers?: Answers;
}) {
  const api = backend(options.answers ?? {});
  renderTestApp({
    extensions: [
      createTestEntityPage({ entity: options.entity }),
      plugin.getExtension('entity-content:cloudflare'),
    ],
    apis: [
      [cloudflareApiRef, api],
      [
        catalogApiRef,
        catalogApiMock({ entities: options.catalog ?? [options.entity] }),
      ],
    ],
  });
  return api;
}

/** Shows a place of the page `/cloudflare`. */
export function renderPage(options: {
  path: string;
  catalog?: Entity[];
  answers?: Answers;
}) {
  const api = backend(options.answers ?? {});
  renderTestApp({
    features: [plugin],
    initialRouteEntries: [options.path],
    mountedRoutes: { '/catalog/:namespace/:kind/:name': entityRouteRef },
    apis: [
      [cloudflareApiRef, api],
      [catalogApiRef, catalogApiMock({ entities: options.catalog ?? [] })],
    ],
  });
  return api;
}
