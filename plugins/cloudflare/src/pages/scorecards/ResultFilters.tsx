import { Button, SearchField } from '@backstage/ui';
import {
  CheckPosture,
  checkStates,
  PostureSummary,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { useEffect, useMemo, useState } from 'react';
import { entityTitle } from '../../catalog/entityTitle';
import { DateField } from '../../components/DateField';
import { postureTexts } from '../../components/posture/posture.messages';
import { ResultsQuery } from '../../components/posture/postureRequests';
import { subjectText } from '../../components/posture/subjectText';
import { TableChoices } from '../../components/TableChoices';
import { TableFilter, TableFilterSelect } from '../../components/TableFilter';
import { useSectionTranslation } from '../../components/useSectionTranslation';
import { ViewState } from '../../components/useViewState';
import { scorecardsTexts } from './scorecards.messages';

const FILTERS = [
  'check',
  'state',
  'severity',
  'subject',
  'owner',
  'system',
  'component',
  'entity',
  'account',
] as const;
type Filter = (typeof FILTERS)[number];

const NO_FILTERS = Object.fromEntries(
  [...FILTERS, 'q', 'at'].map(name => [name, '']),
);

const SEVERITIES = ['high', 'medium', 'low'] as const;

/** What the backend takes for results without an owner or a system. */
const NONE = 'none';

/** What the URL narrows results to. */
export function readResultFilters(view: ViewState): ResultsQuery {
  const at = Date.parse(view.read('at'));
  return {
    ...Object.fromEntries(
      FILTERS.map(name => [name, view.read(name) || undefined]),
    ),
    search: view.read('q') || undefined,
    at: Number.isNaN(at) ? undefined : new Date(at).toISOString(),
  };
}

/** Narrows results; the URL tells to what. */
export function ResultFilters(props: {
  checks: readonly CheckPosture[];
  summary: PostureSummary;
  view: ViewState;
}) {
  const { checks, summary, view } = props;
  const { t } = useSectionTranslation(scorecardsTexts);
  const filters = useFilters(checks);
  const values: Record<Filter, readonly string[]> = {
    check: checks.map(({ key }) => key),
    state: checkStates,
    severity: SEVERITIES,
    subject: subjectsOf(checks),
    owner: summary.owners.map(({ key }) => key || NONE),
    system: summary.systems.map(({ key }) => key || NONE),
    // There are too many to choose from; the page of each links here.
    component: [view.read('component')],
    entity: [view.read('entity')],
    account: summary.accounts.map(({ key }) => key),
  };
  const isOffered = (name: Filter) =>
    view.read(name) !== '' || values[name].length > 1;
  const isNarrowed = Object.keys(NO_FILTERS).some(
    name => view.read(name) !== '',
  );
  return (
    <TableChoices>
      <Search view={view} />
      {FILTERS.filter(isOffered).map(name => (
        <TableFilterSelect
          key={name}
          filter={filters[name]}
          rows={values[name]}
          selected={view.read(name)}
          onSelect={value => view.write({ [name]: value })}
        />
      ))}
      <TimeField view={view} />
      {isNarrowed && (
        <Button
          size="small"
          variant="tertiary"
          onPress={() => view.write(NO_FILTERS)}
        >
          {t('sections.scorecards.results.clear')}
        </Button>
      )}
    </TableChoices>
  );
}

function subjectsOf(checks: readonly CheckPosture[]): string[] {
  return [...new Set(checks.flatMap(({ subjects }) => subjects))];
}

function useFilters(
  checks: readonly CheckPosture[],
): Record<Filter, TableFilter<string>> {
  const { t } = useSectionTranslation(scorecardsTexts);
  const { t: tPosture } = useSectionTranslation(postureTexts);
  return useMemo(() => {
    const filter = (
      id: Filter,
      label: string,
      text: (value: string) => string,
    ) => ({ id, label, value: String, text });
    const refText = (kind: string) => (ref: string) =>
      ref === NONE
        ? t('sections.scorecards.results.none')
        : entityTitle(ref, kind);
    return {
      check: filter(
        'check',
        t('sections.scorecards.results.check'),
        value => checks.find(({ key }) => key === value)?.title ?? value,
      ),
      state: filter('state', t('sections.scorecards.results.state'), value => {
        const state = checkStates.find(one => one === value);
        return state ? tPosture(`sections.posture.states.${state}`) : value;
      }),
      severity: filter(
        'severity',
        t('sections.scorecards.results.severity'),
        value => {
          const severity = SEVERITIES.find(one => one === value);
          return severity
            ? tPosture(`sections.posture.severity.${severity}`)
            : value;
        },
      ),
      subject: filter(
        'subject',
        t('sections.scorecards.results.product'),
        value => subjectText(value, tPosture),
      ),
      owner: filter(
        'owner',
        t('sections.scorecards.results.owner'),
        refText('group'),
      ),
      system: filter(
        'system',
        t('sections.scorecards.results.system'),
        refText('system'),
      ),
      component: filter(
        'component',
        t('sections.scorecards.results.component'),
        refText('component'),
      ),
      entity: filter(
        'entity',
        t('sections.scorecards.results.entity'),
        refText('resource'),
      ),
      account: filter(
        'account',
        t('sections.scorecards.results.account'),
        String,
      ),
    };
  }, [checks, t, tPosture]);
}

/** What is typed is searched for when that is asked for. */
function Search(props: { view: ViewState }) {
  const { view } = props;
  const { t } = useSectionTranslation(scorecardsTexts);
  const searched = view.read('q');
  const [typed, setTyped] = useState(searched);
  useEffect(() => setTyped(searched), [searched]);
  return (
    <SearchField
      size="small"
      aria-label={t('sections.scorecards.results.search')}
      placeholder={t('sections.scorecards.results.searchPlaceholder')}
      value={typed}
      onChange={setTyped}
      onSubmit={text => view.write({ q: text.trim() })}
      onClear={() => view.write({ q: '' })}
    />
  );
}

/** Asks for a time that is past, in the zone of whoever looks. */
function TimeField(props: { view: ViewState }) {
  const { view } = props;
  const { t } = useSectionTranslation(scorecardsTexts);
  const at = Date.parse(view.read('at'));
  return (
    <DateField
      label={t('sections.scorecards.results.at')}
      type="datetime-local"
      value={Number.isNaN(at) ? '' : localText(at)}
      max={localText(Date.now())}
      onChange={value => {
        const time = new Date(value);
        view.write({
          at: Number.isNaN(time.getTime()) ? '' : time.toISOString(),
        });
      }}
    />
  );
}

/** A time as the browser's field takes it. */
function localText(time: number): string {
  const offset = new Date(time).getTimezoneOffset() * 60_000;
  return new Date(time - offset).toISOString().slice(0, 16);
}
