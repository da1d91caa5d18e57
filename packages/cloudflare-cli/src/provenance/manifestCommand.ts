import {
  BuildManifest,
  buildManifest,
  ManifestDeployment,
} from '@cloudflare-backstage/cloudflare-provenance';
import { Command, Option } from 'commander';
import { UsageError } from '../errors';
import { print, printError } from '../output';
import { toUsageError } from './argumentsCommands';
import { addFieldOptions, readProvenance } from './fieldOptions';
import { checkBackstageUrl, postManifest } from './postManifest';
import { readWranglerOutput } from './wranglerOutput';

interface GivenOptions extends Record<string, string | undefined> {
  product?: string;
  name?: string;
  deploymentId?: string;
  wranglerOutput?: string;
  account?: string;
  artifactSha256?: string;
  post?: string;
}

/** Adds `manifest`. */
export function addManifestCommand(parent: Command): void {
  addFieldOptions(
    parent
      .command('manifest')
      .description(
        'The build manifest of a deployment that was made, for Backstage',
      ),
  )
    .option('--product <product>', 'what was deployed: workers or pages')
    .option('--name <name>', 'the Worker or the Pages project')
    .option('--deployment-id <id>', 'the deployment, or version of a Worker')
    .option(
      '--wrangler-output <file>',
      'file that wrangler wrote these three into; the default is $WRANGLER_OUTPUT_FILE_PATH',
    )
    .option('--account <key>', "account's key in Backstage's configuration")
    .option('--artifact-sha256 <hex>', 'digest of what was uploaded')
    .addOption(
      new Option('--format <format>', 'how to print it')
        .choices(['json', 'github-output'])
        .default('json'),
    )
    .option(
      '--post <url>',
      'hand it in to this Backstage, with the token in $BACKSTAGE_TOKEN',
    )
    .action(async (options: GivenOptions) => {
      const target = options.post && checkBackstageUrl(options.post);
      const token = target ? readToken() : '';
      const manifest = readManifest(options);
      if (target) {
        printError(await postManifest(target, token, manifest));
      }
      const json = JSON.stringify(manifest);
      print(options.format === 'json' ? json : `manifest=${json}`);
    });
}

function readManifest(options: GivenOptions): BuildManifest {
  const { fields } = readProvenance(options);
  try {
    return buildManifest(
      {
        ...readDeployment(options),
        ...(options.account && { account: options.account }),
        ...(options.artifactSha256 && {
          artifactSha256: options.artifactSha256,
        }),
      },
      fields,
    );
  } catch (error) {
    throw toUsageError(error);
  }
}

function readDeployment(options: GivenOptions): ManifestDeployment {
  const { name, deploymentId, wranglerOutput } = options;
  const product = readProduct(options.product);
  if (product && name && deploymentId) {
    return { product, name, deploymentId };
  }
  const file = wranglerOutput || process.env.WRANGLER_OUTPUT_FILE_PATH;
  if (!file || deploymentId) {
    throw new UsageError(
      'Pass --product, --name and --deployment-id, or set WRANGLER_OUTPUT_FILE_PATH for wrangler and here, so that wrangler tells them.',
    );
  }
  const made = readWranglerOutput(file, { product, name });
  return { ...made, name: name || made.name || '' };
}

function readProduct(
  product: string | undefined,
): ManifestDeployment['product'] | undefined {
  if (!product) {
    return undefined;
  }
  if (product === 'workers' || product === 'pages') {
    return product;
  }
  throw new UsageError('--product has to be workers or pages.');
}

function readToken(): string {
  const token = process.env.BACKSTAGE_TOKEN?.trim();
  if (!token) {
    throw new UsageError(
      'Set BACKSTAGE_TOKEN to a token of Backstage that may submit build manifests.',
    );
  }
  // Fetch would name the value in its error.
  if (!/^[\x21-\x7e]+$/.test(token)) {
    throw new UsageError(
      'BACKSTAGE_TOKEN holds characters that a token cannot have.',
    );
  }
  return token;
}
