import { Page } from '@playwright/test';

/** An answer of the backend, as far as tests change it. */
export interface Answer {
  data: unknown;
  meta: {
    fetchedAt: string;
    complete: boolean;
    cache?: string;
    nextCursor?: string;
    problems?: { kind: string; message: string; permission?: string }[];
  };
}

/** An error of the backend. */
export interface Refusal {
  status: number;
  error: { name: string; message: string; kind?: string; permission?: string };
}

export const notPermitted: Refusal = {
  status: 403,
  error: { name: 'NotAllowedError', message: 'Unauthorized' },
};

export const unavailable: Refusal = {
  status: 503,
  error: {
    name: 'ServiceUnavailableError',
    message: 'Cannot read it: Cloudflare answered 503',
    kind: 'unavailable',
  },
};

export function forbidden(permission: string): Refusal {
  return {
    status: 424,
    error: {
      name: 'CloudflareApiError',
      message: `Cannot read it: the API token lacks the permission group '${permission}', or does not cover the account`,
      kind: 'forbidden',
      permission,
    },
  };
}

export const notEntitled: Refusal = {
  status: 424,
  error: {
    name: 'CloudflareApiError',
    message: 'Cannot read it: it is not enabled for the account',
    kind: 'not-entitled',
  },
};

/** Puts an error in the place of what the backend answers. */
export async function refuse(page: Page, route: RegExp, refusal: Refusal) {
  await page.route(route, request =>
    request.fulfill({
      status: refusal.status,
      json: {
        error: refusal.error,
        response: { statusCode: refusal.status },
      },
    }),
  );
}

/** Changes what the backend answers. */
export async function change<T = Answer>(
  page: Page,
  route: RegExp,
  changed: (answer: T) => T,
) {
  await page.route(route, async request => {
    const response = await request.fetch();
    await request.fulfill({ response, json: changed(await response.json()) });
  });
}

/** Holds what the backend answers back, until the returned function is called. */
export async function hold(page: Page, route: RegExp): Promise<() => void> {
  let release = () => {};
  const released = new Promise<void>(resolve => {
    release = resolve;
  });
  await page.route(route, async request => {
    await released;
    await request.continue();
  });
  return release;
}
