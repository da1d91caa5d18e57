import { mockCredentials } from '@backstage/backend-test-utils';
import { ExtendedHttpServer } from '@backstage/backend-defaults/rootHttpRouter';
import { Listing } from '@cloudflare-backstage/cloudflare-client';
import { scorecardIds } from '@cloudflare-backstage/plugin-cloudflare-common';
import { CloudflareAccount } from '@cloudflare-backstage/plugin-cloudflare-node';
import request from 'supertest';
import type { DescribedRoute } from './describedRoutes';

/** Evidence that is made before any route is called. */
export const EVIDENCE = { kind: 'r2-lifecycle' };

/** What routes about posture can name. */
export const postureNames: [string, NamedResource[]][] = [
  ['/v1/posture/entities/', [named('component:default/shop')]],
  ['/v1/posture/scorecards/', scorecardIds.map(named)],
];

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
  return [
    ['/v1/evidence/', [named(job.bundles[0])]],
    ['/v1/evidence/jobs/', [named(job.id)]],
  ];
}

function named(id: string): NamedResource {
  return { id, name: id };
}
