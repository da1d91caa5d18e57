import { createHash } from 'node:crypto';
import {
  EvidenceHead,
  IncrementalSha256,
  VerificationCheck,
  verifyChain,
  verifyEvidence,
} from '@cloudflare-backstage/cloudflare-evidence';
import { z } from 'zod';
import { FoundBundles, ReadBundle } from './readBundles';

/** What became of a bundle. */
export interface BundleOutcome {
  path: string;
  ok: boolean;
  /** As `--head` takes it; absent when the manifest cannot be read. */
  position?: string;
  checks: VerificationCheck[];
}

/** What became of all. */
export interface Outcome {
  ok: boolean;
  bundles: BundleOutcome[];
  /** Of the streams, and of what is expected of them. */
  chain: VerificationCheck[];
  /** What was in a folder and is no bundle. */
  others: string[];
}

const placed = z.object({ stream: z.string(), seq: z.number() });

/** Verifies bundles: each by itself, and their order. */
export async function verifyBundles(
  { bundles, others }: FoundBundles,
  options: { publicKey?: string; heads: EvidenceHead[] },
): Promise<Outcome> {
  const outcomes: BundleOutcome[] = [];
  for (const bundle of bundles) {
    outcomes.push(await verifyBundle(bundle, options.publicKey));
  }
  const chain = verifyChain(
    bundles.flatMap(({ path, files }) => {
      const manifest = files?.get('manifest.json');
      return manifest ? [{ manifest, about: path }] : [];
    }),
    { sha256, head: options.heads },
  ).checks;
  const failed =
    outcomes.some(({ ok }) => !ok) ||
    chain.some(({ state }) => state === 'fail');
  return {
    ok: outcomes.length > 0 && !failed,
    bundles: outcomes,
    chain,
    others,
  };
}

async function verifyBundle(
  { path, files, document, problem }: ReadBundle,
  publicKey: string | undefined,
): Promise<BundleOutcome> {
  if (!files) {
    const message = problem ?? 'It could not be read.';
    return {
      path,
      ok: false,
      checks: [{ id: 'files', state: 'fail', message }],
    };
  }
  const { ok, checks } = await verifyEvidence(files, {
    sha256,
    document,
    publicKey,
  });
  const position = positionOf(files.get('manifest.json'));
  return { path, ok, ...(position && { position }), checks };
}

function positionOf(manifest: Uint8Array | undefined): string | undefined {
  try {
    const bytes = Buffer.from(manifest ?? []);
    const { stream, seq } = placed.parse(JSON.parse(bytes.toString('utf8')));
    const digest = createHash('sha256').update(bytes).digest('hex');
    return `${stream}@${seq}:${digest}`;
  } catch {
    // A check says what is wrong with it.
    return undefined;
  }
}

function sha256(): IncrementalSha256 {
  const hash = createHash('sha256');
  return {
    update: bytes => {
      hash.update(bytes);
    },
    digest: () => hash.digest('hex'),
  };
}
