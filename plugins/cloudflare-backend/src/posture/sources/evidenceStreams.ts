import { EvidenceStore } from '../../evidence/EvidenceStore';
import { PostureSource } from '../PostureSources';

/** A chain of evidence, and how much of it is kept. */
export type EvidenceStreamState = Awaited<
  ReturnType<EvidenceStore['streams']>
>[number];

/** Whether fewer bundles are kept than the chain has, or more. */
export function hasGap({
  head_seq: head,
  cut_seq: cut,
  length,
}: EvidenceStreamState): boolean {
  return length !== Number(head) - Number(cut ?? -1);
}

/** The chains of evidence of an account. */
export const evidenceStreams: PostureSource<readonly EvidenceStreamState[]> = {
  name: 'evidence',
  async read({ dependencies, now }, { accountId }) {
    const { bundles } = dependencies.evidence;
    let streams = await bundles.streams([accountId]);
    // What is sealed while they are read looks like a gap once, not twice.
    if (streams.some(hasGap)) {
      streams = await bundles.streams([accountId]);
    }
    return { value: streams, observedAt: now };
  },
};
