import { chainProblems } from '../../__testUtils__/chainProblems';
import { Replica } from './Replica';

/** A bundle of a chain, as a replica tells of it. */
export interface ChainedBundle {
  id: string;
  seq: number;
  window?: { from: string; to: string };
}

/**
 * The bundles of the account's Access log, oldest first, downloaded from a
 * replica and verified: each by itself, and all as one chain up to the head
 * that another replica tells.
 */
export async function verifiedChain(
  from: Replica,
  headFrom: Replica = from,
): Promise<{ stream: string; bundles: ChainedBundle[]; problems: string[] }> {
  const { body: chains } = await headFrom.get('/evidence/chains', 'security');
  const [{ stream, seq, sha256: head }] = chains.data;
  const { body: kept } = await from.get('/evidence?limit=200', 'security');
  const bundles: ChainedBundle[] = [...kept.data].sort(
    (a: ChainedBundle, b: ChainedBundle) => a.seq - b.seq,
  );
  const downloads: Uint8Array[] = [];
  for (const { id } of bundles) {
    const { bytes } = await from.get(`/evidence/${id}/bundle`, 'security');
    downloads.push(bytes);
  }
  const problems = await chainProblems(downloads, {
    stream,
    seq,
    sha256: head,
  });
  return { stream, bundles, problems };
}
