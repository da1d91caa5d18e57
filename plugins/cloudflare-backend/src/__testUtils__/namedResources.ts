import { mockCredentials } from '@backstage/backend-test-utils';
import { ExtendedHttpServer } from '@backstage/backend-defaults/rootHttpRouter';
import { Listing } from '@cloudflare-backstage/cloudflare-client';
import { CloudflareAccount } from '@cloudflare-backstage/plugin-cloudflare-node';
import request from 'supertest';
import type { DescribedRoute } from './describedRoutes';

/** Evidence that is made before any route is called. */
export const EVIDENCE = { kind: 'r2-lifecycle' };

/** A resource as its product's client lists it. */
export interface NamedResource {
  /** What Cloudflare tells it by. */
  id: string;
  name: string;
}

/** The resources of the products whose routes name one. */
export async function resourcesOf(
  { client }: CloudflareAccount,
  routes: readonly DescribedRoute[],
): Promise<Map<string, NamedResource[]>> {
  const found = new Map<string, NamedResource[]>();
  for (const { product, path } of routes) {
    if (product && path.includes('{') && !found.has(product)) {
      const area = client[product] as unknown as Record<
        'list' | 'datasets',
        undefined | (() => Promise<Listing<Record<string, string>>>)
      >;
      const { items } = await (area.list ?? area.datasets)!();
      found.set(
        product,
        items.map(({ id, title, name = title ?? id }) => ({
          id: id ?? name,
          name,
        })),
      );
    }
  }
  return found;
}

/** Has evidence made, so that there is some to be asked for. */
export async function makeEvidence(
  server: ExtendedHttpServer,
): Promise<[string, NamedResource[]][]> {
  const path = '/api/cloudflare/v1/evidence';
  const user = mockCredentials.user.header();
  const created = await request(server)
    .post(path)
    .set('Authorization', user)
    .send(EVIDENCE);
  let job = created.body.data;
  while (['queued', 'running'].includes(job.state)) {
    const followed = await request(server)
      .get(`${path}/jobs/${job.id}`)
      .set('Authorization', user);
    job = followed.body.data;
  }
  const named = (id: string) => [{ id, name: id }];
  return [
    ['/v1/evidence/', named(job.bundles[0])],
    ['/v1/evidence/jobs/', named(job.id)],
  ];
}
