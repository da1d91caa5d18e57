/** The users of the demo, one of each group of the permission policy. */
export const demoUsers = {
  security: 'sam',
  platform: 'pat',
  engineering: 'eve',
  readers: 'rio',
} as const;

export type DemoGroup = keyof typeof demoUsers;

/** Where the sign-in page keeps who was chosen. */
export const SIGNED_IN_AS = 'cloudflare-demo-user';

/** The tab "Cloudflare" of a Component. */
export function componentTab(name: string): string {
  return `/catalog/default/component/${name}/cloudflare`;
}

/** The tab "Cloudflare" of a Resource. */
export function resourceTab(name: string): string {
  return `/catalog/default/resource/${name}/cloudflare`;
}

export function workerTab(name: string): string {
  return resourceTab(`cf-worker-${name}`);
}

export function pagesTab(name: string): string {
  return resourceTab(`cf-pages-${name}`);
}

/** Calls the demo's backend as one of its users. */
export async function callBackend(
  baseUrl: string,
  group: DemoGroup,
  path: string,
  method: 'GET' | 'POST' = 'GET',
): Promise<Response> {
  const session = await fetch(`${baseUrl}/api/auth/demo/refresh`, {
    method: 'POST',
    headers: { 'x-demo-user': demoUsers[group] },
  });
  if (!session.ok) {
    return session;
  }
  const { backstageIdentity } = await session.json();
  return fetch(`${baseUrl}/api${path}`, {
    method,
    headers: { Authorization: `Bearer ${backstageIdentity.token}` },
  });
}
