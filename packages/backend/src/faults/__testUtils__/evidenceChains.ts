import { mockCredentials } from '@backstage/backend-test-utils';
import {
  EvidenceBundle,
  EvidenceChain,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { chainProblems } from '../../__testUtils__/chainProblems';
import { FaultyBackend } from './startFaultyBackend';

/** The chains of all evidence, verified from downloads as an auditor would. */
export interface VerifiedChains {
  /** Ids of the bundles of each stream, oldest first. */
  bundles: ReadonlyMap<string, readonly string[]>;
  /** What is wrong with them. */
  broken: string[];
}

export async function verifiedChains({
  url,
  call,
}: FaultyBackend): Promise<VerifiedChains> {
  const read = async (path: string) => {
    const { status, body } = await call(`/cloudflare/v1/evidence${path}`);
    if (status !== 200) {
      throw new Error(`${path} answered ${status}: ${JSON.stringify(body)}`);
    }
    return body;
  };
  const chains: EvidenceChain[] = (await read('/chains')).data;
  const kept: EvidenceBundle[] = [];
  for (let cursor: string | undefined = ''; cursor !== undefined; ) {
    const { data, meta } = await read(
      `?limit=200${cursor && `&cursor=${cursor}`}`,
    );
    kept.push(...data);
    cursor = meta.nextCursor;
  }
  const bundles = new Map<string, string[]>();
  const broken: string[] = [];
  for (const { stream, seq, sha256: head } of chains) {
    const links = kept
      .filter(bundle => bundle.stream === stream)
      .sort((a, b) => a.seq - b.seq);
    bundles.set(
      stream,
      links.map(({ id }) => id),
    );
    const downloads: Uint8Array[] = [];
    for (const { id } of links) {
      const response = await fetch(
        `${url}/api/cloudflare/v1/evidence/${id}/bundle`,
        { headers: { authorization: mockCredentials.user.header() } },
      );
      downloads.push(new Uint8Array(await response.arrayBuffer()));
    }
    broken.push(
      ...(await chainProblems(downloads, { stream, seq, sha256: head })),
    );
    if (links.some((link, index) => link.seq !== index)) {
      broken.push(`${stream} has the bundles ${links.map(link => link.seq)}`);
    }
  }
  return { bundles, broken };
}
