import {
  CfContainerImage,
  CfContainerInstance,
  CfContainerService,
  CfContainerVersion,
} from '@cloudflare-backstage/cloudflare-client';
import {
  ContainerHealth,
  ContainerService,
} from '@cloudflare-backstage/plugin-cloudflare-common';

const SUMMARIES: readonly string[] = [
  'healthy',
  'degraded',
  'unhealthy',
  'pending',
];
const BROKEN = ['failed', 'unhealthy'];

type Health = Pick<ContainerService, 'health' | 'healthFrom'>;

/** What is read of an application beside its item; undefined: could not be read. */
export interface ContainerParts {
  versions?: readonly CfContainerVersion[];
  /** The active ones. */
  instances?: readonly CfContainerInstance[];
}

/** A container application as the API answers it. */
export function toContainerService(
  application: CfContainerService,
  parts: ContainerParts,
): ContainerService {
  const images = imagesOf(application, parts);
  return {
    id: application.id,
    name: application.name,
    startedBy: startedBy(application),
    durableObjectNamespaceId: application.durableObjectNamespaceId,
    createdAt: application.createdAt,
    updatedAt: application.updatedAt,
    version: application.version,
    images: images ?? [],
    imagesState: stateOf(images),
    instances: application.instances,
    maxInstances: application.maxInstances,
    instanceType: application.instanceType,
    jurisdiction: application.jurisdiction,
    ...healthOf(application, parts.instances),
  };
}

/** Whether the list tells all that there is of its images. */
export function tellsImage({ image }: CfContainerService): boolean {
  return image !== undefined;
}

function startedBy({
  schedulingPolicy,
}: CfContainerService): ContainerService['startedBy'] {
  if (schedulingPolicy === undefined) {
    return undefined;
  }
  return schedulingPolicy === 'durable_object'
    ? 'durable-objects'
    : 'scheduler';
}

function stateOf(images: CfContainerImage[] | undefined) {
  if (!images) {
    return 'unknown' as const;
  }
  return images.length > 0 ? ('told' as const) : ('not-told' as const);
}

/** Its own, else what its versions tell, else what its instances do. */
function imagesOf(
  { image }: CfContainerService,
  { versions, instances }: ContainerParts,
): CfContainerImage[] | undefined {
  if (image) {
    return [image];
  }
  const told = [imagesIn(versions), imagesIn(instances)].find(
    images => images && images.length > 0,
  );
  return told ?? (versions && []);
}

function imagesIn(
  of: readonly { image?: CfContainerImage }[] | undefined,
): CfContainerImage[] | undefined {
  return (
    of && [
      ...new Map(
        of.flatMap(({ image }) =>
          image ? [[image.reference, image] as const] : [],
        ),
      ).values(),
    ]
  );
}

/**
 * Cloudflare's own word, else what the active instances say. That none is active
 * is normal: applications scale to zero.
 */
function healthOf(
  { health }: CfContainerService,
  instances: readonly CfContainerInstance[] | undefined,
): Health {
  const { summary } = health ?? {};
  if (summary !== undefined && SUMMARIES.includes(summary)) {
    return { health: summary as ContainerHealth, healthFrom: 'cloudflare' };
  }
  if (instances) {
    const derived = healthIn(instances.map(({ state }) => state));
    return derived === 'unknown'
      ? { health: derived }
      : { health: derived, healthFrom: 'instances' };
  }
  const counts = Object.values(health?.instances ?? {});
  return counts.length > 0 && counts.every(count => count === 0)
    ? { health: 'idle', healthFrom: 'cloudflare' }
    : { health: 'unknown' };
}

function healthIn(states: readonly string[]): ContainerHealth {
  const all = (...known: string[]) =>
    states.every(state => known.includes(state));
  if (states.length === 0) {
    return 'idle';
  }
  if (all(...BROKEN)) {
    return 'unhealthy';
  }
  if (states.some(state => BROKEN.includes(state))) {
    return 'degraded';
  }
  if (all('provisioning')) {
    return 'pending';
  }
  return all('running', 'provisioning', 'stopping') ? 'healthy' : 'unknown';
}
