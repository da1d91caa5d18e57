import {
  CfPagesDeployment,
  CfPagesProject,
} from '@cloudflare-backstage/cloudflare-client';
import { products } from '@cloudflare-backstage/plugin-cloudflare-common';
import { deploymentPages } from '../../provenance/deploymentPages';
import {
  DeploymentsOf,
  DeploymentsReading,
  isIn,
  ReadDeployment,
} from '../../provenance/DeploymentsReading';
import { readOfEach, unreadBecause } from '../../provenance/readOfEach';
import { outcomeOf } from '../../reading/outcomeOf';
import { PRODUCTION, toPagesDeployment } from './toPagesDeployment';

const product = products.pages;

/** Reads the deployments of Pages projects to production anew. */
export async function readPagesDeployments(
  question: DeploymentsOf,
): Promise<DeploymentsReading> {
  return readOfEach(product, question, {
    list: reading => question.account.client.pages.list(reading),
    read: project => readOne(project, question),
  });
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
    return unreadBecause(`${product.id} ${name}`, problem);
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
