import { Dialog, DialogBody, DialogHeader } from '@backstage/ui';
import {
  PostureExemption,
  PostureResult,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { lazy, Suspense } from 'react';
import { Legible } from '../Legible';
import { LoadingNotice } from '../StateBoundary';
import { useSectionTranslation } from '../useSectionTranslation';
import { postureTexts } from './posture.messages';

// Only who opens a result needs what explains it.
const ResultDetail = lazy(() =>
  import('./ResultDetail').then(module => ({ default: module.ResultDetail })),
);

/** Explains a result. */
export function ResultDialog(props: {
  result: PostureResult;
  exemption?: PostureExemption;
  onClose: () => void;
}) {
  const { exemption, onClose, result } = props;
  const { t } = useSectionTranslation(postureTexts);
  return (
    <Dialog isOpen onOpenChange={isOpen => !isOpen && onClose()} width={720}>
      <DialogHeader>
        {t('sections.posture.result.of', {
          check: result.checkTitle,
          title: result.title,
        })}
      </DialogHeader>
      <DialogBody>
        <Legible>
          <Suspense fallback={<LoadingNotice />}>
            <ResultDetail result={result} exemption={exemption} />
          </Suspense>
        </Legible>
      </DialogBody>
    </Dialog>
  );
}
