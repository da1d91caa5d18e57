import { CloudflareApi } from '../../api';
import { downloadFile } from '../downloadFile';

/** The two forms that a bundle can be had in. */
export type EvidenceForm = 'document' | 'bundle';

const EXTENSIONS: Record<EvidenceForm, string> = {
  document: 'json',
  bundle: 'tar',
};

/** Downloads a bundle as the backend stored it, byte by byte. */
export async function downloadEvidence(
  api: CloudflareApi,
  id: string,
  form: EvidenceForm,
): Promise<void> {
  const { content, name } = await api.download({
    path: ['evidence', id, form],
  });
  // Browsers tell the name of the backend's only where CORS lets them.
  downloadFile(name ?? `evidence-${id}.${EXTENSIONS[form]}`, content);
}
