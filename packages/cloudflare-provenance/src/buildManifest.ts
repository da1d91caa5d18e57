import { cleanProvenanceFields } from './fields';
import { ProvenanceInputError } from './ProvenanceInputError';
import { ProvenanceFields } from './types';
import { fullCommit } from './wranglerArguments';

/**
 * Which deployment a build manifest is about.
 *
 * @public
 */
export interface ManifestDeployment {
  /** Key of the account in Backstage's configuration; absent: the only one. */
  account?: string;
  product: 'workers' | 'pages';
  /** Name of the Worker or of the Pages project. */
  name: string;
  /** Id of the deployment, or for Workers of the version. */
  deploymentId: string;
  /** SHA-256 of what was uploaded, 64 hexadecimal digits. */
  artifactSha256?: string;
}

/**
 * What CI tells Backstage of a deployment after it was made: the body of
 * `POST /api/cloudflare/v1/provenance/manifests`.
 *
 * @public
 */
export type BuildManifest = ManifestDeployment &
  ProvenanceFields &
  Required<Pick<ProvenanceFields, 'commitSha' | 'ciRunUrl'>>;

/**
 * Builds the manifest of a deployment.
 *
 * @param fields - invalid ones are left out
 * @throws {@link ProvenanceInputError} without a full commit SHA or the URL of
 *   the CI run, or for a deployment that is not told in full
 * @public
 */
export function buildManifest(
  deployment: ManifestDeployment,
  fields: ProvenanceFields,
): BuildManifest {
  const { commitSha, ciRunUrl, ...rest } = cleanProvenanceFields(fields);
  if (!ciRunUrl) {
    throw new ProvenanceInputError(
      'ciRunUrl',
      'The address of the CI run is not known, or is not https.',
    );
  }
  const { account, product, name, deploymentId, artifactSha256 } = deployment;
  if (product !== 'workers' && product !== 'pages') {
    throw new ProvenanceInputError(
      'product',
      'The product is neither "workers" nor "pages".',
    );
  }
  return {
    ...(account !== undefined && {
      account: told('account', account, /^[\w.-]{1,100}$/),
    }),
    product,
    name: told('name', name, /^[^\p{C}\s/]{1,255}$/u),
    deploymentId: told('deploymentId', deploymentId, /^[\w-]{1,100}$/),
    ...(artifactSha256 !== undefined && {
      artifactSha256: told(
        'artifactSha256',
        artifactSha256.toLowerCase(),
        /^[0-9a-f]{64}$/,
      ),
    }),
    commitSha: fullCommit(commitSha),
    ciRunUrl,
    ...rest,
  };
}

function told(
  field: keyof ManifestDeployment,
  value: string | undefined,
  form: RegExp,
): string {
  if (!value) {
    throw new ProvenanceInputError(field, `"${field}" is missing.`);
  }
  if (!form.test(value)) {
    throw new ProvenanceInputError(
      field,
      `"${field}" does not have the form ${form.source}.`,
    );
  }
  return value;
}
