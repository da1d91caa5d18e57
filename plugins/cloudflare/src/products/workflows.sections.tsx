import { Flex, Text } from '@backstage/ui';
import {
  products,
  Workflow,
  WorkflowRun,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { Absent } from '../components/Absent';
import { CopyButton } from '../components/CopyButton';
import { FactList } from '../components/FactList';
import { Lines } from '../components/Lines';
import { quantityText } from '../components/quantityText';
import { detailSection, tableSection } from '../components/sections';
import { StatusTag, StatusTone } from '../components/StatusTag';
import { StepGraph } from '../components/StepGraph';
import { ProductColumn } from '../components/tableColumns';
import { Tags } from '../components/Tags';
import { Time } from '../components/Time';
import type { SectionTranslate } from '../components/useSectionTranslation';
import { Fact, ProductSection } from './ProductView';
import { policyText, toStepNodes } from './workflows.graph';
import { workflowsTexts } from './workflows.sections.messages';

const product = products.workflows;
const DAY_MS = 86_400_000;
const DAYS = 7;

/** What a state means for whoever looks at it; in others a run goes on. */
const TONES = {
  complete: 'success',
  errored: 'danger',
  terminated: 'warning',
  paused: 'warning',
  waitingForPause: 'warning',
  rollingBack: 'warning',
  queued: 'info',
  running: 'info',
  waiting: 'info',
} as const satisfies Record<string, StatusTone>;

const runs = tableSection(workflowsTexts)<WorkflowRun>({
  id: 'runs',
  title: t => t('sections.workflows.runs.title'),
  request: ({ account, name }) => ({
    path: [product.segment, name, 'runs'],
    query: { account, from: beginning() },
  }),
  rowId: run => run.id,
  columns: runColumns,
  empty: t => ({
    title: t('sections.workflows.runs.emptyTitle'),
    description: t('sections.workflows.runs.emptyDescription'),
    docsUrl:
      'https://developers.cloudflare.com/workflows/build/trigger-workflows/',
  }),
});

/** The same for a whole day, so that what is shown does not change by itself. */
function beginning(): string {
  const today = Math.floor(Date.now() / DAY_MS) * DAY_MS;
  return new Date(today - (DAYS - 1) * DAY_MS).toISOString();
}

function runColumns(
  t: SectionTranslate<typeof workflowsTexts>,
): ProductColumn<WorkflowRun>[] {
  return [
    {
      id: 'started',
      label: t('sections.workflows.runs.started'),
      isRowHeader: true,
      value: row => row.createdAt,
      cell: row => <Time value={row.createdAt} />,
    },
    {
      id: 'status',
      label: t('sections.workflows.runs.status'),
      value: row => stateOf(row, t).label,
      cell: row => <StatusTag {...stateOf(row, t)} />,
    },
    {
      id: 'duration',
      label: t('sections.workflows.runs.duration'),
      value: row => row.durationSeconds,
      cell: row =>
        row.durationSeconds === undefined ? (
          <Absent reason={whyNoDuration(row, t)} />
        ) : (
          quantityText(row.durationSeconds, 'seconds')
        ),
    },
    {
      id: 'retries',
      label: t('sections.workflows.runs.retries'),
      value: row => row.retries,
      cell: row => retriesOf(row, t),
    },
    {
      id: 'retriesFrom',
      label: t('sections.workflows.runs.retriesFrom'),
      value: row => row.retriesFrom,
    },
    {
      id: 'trigger',
      label: t('sections.workflows.runs.trigger'),
      value: row => row.trigger,
      cell: row => row.trigger ?? <Absent />,
    },
    {
      id: 'id',
      label: t('sections.workflows.runs.id'),
      value: row => row.id,
      cell: row => (
        <Tags>
          <code>{row.id.slice(0, 8)}</code>
          <CopyButton
            value={row.id}
            what={t('sections.workflows.runs.idName')}
          />
        </Tags>
      ),
    },
  ];
}

function stateOf(
  { status }: WorkflowRun,
  t: SectionTranslate<typeof workflowsTexts>,
) {
  const states = Object.keys(TONES) as (keyof typeof TONES)[];
  const state = states.find(candidate => candidate === status);
  return state
    ? {
        tone: TONES[state],
        label: t(`sections.workflows.runs.states.${state}`),
      }
    : { tone: 'neutral' as const, label: status };
}

function whyNoDuration(
  run: WorkflowRun,
  t: SectionTranslate<typeof workflowsTexts>,
) {
  if (!run.startedAt) {
    return t('sections.workflows.runs.notStarted');
  }
  return run.outcome ? undefined : t('sections.workflows.runs.notOver');
}

function retriesOf(
  run: WorkflowRun,
  t: SectionTranslate<typeof workflowsTexts>,
) {
  if (run.retries === undefined || !run.retriesFrom) {
    return (
      <Absent
        reason={
          run.startedAt ? undefined : t('sections.workflows.runs.notStarted')
        }
      />
    );
  }
  return (
    <>
      {run.retries}
      <Text as="p" variant="body-small" color="secondary">
        {t(`sections.workflows.runs.sources.${run.retriesFrom}`)}
      </Text>
    </>
  );
}

const steps = detailSection(workflowsTexts)<readonly Workflow[]>({
  id: 'steps',
  title: t => t('sections.workflows.steps.title'),
  request: ({ account, name }) => ({
    path: [product.segment],
    query: { account, name },
  }),
  render: ({ data: [workflow] }, t) =>
    workflow ? (
      <Flex direction="column" gap="4">
        <FactList facts={stepFacts(workflow, t)} />
        <Steps workflow={workflow} t={t} />
      </Flex>
    ) : (
      <Absent />
    ),
});

function stepFacts(
  { graph, version }: Workflow,
  t: SectionTranslate<typeof workflowsTexts>,
): Fact[] {
  const uploaded = {
    label: t('sections.workflows.steps.uploaded'),
    value: version && <Time value={version.createdAt} />,
  };
  if (!graph) {
    return [uploaded];
  }
  const { retryPolicies, steps: count, stepsWithoutRetries } = graph;
  const none = t('sections.workflows.steps.none');
  return [
    {
      label: t('sections.workflows.steps.count'),
      value: count === undefined ? undefined : quantityText(count, 'count'),
      absent: t('sections.workflows.steps.tooMany'),
    },
    {
      label: t('sections.workflows.steps.policies'),
      value: retryPolicies.length ? (
        <Lines items={retryPolicies}>{policy => policyText(policy, t)}</Lines>
      ) : undefined,
      absent: none,
    },
    {
      label: t('sections.workflows.steps.withoutRetries'),
      value: stepsWithoutRetries.length ? (
        <Lines items={stepsWithoutRetries}>
          {name => <StatusTag tone="warning" label={name} />}
        </Lines>
      ) : undefined,
      absent: none,
    },
    uploaded,
  ];
}

function Steps(props: {
  workflow: Workflow;
  t: SectionTranslate<typeof workflowsTexts>;
}) {
  const { t, workflow } = props;
  const { graph, graphState } = workflow;
  if (!graph) {
    return (
      <Text as="p" color="secondary">
        {t(
          graphState === 'not-available'
            ? 'sections.workflows.steps.notAvailable'
            : 'sections.workflows.steps.notRead',
        )}
      </Text>
    );
  }
  return (
    <>
      {graph.cut && <Text as="p">{t('sections.workflows.steps.cut')}</Text>}
      <StepGraph
        label={t('sections.workflows.steps.title')}
        steps={toStepNodes(graph.nodes, t)}
      />
    </>
  );
}

/** What the panel of a workflow reads. */
export const workflowsSections: readonly ProductSection[] = [runs, steps];
