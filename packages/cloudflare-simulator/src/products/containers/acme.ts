import type { AccountClock } from '../../account/AccountClock';
import { hexId, numberBelow, uuidOf } from '../../account/ids';
import { exampleBodies } from '../../fixtures';
import { secretMarkers } from '../../fixtures/secretMarkers';
import { namespaceId } from '../durable-objects/acme';
import type { ContainerApplication, Instance } from './ContainerApplication';

const sha256 = (seed: string) => `sha256:${hexId(`image/${seed}`, 64)}`;

const environment = [
  { name: 'API_KEY', value: secretMarkers.containerVariable },
];

function instanceOf(
  clock: AccountClock,
  image: string,
  state: string,
  seed: string,
): Instance {
  return {
    id: hexId(`instance/${seed}`, 64),
    image,
    status: { state, updated_at: clock.ago(0.1) },
    location: { name: 'fra07', region: 'WEUR' },
    name: `visitor-${numberBelow(1000, seed)}`,
    ...(state !== 'inactive' && { started_at: clock.ago(5) }),
  };
}

/** One that Cloudflare's scheduler starts. */
export function scheduled(
  name: string,
  clock: AccountClock,
  options: {
    id?: string;
    image: string;
    states: readonly string[];
    more?: Record<string, unknown>;
  },
): ContainerApplication {
  const { id = uuidOf(`containers/${name}`), image, states, more } = options;
  const createdAt = clock.ago(24 * (20 + numberBelow(200, name)));
  return {
    id,
    name,
    item: {
      scheduling_policy: 'default',
      created_at: createdAt,
      updated_at: createdAt,
      version: 1,
      instances: states.length,
      max_instances: 5,
      configuration: {
        image,
        instance_type: 'lite',
        environment_variables: environment,
        command: ['serve', secretMarkers.containerVariable],
      },
      ...more,
    },
    instances: states.map((state, index) =>
      instanceOf(clock, image, state, `${name}/${index}`),
    ),
    versions: [{ version: 1, percentage: 100, configuration: { image } }],
    hourlyCpuSeconds: 0,
  };
}

/** One that Durable Objects start: the list tells no image of it. */
function startedByObjects(
  name: string,
  clock: AccountClock,
  namespace: string,
  options: { image: string; states: readonly string[]; more?: object },
): ContainerApplication {
  const { image, states, more } = options;
  const made = scheduled(name, clock, { image, states });
  const { created_at, updated_at } = made.item;
  return {
    ...made,
    item: {
      scheduling_policy: 'durable_object',
      durable_objects: { namespace_id: namespace },
      created_at,
      updated_at,
      ...more,
    },
  };
}

/** acme's applications: the examples, and one of every odd kind. */
export function acmeApplications(clock: AccountClock): ContainerApplication[] {
  const [converter, sandbox] = clock
    .moved(exampleBodies.containersApplicationsList.result)
    .map(({ id, name, account_id, ...item }) => ({ id, name, item }));
  const { image } =
    exampleBodies.containersApplicationsList.result[0].configuration!;
  const sandboxImage = `registry.cloudflare.com/acme/sandbox:2.4.1@${sha256(
    'sandbox',
  )}`;
  return [
    {
      ...converter,
      instances: [
        instanceOf(clock, image, 'running', 'converter/0'),
        instanceOf(clock, image, 'provisioning', 'converter/1'),
      ],
      versions: [{ version: 7, percentage: 100, configuration: { image } }],
      hourlyCpuSeconds: 5200,
    },
    // Scaled to zero, which is not unhealthy; its Worker was deleted.
    {
      ...sandbox,
      instances: [instanceOf(clock, sandboxImage, 'inactive', 'sandbox/0')],
      versions: [
        {
          version: 3,
          percentage: 100,
          configuration: {
            image: sandboxImage,
            environment_variables: environment,
          },
        },
      ],
      hourlyCpuSeconds: 0,
    },
    // In the middle of a rollout.
    {
      ...startedByObjects(
        'acme-transcoder',
        clock,
        namespaceId('acme-ingest_Transcoder'),
        {
          image: 'registry.cloudflare.com/acme/transcoder:1.9',
          states: ['running', 'running'],
          more: { health: { instances: { active: 2, starting: 0 } } },
        },
      ),
      versions: [
        {
          version: 12,
          percentage: 90,
          configuration: {
            image: 'registry.cloudflare.com/acme/transcoder:1.9',
          },
        },
        {
          version: 13,
          percentage: 10,
          configuration: {
            image: 'registry.cloudflare.com/acme/transcoder:2.0',
          },
        },
      ],
      hourlyCpuSeconds: 900,
    },
    // By digest alone: it has no tag.
    {
      ...scheduled('acme-renderer', clock, {
        image: `registry.cloudflare.com/acme/renderer@${sha256('renderer')}`,
        states: ['running'],
        more: {
          constraints: { jurisdiction: 'eu' },
          health: {
            summary: 'healthy',
            instances: { active: 1, assigned: 1 },
            errors: [],
          },
        },
      }),
      hourlyCpuSeconds: 300,
    },
    // Nothing is told of its health; an instance of it failed.
    scheduled('acme-ocr', clock, {
      image: 'docker.io/acme/ocr:latest',
      states: ['running', 'unhealthy'],
    }),
  ];
}
