import {
  AppRootElementBlueprint,
  createExtension,
  createExtensionDataRef,
  createFrontendModule,
  createTranslationMessages,
  createTranslationResource,
  ExtensionDefinition,
  TranslationMessages,
  TranslationResource,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { Workflow } from '@cloudflare-backstage/plugin-cloudflare-common';
import { screen, within } from '@testing-library/react';
import { answer } from './__fixtures__/answers';
import { worker } from './__fixtures__/entities';
import { renderEntityTab } from './__testUtils__/render';
import { cloudflareTranslationRef } from './translation';

type Translation = TranslationResource | TranslationMessages;

const workflow = {
  ...worker,
  spec: {
    type: 'cloudflare-workflow',
    owner: 'group:default/data',
    parameters: { account: 'default', name: 'acme-api' },
  },
  relations: [],
};

const etl: Workflow = {
  id: 'w1',
  name: 'acme-api',
  runCounts: {},
  schedules: [],
  version: { id: 'v1', createdAt: '2026-11-01T00:00:00Z' },
  graphState: 'available',
  graph: {
    cut: false,
    steps: 3,
    retryPolicies: [{ limit: 5, delay: '10 seconds', backoff: 'linear' }],
    stepsWithoutRetries: [],
    nodes: [
      { depth: 0, type: 'step_do', name: 'extract', retries: { limit: 1 } },
      { depth: 0, type: 'step_do', name: 'load', retries: { limit: 0 } },
    ],
  },
};

/** As `TranslationBlueprint` installs it. */
const installed = createExtensionDataRef<Translation>().with({
  id: 'core.translation.translation',
});

const installation = (translation: Translation) =>
  createExtension({
    kind: 'translation',
    name: 'cloudflare',
    attachTo: { id: 'api:app/translations', input: 'translations' },
    output: [installed],
    factory: () => [installed(translation)],
  });

/** An app that uses the whole ref itself, before the plugin does. */
const usingApp = AppRootElementBlueprint.make({
  name: 'using',
  params: { element: <UsingApp /> },
});

function UsingApp() {
  const { t } = useTranslationRef(cloudflareTranslationRef);
  return <output>{t('sections.workflows.steps.recursive')}</output>;
}

/** The panel of a workflow, in an app of the given language. */
function show(options: {
  language?: string;
  translation?: Translation;
  ofTheApp?: ExtensionDefinition;
}) {
  const { language, ofTheApp, translation } = options;
  const config = language
    ? { availableLanguages: ['en', language], defaultLanguage: language }
    : {};
  const extensions = [
    ...(translation ? [installation(translation)] : []),
    ...(ofTheApp ? [ofTheApp] : []),
  ];
  renderEntityTab({
    entity: workflow,
    answers: {
      'workflows/acme-api/runs': answer([]),
      workflows: answer([etl]),
    },
    config: { app: { extensions: [{ 'api:app/app-language': { config } }] } },
    features: [createFrontendModule({ pluginId: 'app', extensions })],
  });
}

const translated = (
  language: string,
  messages: TranslationMessages<'cloudflare'>,
) =>
  createTranslationResource({
    ref: cloudflareTranslationRef,
    translations: { [language]: async () => ({ default: messages }) },
  });

const stepsOf = async (title: string) => {
  const region = await screen.findByRole('region', { name: title });
  const list = await within(region).findByRole('list', { name: title });
  return { region, list };
};

describe('the translation of the plugin', () => {
  beforeEach(() => localStorage.clear());

  it('is English by default', async () => {
    show({});
    const { region, list } = await stepsOf('Steps');
    expect(list).toHaveTextContent('extractStep · 1 retry');
    expect(list).toHaveTextContent('loadStep · not retried');
    expect(region).toHaveTextContent('5 retries, linear from 10 seconds');
    expect(
      screen.getByRole('region', { name: 'Runs of the last 7 days' }),
    ).toBeInTheDocument();
  });

  it('takes a language, and English for what it lacks', async () => {
    const german = createTranslationMessages({
      ref: cloudflareTranslationRef,
      messages: {
        'table.refresh': '{{what}} neu laden',
        'sections.stepGraph.kinds.step': 'Schritt',
        'sections.workflows.steps.title': 'Schritte',
        'sections.workflows.steps.retries_one': '{{count}} Wiederholung',
        'sections.workflows.steps.retries_other': '{{count}} Wiederholungen',
        'sections.workflows.steps.policy':
          '{{retries}}, {{backoff}} ab {{delay}}',
        'sections.workflows.runs.title': null,
      },
    });
    show({ language: 'de', translation: translated('de', german) });
    const { region, list } = await stepsOf('Schritte');
    expect(
      within(region).getByRole('button', { name: 'Schritte neu laden' }),
    ).toBeInTheDocument();
    expect(list).toHaveTextContent('extractSchritt · 1 Wiederholung');
    expect(list).toHaveTextContent('loadSchritt · 0 Wiederholungen');
    expect(region).toHaveTextContent('5 Wiederholungen, linear ab 10 seconds');
    expect(region).toHaveTextContent('Retry policies');
    expect(
      screen.getByRole('region', { name: 'Runs of the last 7 days' }),
    ).toBeInTheDocument();
  });

  it('counts in English where a language with other plurals lacks a text', async () => {
    const polish = createTranslationMessages({
      ref: cloudflareTranslationRef,
      messages: { 'sections.workflows.steps.title': 'Kroki' },
    });
    show({ language: 'pl', translation: translated('pl', polish) });
    const { region, list } = await stepsOf('Kroki');
    expect(list).toHaveTextContent('extractStep · 1 retry');
    expect(list).toHaveTextContent('loadStep · not retried');
    expect(region).toHaveTextContent('5 retries, linear from 10 seconds');
  });

  it('takes other words in English', async () => {
    const translation = createTranslationMessages({
      ref: cloudflareTranslationRef,
      messages: {
        'table.refresh': 'Read {{what}} again',
        'sections.workflows.steps.title': 'What it does',
      },
    });
    show({ translation });
    const { region, list } = await stepsOf('What it does');
    expect(
      within(region).getByRole('button', { name: 'Read What it does again' }),
    ).toBeInTheDocument();
    expect(list).toHaveTextContent('extractStep · 1 retry');
  });

  it('is the same where the app uses the whole ref itself', async () => {
    show({ ofTheApp: usingApp });
    expect(await screen.findByText('calls itself')).toBeInTheDocument();
    const { list } = await stepsOf('Steps');
    expect(list).toHaveTextContent('extractStep · 1 retry');
  });
});
