import {
  readEvidence,
  verifyChain,
  verifyEvidence,
} from '@cloudflare-backstage/cloudflare-evidence';
import { createHash } from 'node:crypto';

function sha256() {
  const hash = createHash('sha256');
  return {
    update(bytes: Uint8Array) {
      hash.update(bytes);
    },
    digest: () => hash.digest('hex'),
  };
}

/**
 * What is wrong with downloaded bundles, as an auditor would find: with each by
 * itself, and with all as one chain, oldest first, up to its head.
 */
export async function chainProblems(
  downloads: readonly Uint8Array[],
  head: { stream: string; seq: number; sha256: string },
): Promise<string[]> {
  const problems: string[] = [];
  const manifests: { manifest: Uint8Array }[] = [];
  for (const bytes of downloads) {
    const files = readEvidence(bytes);
    const { checks } = await verifyEvidence(files, { sha256 });
    problems.push(...failuresOf(checks));
    manifests.push({ manifest: files.get('manifest.json')! });
  }
  const { checks } = verifyChain(manifests, { sha256, head });
  return [...problems, ...failuresOf(checks)];
}

function failuresOf(
  checks: readonly { state: string; message: string }[],
): string[] {
  return checks
    .filter(({ state }) => state === 'fail')
    .map(({ message }) => message);
}
