import { ResponseError } from '@backstage/errors';
import {
  CheckPosture,
  PostureSummary,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { useMemo, useState } from 'react';
import { EvidenceExportButton } from '../../components/evidence/EvidenceExportButton';
import { PagedTable } from '../../components/PagedTable';
import { PanelSection } from '../../components/PanelSection';
import { postureTexts } from '../../components/posture/posture.messages';
import {
  postureAccess,
  resultsRequest,
} from '../../components/posture/postureRequests';
import { EmptyNotice } from '../../components/StateBoundary';
import { exactText } from '../../components/timeText';
import { useSectionTranslation } from '../../components/useSectionTranslation';
import { ViewState } from '../../components/useViewState';
import { useOpenedResult } from './OpenedResult';
import { resultColumns, resultId } from './resultColumns';
import { readResultFilters, ResultFilters } from './ResultFilters';
import { scorecardsTexts } from './scorecards.messages';

/** Check by entity: every result of a scorecard, of now or of a time before. */
export function ResultsSection(props: {
  scorecard: string;
  checks: readonly CheckPosture[];
  summary: PostureSummary;
  view: ViewState;
}) {
  const { checks, scorecard, summary, view } = props;
  const { t } = useSectionTranslation(scorecardsTexts);
  const { t: tPosture } = useSectionTranslation(postureTexts);
  const query = { scorecard, ...readResultFilters(view) };
  const { open, opened } = useOpenedResult(view, query.at);
  const columns = useMemo(
    () => resultColumns(t, tPosture, open),
    [t, tPosture, open],
  );
  const [notKept, setNotKept] = useState<string>();
  const account = query.account ?? summary.accounts[0]?.key;
  return (
    <PanelSection
      heading="h3"
      title={
        query.at
          ? t('sections.scorecards.results.titleAt', {
              time: exactText(new Date(query.at)),
            })
          : t('sections.scorecards.results.title')
      }
      actions={
        account && (
          <EvidenceExportButton
            account={account}
            what={t('sections.scorecards.results.evidence', { account })}
            request={{ kind: 'scorecard' }}
          />
        )
      }
    >
      <ResultFilters checks={checks} summary={summary} view={view} />
      {query.at && notKept === query.at ? (
        <EmptyNotice
          title={t('sections.scorecards.results.notKeptTitle')}
          description={t('sections.scorecards.results.notKept')}
        />
      ) : (
        <PagedTable
          key={JSON.stringify(query)}
          label={t('sections.scorecards.results.title')}
          request={resultsRequest(query)}
          columns={columns}
          rowId={resultId}
          access={postureAccess}
          fileName={`cloudflare-scorecard-${scorecard}`}
          empty={{
            title: t('sections.scorecards.results.emptyTitle'),
            description: t('sections.scorecards.results.empty'),
          }}
          onRead={error => isNotThere(error) && setNotKept(query.at)}
        />
      )}
      {opened}
    </PanelSection>
  );
}

/** Of a time before, the backend answers so where it knows of none. */
function isNotThere(error: Error | undefined): boolean {
  return error instanceof ResponseError && error.statusCode === 404;
}
