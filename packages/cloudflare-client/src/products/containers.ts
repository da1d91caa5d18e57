import { z } from 'zod';
import type { AreaDefinition } from '../Area';
import type { Connection } from '../Connection';
import { listOf, maybe, parseOne } from '../parsing';
import { pathParameter } from '../transport/allowed';
import type { Subject } from '../transport/envelope';
import { readCursored, readWhole } from '../transport/listed';
import { parseImage } from './containers.image';
import type {
  CfContainerHealth,
  CfContainerInstance,
  CfContainerService,
  CfContainerVersion,
  ContainersArea,
} from './containers.types';

const APPLICATIONS_PER_PAGE = 500;
const INSTANCES_PER_PAGE = 1000;

const APPLICATIONS: Subject = {
  area: 'containers',
  product: 'containers',
  what: 'the container applications',
  permission: 'Workers Containers Read',
};
const named = (what: string): Subject => ({
  ...APPLICATIONS,
  what,
  named: true,
});

const text = maybe(z.string());
const count = maybe(z.number());
const image = text.transform(value => (value ? parseImage(value) : undefined));

const healthSchema = z
  .object({
    summary: text,
    instances: maybe(z.record(z.string(), z.unknown())),
    errors: listOf(
      z.object({
        instance_id: text,
        event: z.object({ name: z.string(), time: text }),
      }),
    ),
  })
  .transform(
    (raw): CfContainerHealth => ({
      summary: raw.summary,
      instances: Object.fromEntries(
        Object.entries(raw.instances ?? {}).filter(
          (entry): entry is [string, number] => typeof entry[1] === 'number',
        ),
      ),
      errors: raw.errors.map(({ instance_id, event }) => ({
        instanceId: instance_id,
        name: event.name,
        at: event.time,
      })),
    }),
  );

const applicationSchema = z
  .object({
    id: z.string(),
    name: z.string(),
    scheduling_policy: text,
    durable_objects: maybe(z.object({ namespace_id: text })),
    created_at: text,
    updated_at: text,
    version: count,
    instances: count,
    max_instances: count,
    configuration: maybe(z.object({ image, instance_type: text })),
    constraints: maybe(z.object({ jurisdiction: text })),
    health: maybe(healthSchema),
  })
  .transform(
    (raw): CfContainerService => ({
      id: raw.id,
      name: raw.name,
      schedulingPolicy: raw.scheduling_policy,
      durableObjectNamespaceId: raw.durable_objects?.namespace_id || undefined,
      createdAt: raw.created_at,
      updatedAt: raw.updated_at,
      version: raw.version,
      instances: raw.instances,
      maxInstances: raw.max_instances,
      image: raw.configuration?.image,
      instanceType: raw.configuration?.instance_type,
      jurisdiction: raw.constraints?.jurisdiction || undefined,
      health: raw.health,
    }),
  );

const instanceSchema = z
  .object({
    id: z.string(),
    image,
    status: z.object({ state: z.string(), updated_at: text }),
    location: maybe(z.object({ region: text })),
    started_at: text,
  })
  .transform(
    (raw): CfContainerInstance => ({
      id: raw.id,
      state: raw.status.state,
      image: raw.image,
      region: raw.location?.region,
      startedAt: raw.started_at,
      updatedAt: raw.status.updated_at,
    }),
  );

const versionSchema = z
  .object({
    version: z.number(),
    percentage: count,
    configuration: maybe(z.object({ image })),
  })
  .transform(
    (raw): CfContainerVersion => ({
      version: raw.version,
      percentage: raw.percentage,
      image: raw.configuration?.image,
    }),
  );

function createContainersArea(connection: Connection): ContainersArea {
  const account_id = connection.accountId;
  const idOf = (id: string) => pathParameter(id, 'container application id');
  return {
    list: options =>
      readCursored({
        subject: APPLICATIONS,
        schema: applicationSchema,
        identify: application => application.id,
        read: page_token =>
          connection.read(APPLICATIONS, options, (sdk, send) =>
            sdk.containers.applications.list(
              {
                account_id,
                per_page: APPLICATIONS_PER_PAGE,
                ...(page_token && { page_token }),
              },
              send,
            ),
          ),
      }),
    async get(id, options) {
      const application = named('a container application');
      const applicationId = idOf(id);
      const { result } = await connection.read(
        application,
        options,
        (sdk, send) =>
          sdk.containers.applications.get(applicationId, { account_id }, send),
      );
      return parseOne(applicationSchema, result, application);
    },
    async instances(id, options) {
      const instances = named('the instances of a container application');
      const applicationId = idOf(id);
      return readCursored({
        subject: instances,
        schema: instanceSchema,
        identify: instance => instance.id,
        read: page_token =>
          connection.read(instances, options, (sdk, send) =>
            sdk.containers.applications.instances.list(
              applicationId,
              {
                account_id,
                state: 'active',
                per_page: INSTANCES_PER_PAGE,
                ...(page_token && { page_token }),
              },
              send,
            ),
          ),
      });
    },
    async versions(id, options) {
      const versions = named('the versions of a container application');
      const applicationId = idOf(id);
      return readWhole({
        subject: versions,
        schema: versionSchema,
        identify: ({ version }) => String(version),
        read: () =>
          connection.read(versions, options, (sdk, send) =>
            sdk.containers.applications.versions.list(
              applicationId,
              { account_id },
              send,
            ),
          ),
      });
    },
  };
}

/** Containers: applications, their instances and versions. */
export const containersArea: AreaDefinition<ContainersArea> = {
  requests: [
    'GET /accounts/{account}/containers/applications',
    'GET /accounts/{account}/containers/applications/{application}',
    'GET /accounts/{account}/containers/applications/{application}/instances-v2',
    'GET /accounts/{account}/containers/applications/{application}/versions',
  ],
  create: createContainersArea,
};
