import { mockServices } from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import {
  CfAuditEvent,
  CloudflareApiError,
} from '@cloudflare-backstage/cloudflare-client';
import {
  BuildManifest,
  CloudflareProblem,
  LastDeployment,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import {
  EnvironmentRules,
  readProvenanceOptions,
} from '@cloudflare-backstage/plugin-cloudflare-node';
import { Knex } from 'knex';
import {
  BuildManifests,
  FoundManifests,
} from '../../provenance/BuildManifests';
import { PostureDependencies } from '../PostureSources';
import { collectFor, CollectForOptions, NOW } from './collectFor';
import { accountWith, resource } from './postureAccount';

const HOUR = 3_600_000;

export const COMMIT = '1a2b3c4d5e6f708192a3b4c5d6e7f8091a2b3c4d';
export const RUN = 'https://github.com/acme/shop/actions/runs/1';

/** A time so many hours before tests evaluate. */
export function hoursAgo(hours: number): string {
  return new Date(NOW.getTime() - hours * HOUR).toISOString();
}

/** A resource of the default account that serves production. */
export function deployed(
  last: Partial<LastDeployment> | 'not-deployed' | undefined,
  product: 'workers' | 'pages' = 'workers',
  environment = 'production',
): Entity {
  const entity = resource(
    product,
    'shop',
    {
      ...(last === 'not-deployed' && { notDeployed: true }),
      ...(typeof last === 'object' && {
        lastDeployment: {
          id: 'd1',
          version: 'v1',
          deployedAt: hoursAgo(240),
          provenance: 'complete',
          ...last,
        },
      }),
    },
    environment ? { 'cloudflare.com/environment': environment } : {},
  );
  const origin = 'backstage.io/managed-by-origin-location';
  Object.assign(entity.metadata.annotations!, {
    'cloudflare.com/account': 'default',
    [origin]: 'cloudflare-provider:default',
  });
  return entity;
}

/** An event of the audit log about the resource, soon after its deployment. */
export function auditEvent(more: {
  hours?: number;
  result?: string;
  context?: string;
  actorType?: string;
}): CfAuditEvent {
  return {
    id: `event-${more.hours ?? 240}`,
    time: hoursAgo(more.hours ?? 240),
    action: { type: 'create', result: more.result ?? 'success' },
    actor: {
      type: more.actorType ?? 'user',
      email: 'sam@acme.example',
      context: more.context,
    },
    resource: { id: 'shop', product: 'workers' },
    request: {},
  };
}

type Said = Pick<BuildManifest, 'commitSha' | 'ciRunUrl'>;

/** What production deployments are read with, and what CI handed in. */
export function productionDependencies(
  entities: Entity[],
  manifest?: Said,
): Partial<PostureDependencies> {
  const config = mockServices.rootConfig();
  const said = manifest && {
    account: 'default',
    product: 'workers' as const,
    name: 'shop',
    deploymentId: 'd1',
    receivedAt: NOW.toISOString(),
    ...manifest,
  };
  const manifests = new BuildManifests({} as Knex);
  jest
    .spyOn(manifests, 'find')
    .mockResolvedValue(new FoundManifests(said ? [said] : []));
  return {
    auth: mockServices.auth(),
    catalog: catalogServiceMock({ entities }),
    environments: EnvironmentRules.fromConfig(config),
    manifests,
    provenance: readProvenanceOptions(config),
  };
}

/** How the audit log was read for the last check evaluated. */
export const logReadings: object[] = [];

/** Evaluates a check on what serves production. */
export function collectOfProduction(
  checkId: string,
  entity: Entity,
  options: {
    events?: CfAuditEvent[] | CloudflareProblem;
    manifest?: Said;
  } & Partial<CollectForOptions> = {},
) {
  const { events = [], manifest, ...more } = options;
  logReadings.length = 0;
  // The log of the last 24 hours is not known for good.
  jest.spyOn(Date, 'now').mockReturnValue((options.now ?? NOW).getTime());
  const list = async (_filter: unknown, reading: object = {}) => {
    logReadings.push(reading);
    if (!Array.isArray(events)) {
      throw new CloudflareApiError(events);
    }
    return { items: events };
  };
  return collectFor(checkId, {
    entity,
    account: accountWith({ auditLogs: { list } }),
    dependencies: productionDependencies([entity], manifest),
    config: { deploymentContexts: ['api_token'] },
    ...more,
  });
}
