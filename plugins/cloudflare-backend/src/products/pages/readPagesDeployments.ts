import {
  CfPagesDeployment,
  CfPagesProject,
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
import { PRODUCTION, toPagesDeployment } from './toPagesDeployment';

const product = products.pages;
const PROJECTS_AT_ONCE = 8;

/** Reads the deployments of Pages projects to production anew. */
export async function readPagesDeployments(
  question: DeploymentsOf,
): Promise<DeploymentsReading> {
  const { account, names, reading } = question;
  const { value: listing, problem } = await outcomeOf(
    account.client.pages.list(reading),
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
  for (let start = 0; start < chosen.length; start += PROJECTS_AT_ONCE) {
    const some = chosen.slice(start, start + PROJECTS_AT_ONCE);
    for (const read of await Promise.all(
      some.map(project => readOne(project, question)),
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
  project: CfPagesProject,
  question: DeploymentsOf,
): Promise<DeploymentsReading> {
  const { account, manifests, provenance } = question;
  const { id: resourceId, name, repositoryUrl } = project;
  const { value: within, problem } = await outcomeOf(
    readHistory(name, question),
  );
  if (!within) {
    return {
      deployments: [],
      gaps: gapsOf(`${product.id} ${name}`, [problem]),
      unread: problem,
    };
  }
  const found = await manifests.find(
    account,
    within.map(({ id }) => id),
  );
  const deployments = within.map((deployment): ReadDeployment => {
    const manifest = found.of(product.id, name, deployment.id);
    const { id, createdAt, env, branch, commitDirty, commitMessage, ...read } =
      toPagesDeployment(deployment, { repositoryUrl, manifest, provenance });
    const { stage } = deployment;
    return {
      name,
      resourceId,
      id,
      createdAt,
      env,
      branch,
      stage: stage && { name: stage.name, status: stage.status },
      triggeredBy: read.trigger,
      message: commitMessage,
      commitDirty,
      artifactSha256: manifest?.artifactSha256,
      provenance: read.provenance,
    };
  });
  return { deployments, gaps: [] };
}

/** The deployments of the window, newest first. */
async function readHistory(
  name: string,
  { account, window, reading }: DeploymentsOf,
): Promise<CfPagesDeployment[]> {
  const within: CfPagesDeployment[] = [];
  const pages = deploymentPages(
    {
      product: product.id,
      what: `the deployments of Pages project '${name}'`,
    },
    cursor =>
      account.client.pages.deployments(name, {
        ...reading,
        environment: PRODUCTION,
        cursor,
      }),
  );
  for await (const page of pages) {
    within.push(...page.filter(({ createdAt }) => isIn(window, createdAt)));
    if (page.some(({ createdAt }) => Date.parse(createdAt) < +window.from)) {
      break;
    }
  }
  return within;
}
