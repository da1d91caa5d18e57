import {
  CfWorker,
  CfWorkerDeployment,
} from '@cloudflare-backstage/cloudflare-client';
import {
  CloudflareProblem,
  products,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { gapsOf } from '../../evidence/kinds/gaps';
import { deploymentPages } from '../../provenance/deploymentPages';
import {
  chosenOf,
  DeploymentsOf,
  DeploymentsReading,
  isIn,
  ReadDeployment,
} from '../../provenance/DeploymentsReading';
import { outcomeOf } from '../../reading/outcomeOf';
import { toWorkerDeployment } from './toWorkerDeployment';
import { VersionReader } from './VersionReader';

const product = products.workers;
const WORKERS_AT_ONCE = 8;
/** Deployments before the window of which versions may be inherited from. */
const BEFORE = 3;

/** Reads the deployments of Workers anew. */
export async function readWorkerDeployments(
  question: DeploymentsOf,
): Promise<DeploymentsReading> {
  const { account, names, window, reading } = question;
  const { value: listing, problem } = await outcomeOf(
    account.client.workers.list(reading),
  );
  if (!listing) {
    return {
      deployments: [],
      gaps: gapsOf(product.title, [problem]),
      unread: problem,
    };
  }
  const { chosen, gaps } = chosenOf(listing.items, names, product.id);
  if (!listing.complete) {
    gaps.push(...gapsOf(product.title, listing.problems));
  }
  const deployments: ReadDeployment[] = [];
  const unread: CloudflareProblem[] = [];
  const perhaps = chosen.filter(
    ({ deployedAt }) =>
      deployedAt === undefined || Date.parse(deployedAt) >= +window.from,
  );
  for (let start = 0; start < perhaps.length; start += WORKERS_AT_ONCE) {
    const some = perhaps.slice(start, start + WORKERS_AT_ONCE);
    for (const read of await Promise.all(
      some.map(worker => readOne(worker, question)),
    )) {
      deployments.push(...read.deployments);
      gaps.push(...read.gaps);
      unread.push(...(read.unread ? [read.unread] : []));
    }
  }
  const readSome = unread.length < chosen.length;
  return { deployments, gaps, unread: readSome ? undefined : unread[0] };
}

async function readOne(
  worker: CfWorker,
  question: DeploymentsOf,
): Promise<DeploymentsReading> {
  const { account, environments, manifests, provenance, reading } = question;
  const { id: resourceId, name, tags } = worker;
  const { value: history, problem } = await outcomeOf(
    readHistory(name, question),
  );
  if (!history) {
    return {
      deployments: [],
      gaps: gapsOf(`${product.id} ${name}`, [problem]),
      unread: problem,
    };
  }
  if (history.within.length === 0) {
    return { deployments: [], gaps: [] };
  }
  const { within, before } = history;
  const all = [...within, ...before];
  const versionIds = all.flatMap(({ versions }) => versions.map(v => v.id));
  const [{ known, problems }, found] = await Promise.all([
    // One for each collection: what was read before could be out of date.
    new VersionReader().read(account, name, versionIds, reading),
    manifests.find(account, [...within.map(({ id }) => id), ...versionIds]),
  ]);
  const deployments = within.map((deployment, i): ReadDeployment => {
    const read = toWorkerDeployment(deployment, {
      previous: all[i + 1],
      active: false,
      env: environments.environmentOf({ product: product.id, name, tags }),
      versions: known,
      manifestOf: id => found.of(product.id, name, id),
      options: provenance,
    });
    const handedIn = [deployment.id, read.version ?? ''].map(id =>
      found.of(product.id, name, id),
    );
    return {
      ...read,
      name,
      resourceId,
      artifactSha256: handedIn.find(each => each?.artifactSha256)
        ?.artifactSha256,
    };
  });
  return {
    deployments,
    gaps: gapsOf(`versions of ${product.id} ${name}`, problems),
  };
}

/** The deployments of the window, newest first, and a few before it. */
async function readHistory(
  name: string,
  { account, window, reading }: DeploymentsOf,
): Promise<{ within: CfWorkerDeployment[]; before: CfWorkerDeployment[] }> {
  const within: CfWorkerDeployment[] = [];
  const before: CfWorkerDeployment[] = [];
  const pages = deploymentPages(
    { product: product.id, what: `the deployments of Worker '${name}'` },
    cursor => account.client.workers.deployments(name, { ...reading, cursor }),
  );
  for await (const page of pages) {
    for (const deployment of page) {
      if (isIn(window, deployment.createdAt)) {
        within.push(deployment);
      } else if (Date.parse(deployment.createdAt) < +window.from) {
        before.push(deployment);
      }
    }
    if (before.length >= BEFORE) {
      break;
    }
  }
  return { within, before: before.slice(0, BEFORE) };
}
