import { readFileSync } from 'node:fs';
import { ManifestDeployment } from '@cloudflare-backstage/cloudflare-provenance';
import { z } from 'zod';
import { UsageError } from '../errors';

/** A deployment that wrangler made; it does not always write the name. */
type MadeDeployment = Pick<ManifestDeployment, 'product' | 'deploymentId'> & {
  name?: string;
};

const id = z.string().min(1);
const name = z.string().min(1).nullish();

/** The lines of wrangler's output file that tell of a deployment. */
const entry = z.discriminatedUnion('type', [
  z.object({
    type: z.enum(['deploy', 'version-upload']),
    worker_name: name,
    version_id: id,
  }),
  z.object({
    type: z.literal('version-deploy'),
    worker_name: name,
    deployment_id: id,
  }),
  z.object({
    type: z.enum(['pages-deploy', 'pages-deploy-detailed']),
    pages_project: name,
    deployment_id: id,
  }),
]);

/**
 * The deployment that wrangler wrote into its output file
 * (`WRANGLER_OUTPUT_FILE_PATH`, one JSON object a line); of several of one Worker
 * or project the last.
 */
export function readWranglerOutput(
  file: string,
  wanted: { product?: string; name?: string },
): MadeDeployment {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    throw new UsageError(
      `There is no output file of wrangler at ${file}. Set WRANGLER_OUTPUT_FILE_PATH for the step that runs wrangler, or pass --product, --name and --deployment-id.`,
    );
  }
  const found = new Map<string, MadeDeployment>();
  for (const deployment of text.split('\n').flatMap(readLine)) {
    const fits =
      (!wanted.product || wanted.product === deployment.product) &&
      (!wanted.name || wanted.name === (deployment.name ?? wanted.name));
    if (fits) {
      found.set(`${deployment.product} ${deployment.name ?? ''}`, deployment);
    }
  }
  const [deployment, ...others] = found.values();
  if (!deployment) {
    throw new UsageError(
      `wrangler wrote of no such deployment into ${file}. Did it deploy? If it did, pass --product, --name and --deployment-id.`,
    );
  }
  if (others.length > 0) {
    throw new UsageError(
      `wrangler wrote of several deployments into ${file}: ${[
        ...found.keys(),
      ].join(', ')}. Choose one with --product and --name.`,
    );
  }
  return deployment;
}

function readLine(line: string): MadeDeployment[] {
  let json: unknown;
  try {
    json = JSON.parse(line);
  } catch {
    return [];
  }
  const { data } = entry.safeParse(json);
  if (!data) {
    return [];
  }
  switch (data.type) {
    case 'deploy':
    case 'version-upload':
      return [made('workers', data.worker_name, data.version_id)];
    case 'version-deploy':
      return [made('workers', data.worker_name, data.deployment_id)];
    default:
      return [made('pages', data.pages_project, data.deployment_id)];
  }
}

function made(
  product: MadeDeployment['product'],
  deployed: string | null | undefined,
  deploymentId: string,
): MadeDeployment {
  return { product, deploymentId, ...(deployed && { name: deployed }) };
}
