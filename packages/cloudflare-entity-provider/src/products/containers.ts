import {
  CfContainerImage,
  CfContainerService,
  CloudflareApiError,
  CloudflareClient,
  Listing,
  ReadOptions,
} from '@cloudflare-backstage/cloudflare-client';
import { products } from '@cloudflare-backstage/plugin-cloudflare-common';
import { z } from 'zod';
import { kindOfProduct, ResourceIngestion } from '../ResourceIngestion';

const detail = z.object({
  /** References; of what Durable Objects start the list tells none. */
  images: z.array(z.string()),
});
type ContainerDetail = z.infer<typeof detail>;

/** Containers: a Resource per application, with the images that it runs. */
export const containersIngestion: ResourceIngestion<
  CfContainerService,
  ContainerDetail
> = {
  kind: kindOfProduct(products.containers),
  version: 1,
  entityTags: ['containers'],
  list: (client, options) => client.containers.list(options),
  describe: application => ({
    id: application.id,
    qualifiedName: application.name,
    title: application.name,
    tags: [],
    changeToken: JSON.stringify([application.updatedAt, application.version]),
    lastChange: application.updatedAt ?? application.createdAt,
  }),
  detail: { schema: detail, read: readDetail },
  toEntity: (application, known) => ({
    description: describe(application),
    jurisdiction: application.jurisdiction,
    parameters: {
      schedulingPolicy: application.schedulingPolicy,
      createdAt: application.createdAt,
      updatedAt: application.updatedAt,
      version: application.version,
      images: application.image
        ? [application.image.reference]
        : known?.images ?? undefined,
      instances: application.instances,
      maxInstances: application.maxInstances,
      instanceType: application.instanceType,
      durableObjectNamespaceId: application.durableObjectNamespaceId,
      health: application.health?.summary,
    },
  }),
  bindings: ({ durableObjectNamespaceId: targetId }) =>
    targetId === undefined
      ? []
      : [
          {
            type: 'durable_object_namespace',
            name: '',
            targetId,
            // Its objects run in the containers.
            relation: 'dependencyOf',
            parameter: 'durableObject',
          },
        ],
};

async function readDetail(
  client: CloudflareClient,
  { id, image }: CfContainerService,
  _previous: ContainerDetail | undefined,
  options: ReadOptions,
): Promise<ContainerDetail> {
  if (image) {
    return { images: [image.reference] };
  }
  const versions = await client.containers.versions(id, options);
  const images = referencesIn(versions);
  return images.length > 0
    ? { images }
    : { images: referencesIn(await client.containers.instances(id, options)) };
}

function referencesIn({
  items,
  complete,
  problems,
}: Listing<{ image?: CfContainerImage }>): string[] {
  if (!complete) {
    // The image may be in what was not read.
    throw new CloudflareApiError(problems[0]);
  }
  return [
    ...new Set(items.flatMap(({ image }) => image?.reference ?? [])),
  ].sort();
}

function describe({ schedulingPolicy }: CfContainerService): string {
  return schedulingPolicy === 'durable_object'
    ? 'Cloudflare Container application that Durable Objects start.'
    : 'Cloudflare Container application.';
}
