import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { Button } from '@backstage/ui';
import {
  findCheck,
  PostureGroup,
  PostureResult,
  PostureSummary,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { useMemo } from 'react';
import { entityTitle } from '../../catalog/entityTitle';
import { Absent } from '../../components/Absent';
import { PagedTable } from '../../components/PagedTable';
import { PanelSection } from '../../components/PanelSection';
import { CodeText } from '../../components/posture/CodeText';
import { postureTexts } from '../../components/posture/posture.messages';
import {
  postureAccess,
  resultsRequest,
} from '../../components/posture/postureRequests';
import { shareText } from '../../components/posture/scoreText';
import { ProductTable } from '../../components/ProductTable';
import { EmptyNotice } from '../../components/StateBoundary';
import { ProductColumn } from '../../components/tableColumns';
import {
  SectionTranslate,
  useSectionTranslation,
} from '../../components/useSectionTranslation';
import { ViewState } from '../../components/useViewState';
import { useOpenedResult } from './OpenedResult';
import { resultColumns, resultId } from './resultColumns';
import { scorecardsTexts } from './scorecards.messages';
import styles from './scorecards.module.css';

type T = SectionTranslate<typeof scorecardsTexts>;

/** What the backend takes for results without an owner. */
const NONE = 'none';
const NEEDS_SOMEBODY = 'fail,unknown';

/** Who has what to do: how much of each owner is not as it should be, and what. */
export function OwnersView(props: {
  summary: PostureSummary;
  view: ViewState;
}) {
  const { summary, view } = props;
  const { t } = useSectionTranslation(scorecardsTexts);
  const columns = useMemo(
    () => ownerColumns(t, owner => view.write({ owner })),
    // What is done with a choice is not part of what the columns are.
    // eslint-disable-next-line react-hooks/exhaustive-deps
    [t],
  );
  const owner = view.read('owner');
  return (
    <div className={styles.view}>
      <PanelSection heading="h3" title={t('sections.scorecards.owners.title')}>
        {summary.owners.length > 0 ? (
          <ProductTable
            label={t('sections.scorecards.owners.title')}
            rows={summary.owners}
            columns={columns}
            rowId={rowId}
            fileName="cloudflare-posture-owners"
          />
        ) : (
          <EmptyNotice
            title={t('sections.scorecards.owners.emptyTitle')}
            description={t('sections.scorecards.owners.empty')}
          />
        )}
      </PanelSection>
      {owner && <Todo key={owner} owner={owner} view={view} />}
    </div>
  );
}

function rowId({ key }: PostureGroup): string {
  return key || NONE;
}

function nameOf(owner: string, t: T): string {
  return owner === NONE || owner === ''
    ? t('absent.noOwner')
    : entityTitle(owner, 'group');
}

function ownerColumns(
  t: T,
  onChoose: (owner: string) => void,
): ProductColumn<PostureGroup>[] {
  const count = (state: 'fail' | 'unknown' | 'stale' | 'pass') => ({
    id: state,
    label: t(`sections.scorecards.owners.${state}`),
    share: 0.6,
    value: ({ counts }: PostureGroup) => counts[state],
    cell: ({ counts }: PostureGroup) => counts[state].toLocaleString(),
  });
  return [
    {
      id: 'owner',
      label: t('sections.scorecards.owners.owner'),
      isRowHeader: true,
      share: 2,
      value: ({ key }) => nameOf(key, t),
      cell: ({ key, title }) =>
        key ? (
          <EntityRefLink entityRef={key} title={title} />
        ) : (
          <Absent reason={t('absent.noOwner')} />
        ),
    },
    count('fail'),
    count('unknown'),
    count('stale'),
    count('pass'),
    {
      id: 'score',
      label: t('sections.scorecards.owners.score'),
      share: 0.8,
      value: ({ score }) => score,
      cell: ({ score }) =>
        score === undefined ? (
          <Absent reason={t('sections.scorecards.noScore')} />
        ) : (
          shareText(score)
        ),
    },
    {
      id: 'todo',
      label: t('sections.scorecards.owners.todo'),
      share: 0.8,
      cell: group => (
        <Button
          size="small"
          variant="secondary"
          aria-label={t('sections.scorecards.owners.showLabel', {
            owner: nameOf(group.key, t),
          })}
          onPress={() => onChoose(rowId(group))}
        >
          {t('sections.scorecards.owners.show')}
        </Button>
      ),
    },
  ];
}

/** The fails of an owner, and what is not known of theirs; the worst first. */
function Todo(props: { owner: string; view: ViewState }) {
  const { owner, view } = props;
  const { t } = useSectionTranslation(scorecardsTexts);
  const { t: tPosture } = useSectionTranslation(postureTexts);
  const { open, opened } = useOpenedResult(view);
  const columns = useMemo(
    () => [
      ...resultColumns(t, tPosture, open).filter(
        ({ id }) => !['owner', 'since', 'observed'].includes(id),
      ),
      remediationColumn(t),
    ],
    [t, tPosture, open],
  );
  return (
    <PanelSection
      heading="h3"
      title={t('sections.scorecards.owners.shown', { owner: nameOf(owner, t) })}
    >
      <PagedTable
        label={t('sections.scorecards.owners.shown', {
          owner: nameOf(owner, t),
        })}
        request={resultsRequest({ owner, state: NEEDS_SOMEBODY })}
        columns={columns}
        rowId={resultId}
        access={postureAccess}
        fileName="cloudflare-posture-todo"
        empty={{
          title: t('sections.scorecards.owners.nothingTitle'),
          description: t('sections.scorecards.owners.nothing'),
        }}
      />
      {opened}
    </PanelSection>
  );
}

function remediationColumn(t: T): ProductColumn<PostureResult> {
  const text = ({ checkId, message, state }: PostureResult) =>
    state === 'fail' ? findCheck(checkId)?.check.remediation : message;
  return {
    id: 'remediation',
    label: t('sections.scorecards.owners.remediation'),
    share: 3,
    value: text,
    cell: result => {
      const todo = text(result);
      return todo ? <CodeText>{todo}</CodeText> : <Absent />;
    },
  };
}
