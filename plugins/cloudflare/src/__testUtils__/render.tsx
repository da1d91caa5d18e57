import { Entity } from '@backstage/catalog-model';
import {
  AppRootElementBlueprint,
  ToastApi,
  toastApiRef,
} from '@backstage/frontend-plugin-api';
import { mockApis, renderTestApp } from '@backstage/frontend-test-utils';
import {
  CatalogApi,
  catalogApiRef,
  entityRouteRef,
} from '@backstage/plugin-catalog-react';
import {
  catalogApiMock,
  createTestEntityPage,
} from '@backstage/plugin-catalog-react/testUtils';
import {
  PermissionApi,
  permissionApiRef,
} from '@backstage/plugin-permission-react';
import { ApiResponse } from '@cloudflare-backstage/plugin-cloudflare-common';
import { screen } from '@testing-library/react';
import { useLocation } from 'react-router-dom';
import {
  cloudflareApiRef,
  CloudflareApi,
  CloudflareFile,
  CloudflareRequest,
} from '../api';
import plugin from '../index';

type AppOptions = NonNullable<Parameters<typeof renderTestApp>[0]>;

/** Answers by route, such as `workers/acme-api/deployments` or `POST sync`. */
export type Answers = Record<
  string,
  | ApiResponse<unknown>
  | CloudflareFile
  | ((
      request: CloudflareRequest,
    ) => Promise<ApiResponse<unknown> | CloudflareFile>)
>;

/** A backend that answers as told, and refuses what it was not told about. */
export function backend(answers: Answers) {
  const answerTo = async (route: string, request: CloudflareRequest) => {
    const known = answers[route];
    if (!known) {
      throw new Error(`Unexpected: ${route}`);
    }
    return typeof known === 'function' ? known(request) : known;
  };
  const read = jest.fn((request: CloudflareRequest) =>
    answerTo(request.path.join('/'), request),
  );
  const post = jest.fn((request: CloudflareRequest, _options?: object) =>
    answerTo(`POST ${request.path.join('/')}`, request),
  );
  const remove = jest.fn((request: CloudflareRequest) =>
    answerTo(`DELETE ${request.path.join('/')}`, request),
  );
  const download = jest.fn((request: CloudflareRequest) =>
    answerTo(request.path.join('/'), request),
  );
  return {
    read: read as jest.Mock & CloudflareApi['read'],
    post: post as jest.Mock & CloudflareApi['post'],
    delete: remove as jest.Mock & CloudflareApi['delete'],
    download: download as jest.Mock & CloudflareApi['download'],
  };
}

/** Shows the query of the address: routers in tests have no address bar. */
export function Location() {
  return <output data-testid="location">{useLocation().search}</output>;
}

const location = AppRootElementBlueprint.make({
  name: 'location',
  params: { element: <Location /> },
});

/** The query of the address that is shown. */
export function queryShown(): string {
  return screen.getByTestId('location').textContent ?? '';
}

/** Shows the Cloudflare tab of an entity. */
export function renderEntityTab(options: {
  entity: Entity;
  catalog?: Entity[];
  answers?: Answers;
  /** Of the address, such as `?resource=cf-worker-acme-api`. */
  query?: string;
  config?: AppOptions['config'];
  /** What else the app has. */
  features?: AppOptions['features'];
  permissionApi?: PermissionApi;
}) {
  const api = backend(options.answers ?? {});
  renderTestApp({
    extensions: [
      createTestEntityPage({ entity: options.entity }),
      plugin.getExtension('entity-content:cloudflare'),
      location,
    ],
    features: options.features,
    config: options.config,
    initialRouteEntries: [`/${options.query ?? ''}`],
    apis: [
      [cloudflareApiRef, api],
      [permissionApiRef, options.permissionApi ?? mockApis.permission()],
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
  catalog?: Entity[] | CatalogApi;
  answers?: Answers;
  permissionApi?: PermissionApi;
  toastApi?: ToastApi;
}) {
  const { catalog = [] } = options;
  const api = backend(options.answers ?? {});
  renderTestApp({
    features: [plugin],
    extensions: [location],
    initialRouteEntries: [options.path],
    mountedRoutes: { '/catalog/:namespace/:kind/:name': entityRouteRef },
    apis: [
      [cloudflareApiRef, api],
      [
        catalogApiRef,
        Array.isArray(catalog)
          ? catalogApiMock({ entities: catalog })
          : catalog,
      ],
      [permissionApiRef, options.permissionApi ?? mockApis.permission()],
      ...(options.toastApi ? [[toastApiRef, options.toastApi] as const] : []),
    ],
  });
  return api;
}
