import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { PostureResult } from '@cloudflare-backstage/plugin-cloudflare-common';
import { Absent } from '../../components/Absent';
import { OwnerLink } from '../../components/OwnerLink';
import { CheckStateTag } from '../../components/posture/CheckStateTag';
import { postureTexts } from '../../components/posture/posture.messages';
import { ResultButton } from '../../components/posture/ResultButton';
import { ProductColumn } from '../../components/tableColumns';
import { Time } from '../../components/Time';
import { SectionTranslate } from '../../components/useSectionTranslation';
import { scorecardsTexts } from './scorecards.messages';

type T = SectionTranslate<typeof scorecardsTexts>;
type PostureT = SectionTranslate<typeof postureTexts>;

/** What tells a result from the others. */
export function resultId({ checkId, entityRef }: PostureResult): string {
  return `${checkId} ${entityRef}`;
}

/** What a table shows of results, and what its CSV file has besides. */
export function resultColumns(
  t: T,
  tPosture: PostureT,
  onOpen: (result: PostureResult) => void,
): ProductColumn<PostureResult>[] {
  const severityText = ({ severity }: PostureResult) =>
    tPosture(`sections.posture.severity.${severity}`);
  return [
    {
      id: 'state',
      label: t('sections.scorecards.results.state'),
      share: 0.9,
      value: ({ state }) => tPosture(`sections.posture.states.${state}`),
      cell: ({ state }) => <CheckStateTag state={state} />,
    },
    {
      id: 'check',
      label: t('sections.scorecards.results.check'),
      isRowHeader: true,
      share: 2.2,
      value: ({ checkTitle }) => checkTitle,
      cell: result => (
        <ResultButton result={result} onPress={() => onOpen(result)} />
      ),
    },
    {
      id: 'entity',
      label: t('sections.scorecards.results.entity'),
      share: 1.6,
      value: ({ title }) => title,
      cell: ({ entityRef, title }) => (
        <EntityRefLink entityRef={entityRef} title={title} />
      ),
    },
    {
      id: 'severity',
      label: t('sections.scorecards.results.severity'),
      value: severityText,
      cell: severityText,
    },
    {
      id: 'owner',
      label: t('sections.scorecards.results.owner'),
      share: 1.1,
      value: ({ owner }) => owner,
      cell: ({ owner }) => <OwnerLink owner={owner} />,
    },
    {
      id: 'since',
      label: t('sections.scorecards.results.since'),
      value: ({ since }) => since,
      cell: ({ since }) => <Time value={since} />,
    },
    {
      id: 'observed',
      label: t('sections.scorecards.results.observed'),
      value: ({ observedAt }) => observedAt,
      cell: ({ observedAt }) =>
        observedAt ? (
          <Time value={observedAt} />
        ) : (
          <Absent reason={t('absent.notRead')} />
        ),
    },
    ...onlyInFiles(t),
  ];
}

/** What there is to a result besides, for whoever takes it elsewhere. */
function onlyInFiles(t: T): ProductColumn<PostureResult>[] {
  const column = (
    id: Exclude<
      keyof (typeof scorecardsTexts)['messages']['results'],
      'titleAt' | 'evidence'
    >,
    value: (result: PostureResult) => string | number | undefined,
  ): ProductColumn<PostureResult> => ({
    id,
    label: t(`sections.scorecards.results.${id}`),
    value,
  });
  return [
    column('checkId', ({ checkId }) => checkId),
    column('version', ({ checkVersion }) => checkVersion),
    column('entityRef', ({ entityRef }) => entityRef),
    column('product', ({ subject }) => subject),
    column('account', ({ account }) => account),
    column('system', ({ system }) => system),
    column('reason', ({ reason }) => reason),
    column('message', ({ message }) => message),
    column('facts', ({ facts }) => JSON.stringify(facts)),
    column('thresholds', ({ thresholds }) => JSON.stringify(thresholds)),
    column('findings', ({ findings }) => findings?.join('; ')),
    column('exemption', ({ exemption }) => exemption),
    column('criteria', ({ criteria }) => criteria.join(', ')),
    column('evaluated', ({ evaluatedAt }) => evaluatedAt),
  ];
}
