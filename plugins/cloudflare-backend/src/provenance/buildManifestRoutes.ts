import {
  BuildManifest,
  cloudflareSubmitProvenancePermission,
  products,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { CloudflareService } from '@cloudflare-backstage/plugin-cloudflare-node';
import { z } from 'zod';
import { MissingPermissionsError } from '../routing/access';
import { decodeCursor, encodeCursor } from '../routing/cursor';
import { cursorField, limitField } from '../routing/fields';
import { route, Route } from '../routing/route';
import { buildManifestBody, manifestSubject } from './buildManifestBody';
import { BuildManifests } from './BuildManifests';
import { deployerText } from './provenanceSummary';

const MOST_BODY_BYTES = 16_384;
/** A pipeline deploys a few times; a hundred Workers at once are many. */
const PER_MINUTE = 120;

const buildManifest = z.object({
  account: z.string(),
  product: z.enum(['workers', 'pages']),
  name: z.string(),
  deploymentId: z.string(),
  commitSha: z.string(),
  ciRunUrl: z.string(),
  repositoryUrl: z.string().optional(),
  ref: deployerText().optional(),
  pullRequest: deployerText().optional(),
  actor: deployerText().optional(),
  attempt: z.string().optional(),
  artifactSha256: z.string().optional(),
  receivedAt: z.string(),
}) satisfies z.ZodType<BuildManifest>;

const position = z.object({ receivedAt: z.string(), deploymentId: z.string() });

/** Routes by which CI says where a deployment came from. */
export function buildManifestRoutes(dependencies: {
  cloudflare: CloudflareService;
  manifests: BuildManifests;
}): Route[] {
  const { cloudflare, manifests } = dependencies;
  return [
    route({
      method: 'post',
      path: '/v1/provenance/manifests',
      summary:
        'Stores what CI says of a deployment; the same again is answered with what is stored',
      access: cloudflareSubmitProvenancePermission,
      scope: 'none',
      body: buildManifestBody,
      mostBodyBytes: MOST_BODY_BYTES,
      perMinute: PER_MINUTE,
      audit: 'provenance-manifest',
      response: buildManifest,
      cacheTtl: 'none',
      async handler({ body, audit }) {
        const account = cloudflare.account(body.account);
        const { product, name, deploymentId } = body;
        audit({ account: account.key, product, name, deploymentId });
        return { data: await manifests.add(account, body) };
      },
    }),
    route({
      method: 'get',
      path: '/v1/provenance/manifests',
      summary: 'What CI said of the deployments of a resource, newest first',
      access: {
        anyOf: [products.workers.permission, products.pages.permission],
      },
      scope: 'account',
      query: z.object({
        ...manifestSubject,
        cursor: cursorField,
        limit: limitField(25, 100),
      }),
      response: z.array(buildManifest),
      cacheTtl: 'none',
      async handler({ account, query, caller }) {
        const { permission } = products[query.product];
        if (!caller.may(permission)) {
          throw new MissingPermissionsError({ allOf: [permission], anyOf: [] });
        }
        const { limit } = query;
        const found = await manifests.list(account, query, {
          after: decodeCursor(query.cursor, position),
          limit: limit + 1,
        });
        const data = found.slice(0, limit);
        const last = data[data.length - 1];
        return {
          data,
          nextCursor:
            found.length > limit
              ? encodeCursor({
                  receivedAt: last.receivedAt,
                  deploymentId: last.deploymentId,
                })
              : undefined,
        };
      },
    }),
  ];
}
