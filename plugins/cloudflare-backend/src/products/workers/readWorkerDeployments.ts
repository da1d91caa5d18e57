import {
  CfWorker,
  CfWorkerDeployment,
} from '@cloudflare-backstage/cloudflare-client';
import { products } from '@cloudflare-backstage/plugin-cloudflare-common';
import { gapsOf } from '../../evidence/kinds/gaps';
import { deploymentPages } from '../../provenance/deploymentPages';
import {
  DeploymentsOf,
  DeploymentsReading,
  isIn,
  ReadDeployment,
} from '../../provenance/DeploymentsReading';
import { readOfEach, unreadBecause } from '../../provenance/readOfEach';
import { outcomeOf } from '../../reading/outcomeOf';
import { toWorkerDeployment } from './toWorkerDeployment';
import { VersionReader } from './VersionReader';

const product = products.workers;
/** Deployments before the window of which versions may be inherited from. */
const BEFORE = 3;

/** Reads the deployments of Workers anew. */
export async function readWorkerDeployments(
  question: DeploymentsOf,
): Promise<DeploymentsReading> {
  return readOfEach(product, question, {
    list: reading => question.account.client.workers.list(reading),
    mayHave: ({ deployedAt }) =>
      deployedAt === undefined ||
      Date.parse(deployedAt) >= +question.window.from,
    read: worker => readOne(worker, question),
  });
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
    return unreadBecause(`${product.id} ${name}`, problem);
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
