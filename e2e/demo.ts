/** A demo that is tested. Each worker of the tests has one of its own. */
export interface Demo {
  baseUrl: string;
  /** The control API of the simulated account behind it. */
  simulatorUrl: string;
}

/** The demos that the environment names, as `run.mjs` starts them. */
export function demosOfEnvironment(): Demo[] {
  const [baseUrls, simulatorUrls] = ['E2E_BASE_URL', 'E2E_SIMULATOR_URL'].map(
    name => process.env[name]?.split(' ') ?? [],
  );
  if (baseUrls.length === 0 || baseUrls.length !== simulatorUrls.length) {
    throw new Error(
      'E2E_BASE_URL must name the demos to test, and E2E_SIMULATOR_URL the control API of the simulator behind each',
    );
  }
  return baseUrls.map((baseUrl, index) => ({
    baseUrl,
    simulatorUrl: simulatorUrls[index],
  }));
}

/** The users of the demo: one of each group of the permission policy, and one of none. */
export const demoUsers = {
  security: 'sam',
  platform: 'pat',
  engineering: 'eve',
  readers: 'rio',
  'no group': 'noa',
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
  body?: object,
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
    headers: {
      Authorization: `Bearer ${backstageIdentity.token}`,
      ...(body && { 'Content-Type': 'application/json' }),
    },
    body: body && JSON.stringify(body),
  });
}
