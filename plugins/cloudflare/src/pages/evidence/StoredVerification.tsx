import {
  Button,
  Dialog,
  DialogBody,
  DialogFooter,
  DialogHeader,
} from '@backstage/ui';
import {
  EvidenceBundle,
  EvidenceVerification,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { useReading } from '../../api/useReading';
import { Legible } from '../../components/Legible';
import { StateBoundary } from '../../components/StateBoundary';
import { useSectionTranslation } from '../../components/useSectionTranslation';
import { evidenceActionTexts } from './evidenceActions.messages';
import { bundleRequest, evidenceAccess } from './evidenceRequests';
import { VerificationResult } from './VerificationResult';

/** What the backend finds when it verifies a bundle as it stored it. */
export function StoredVerification(props: {
  bundle: EvidenceBundle;
  /** Names the snapshot to people. */
  name: string;
  onClose: () => void;
}) {
  const { bundle, name, onClose } = props;
  const { t } = useSectionTranslation(evidenceActionTexts);
  const reading = useReading<EvidenceVerification>(
    bundleRequest(bundle.id, 'verify'),
  );
  return (
    <Dialog isOpen onOpenChange={isOpen => !isOpen && onClose()} width={720}>
      <DialogHeader>
        {t('sections.evidenceActions.verify.stored', { snapshot: name })}
      </DialogHeader>
      <DialogBody>
        <Legible>
          <StateBoundary reading={reading} access={evidenceAccess}>
            {result => <VerificationResult result={result} />}
          </StateBoundary>
        </Legible>
      </DialogBody>
      <DialogFooter>
        <Button variant="secondary" slot="close">
          {t('sections.evidenceActions.verify.close')}
        </Button>
      </DialogFooter>
    </Dialog>
  );
}
