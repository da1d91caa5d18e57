import type { AreaDefinition } from '../../Area';
import type { Connection } from '../../Connection';
import { CloudflareApiError } from '../../errors';
import { parseOne } from '../../parsing';
import type { Listing, ReadOptions } from '../../reading';
import { pathParameter } from '../../transport/allowed';
import type { Subject } from '../../transport/envelope';
import { readNumbered, readWhole } from '../../transport/listed';
import { readNumberedPage } from '../../transport/paged';
import type {
  CfBuild,
  CfWorker,
  CfWorkerDomain,
  CfWorkerRoute,
  WorkersArea,
} from '../workers.types';
import { joinWorkers } from './join';
import {
  betaWorkerSchema,
  buildsSchema,
  cronsSchema,
  deploymentSchema,
  domainSchema,
  routeSchema,
  scriptSchema,
  versionSchema,
  zoneSchema,
} from './schemas';

const BETA_WORKERS_PER_PAGE = 100;
const DEPLOYMENTS_PER_PAGE = 100;
const ZONES_PER_PAGE = 50;
const BUILDS_PER_REQUEST = 20;

function subject(what: string, more: Partial<Subject> = {}): Subject {
  return {
    area: 'workers',
    product: 'workers',
    what,
    permission: 'Workers Scripts Read',
    ...more,
  };
}

const SCRIPTS = subject('the Workers');
const BETA_WORKERS = subject('when the Workers were deployed');
const DOMAINS = subject('the custom domains of the Workers');
const ZONES = subject('the zones of the account', { permission: 'Zone Read' });
const BUILDS = subject('the builds of the Workers', {
  permission: 'Workers CI Read',
  token: 'builds',
});

/** Turns a failed listing into an incomplete one; other errors pass. */
async function settled<T>(
  listing: Promise<Listing<T>>,
): Promise<Listing<T> | CloudflareApiError> {
  try {
    return await listing;
  } catch (error) {
    if (error instanceof CloudflareApiError) {
      return error;
    }
    throw error;
  }
}

function createWorkersArea(connection: Connection): WorkersArea {
  const account_id = connection.accountId;

  async function list(options?: ReadOptions): Promise<Listing<CfWorker>> {
    const [scripts, beta, domains] = await Promise.all([
      readWhole({
        subject: SCRIPTS,
        schema: scriptSchema,
        identify: script => script.name,
        read: () =>
          connection.read(SCRIPTS, options, (sdk, send) =>
            sdk.workers.scripts.list({ account_id }, send),
          ),
      }),
      settled(
        readNumbered({
          subject: BETA_WORKERS,
          schema: betaWorkerSchema,
          identify: worker => worker.id,
          perPage: BETA_WORKERS_PER_PAGE,
          read: (page, per_page) =>
            connection.read(BETA_WORKERS, options, (sdk, send) =>
              sdk.workers.beta.workers.list(
                { account_id, page, per_page },
                send,
              ),
            ),
        }),
      ),
      settled(
        readWhole<CfWorkerDomain>({
          subject: DOMAINS,
          schema: domainSchema,
          identify: domain => domain.hostname,
          read: () =>
            connection.read(DOMAINS, options, (sdk, send) =>
              sdk.workers.domains.list({ account_id }, send),
            ),
        }),
      ),
    ]);
    return {
      items: joinWorkers(
        scripts.items,
        beta instanceof CloudflareApiError ? [] : beta.items,
        domains instanceof CloudflareApiError ? undefined : domains.items,
      ),
      complete: scripts.complete,
      ...(scripts.uncounted && { uncounted: true }),
      problems: [scripts, beta, domains].flatMap(part =>
        part instanceof CloudflareApiError ? [part.problem] : part.problems,
      ),
    };
  }

  async function zoneRoutes(
    zone: { id: string; name: string },
    options?: ReadOptions,
  ): Promise<Listing<CfWorkerRoute>> {
    const zoneSubject = subject(`the Worker routes of zone ${zone.name}`, {
      permission: 'Workers Routes Read',
    });
    const listing = await readWhole({
      subject: zoneSubject,
      schema: routeSchema,
      identify: route => route.id,
      read: () =>
        connection.read(zoneSubject, options, (sdk, send) =>
          sdk.workers.routes.list({ zone_id: zone.id }, send),
        ),
    });
    return {
      ...listing,
      items: listing.items.map(route => ({
        ...route,
        zoneId: zone.id,
        zoneName: zone.name,
      })),
    };
  }

  async function routes(
    options?: ReadOptions,
  ): Promise<Listing<CfWorkerRoute>> {
    const zones = await readNumbered({
      subject: ZONES,
      schema: zoneSchema,
      identify: zone => zone.id,
      perPage: ZONES_PER_PAGE,
      read: (page, per_page) =>
        connection.read(ZONES, options, (sdk, send) =>
          sdk.zones.list({ account: { id: account_id }, page, per_page }, send),
        ),
    });
    // A token may cover more accounts, and this client reads one.
    const ours = zones.items.filter(
      ({ account }) =>
        !account || account.id.toLowerCase() === account_id.toLowerCase(),
    );
    const parts = await Promise.all(
      ours.map(zone => settled(zoneRoutes(zone, options))),
    );
    const listing: Listing<CfWorkerRoute> = { ...zones, items: [] };
    for (const part of parts) {
      if (part instanceof CloudflareApiError) {
        listing.complete = false;
        listing.problems = [...listing.problems, part.problem];
      } else {
        listing.items.push(...part.items);
        listing.complete = listing.complete && part.complete;
        listing.problems = [...listing.problems, ...part.problems];
      }
    }
    return listing;
  }

  async function builds(
    versionIds: readonly string[],
    options?: ReadOptions,
  ): Promise<Map<string, CfBuild>> {
    const found = new Map<string, CfBuild>();
    if (!connection.hasToken('builds')) {
      return found;
    }
    const ids = [...new Set(versionIds)].map(id =>
      pathParameter(id, 'version id'),
    );
    const batches: string[][] = [];
    for (let from = 0; from < ids.length; from += BUILDS_PER_REQUEST) {
      batches.push(ids.slice(from, from + BUILDS_PER_REQUEST));
    }
    const answers = await Promise.all(
      batches.map(batch =>
        connection.read(BUILDS, options, (sdk, send) =>
          sdk.get(`/accounts/${account_id}/builds/builds`, {
            query: { version_ids: batch.join(',') },
            ...send,
          }),
        ),
      ),
    );
    for (const { result } of answers) {
      for (const build of parseOne(buildsSchema, result, BUILDS)) {
        found.set(build.versionId, build);
      }
    }
    return found;
  }

  return {
    list,
    routes,
    builds,
    async deployments(script, options) {
      const deployments = subject(`the deployments of Worker '${script}'`, {
        named: true,
      });
      const name = encodeURIComponent(pathParameter(script, 'Worker name'));
      return readNumberedPage(
        {
          subject: deployments,
          schema: deploymentSchema,
          identify: deployment => deployment.id,
          within: 'deployments',
          perPage: DEPLOYMENTS_PER_PAGE,
          // The SDK's method looks for the items in the wrong place.
          read: (page, per_page) =>
            connection.read(deployments, options, (sdk, send) =>
              sdk.get(
                `/accounts/${account_id}/workers/scripts/${name}/deployments`,
                { query: { page, per_page }, ...send },
              ),
            ),
        },
        options,
      );
    },
    async version(script, versionId, options) {
      const version = subject(`a version of Worker '${script}'`, {
        named: true,
      });
      const worker_id = pathParameter(script, 'Worker name');
      const id = pathParameter(versionId, 'version id');
      const { result } = await connection.read(version, options, (sdk, send) =>
        sdk.workers.beta.workers.versions.get(
          id,
          { account_id, worker_id },
          send,
        ),
      );
      return parseOne(versionSchema, result, version);
    },
    async crons(script, options) {
      const crons = subject(`the cron triggers of Worker '${script}'`, {
        named: true,
      });
      const name = pathParameter(script, 'Worker name');
      const { result } = await connection.read(crons, options, (sdk, send) =>
        sdk.workers.scripts.schedules.get(name, { account_id }, send),
      );
      return parseOne(cronsSchema, result, crons).schedules;
    },
  };
}

/** Workers: scripts, deployments, versions, triggers and builds. */
export const workersArea: AreaDefinition<WorkersArea> = {
  requests: [
    'GET /accounts/{account}/workers/scripts',
    'GET /accounts/{account}/workers/workers',
    'GET /accounts/{account}/workers/domains',
    'GET /accounts/{account}/workers/scripts/{script}/deployments',
    'GET /accounts/{account}/workers/scripts/{script}/schedules',
    'GET /accounts/{account}/workers/workers/{worker}/versions/{version}',
    'GET /accounts/{account}/builds/builds',
    'GET /zones',
    'GET /zones/{zone}/workers/routes',
  ],
  create: createWorkersArea,
};
