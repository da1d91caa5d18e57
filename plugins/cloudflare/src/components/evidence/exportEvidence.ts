import { EvidenceRequestBody } from '@cloudflare-backstage/plugin-cloudflare-common';
import { CloudflareApi } from '../../api';
import { downloadEvidence } from './evidenceDownload';
import { beginEvidence, cancelEvidence, followEvidence } from './evidenceJobs';

/** How far an export is. */
export type ExportStep =
  | { step: 'waiting' }
  | { step: 'collecting'; records: number }
  | { step: 'downloading' };

/**
 * Has evidence made, waits for it, and downloads its JSON documents. Once the
 * signal is aborted, the backend is told to stop, and nothing is downloaded.
 */
export async function exportEvidence(
  api: CloudflareApi,
  account: string,
  body: EvidenceRequestBody,
  options: { signal: AbortSignal; onStep: (step: ExportStep) => void },
): Promise<void> {
  const { onStep, signal } = options;
  onStep({ step: 'waiting' });
  const { id } = await beginEvidence(api, account, body);
  const ended = await followEvidence(api, id, {
    signal,
    onLook: ({ progress, state }) =>
      onStep(
        state === 'queued'
          ? { step: 'waiting' }
          : { step: 'collecting', records: progress.records },
      ),
  });
  if (!ended) {
    await cancelEvidence(api, id);
    return;
  }
  if (ended.state === 'failed') {
    throw new Error(ended.problem?.message ?? ended.state);
  }
  onStep({ step: 'downloading' });
  for (const bundle of ended.bundles) {
    if (signal.aborted) {
      return;
    }
    await downloadEvidence(api, bundle, 'document');
  }
}
