import { Dialog, DialogBody, DialogHeader } from '@backstage/ui';
import {
  PostureExemption,
  PostureResult,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { useCallback, useState } from 'react';
import { useReading } from '../../api/useReading';
import {
  postureAccess,
  resultsRequest,
} from '../../components/posture/postureRequests';
import { ResultDialog } from '../../components/posture/ResultDialog';
import { shownOf, StateBoundary } from '../../components/StateBoundary';
import { useSectionTranslation } from '../../components/useSectionTranslation';
import { ViewState } from '../../components/useViewState';
import { resultId } from './resultColumns';
import { scorecardsTexts } from './scorecards.messages';

/**
 * Opens results; the URL tells which one is open, so that it can be shared.
 *
 * @returns how to open one, and the one that is open
 */
export function useOpenedResult(view: ViewState, at?: string) {
  const { write } = view;
  const [pressed, setPressed] = useState<PostureResult>();
  const open = useCallback(
    (result: PostureResult) => {
      setPressed(result);
      write({ result: resultId(result) });
    },
    [write],
  );
  const id = view.read('result');
  const onClose = () => write({ result: '' });
  const known = pressed && resultId(pressed) === id ? pressed : undefined;
  const opened = known ? (
    <KnownResult result={known} onClose={onClose} />
  ) : (
    id && <NamedResult key={id} id={id} at={at} onClose={onClose} />
  );
  return { open, opened };
}

/** The result that a link leads to. */
function NamedResult(props: {
  id: string;
  at: string | undefined;
  onClose: () => void;
}) {
  const { at, id, onClose } = props;
  const { t } = useSectionTranslation(scorecardsTexts);
  const [check, entity] = id.split(' ');
  const reading = useReading<PostureResult[]>(
    resultsRequest({ check, entity, at, limit: 1 }),
  );
  const [result] = shownOf(reading)?.data ?? [];
  return result ? (
    <KnownResult result={result} onClose={onClose} />
  ) : (
    <Dialog isOpen onOpenChange={isOpen => !isOpen && onClose()} width={720}>
      <DialogHeader>{t('sections.scorecards.results.linked')}</DialogHeader>
      <DialogBody>
        <StateBoundary
          reading={reading}
          access={postureAccess}
          isEmpty={results => results.length === 0}
          empty={{
            title: t('sections.scorecards.results.goneTitle'),
            description: t('sections.scorecards.results.gone'),
          }}
        >
          {() => null}
        </StateBoundary>
      </DialogBody>
    </Dialog>
  );
}

/** A result in full, with the exemption that holds for it. */
function KnownResult(props: { result: PostureResult; onClose: () => void }) {
  const { onClose, result } = props;
  return result.exemption ? (
    <ExemptResult result={result} onClose={onClose} />
  ) : (
    <ResultDialog result={result} onClose={onClose} />
  );
}

function ExemptResult(props: { result: PostureResult; onClose: () => void }) {
  const { onClose, result } = props;
  const { response } = useReading<PostureExemption[]>({
    path: ['posture', 'exemptions'],
  });
  return (
    <ResultDialog
      result={result}
      exemption={response?.data.find(({ id }) => id === result.exemption)}
      onClose={onClose}
    />
  );
}
