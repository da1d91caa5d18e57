import { mockApis, TestApiProvider } from '@backstage/frontend-test-utils';
import { AiSearchHealth } from '@cloudflare-backstage/plugin-cloudflare-common';
import { renderHook, screen, within } from '@testing-library/react';
import { answer } from '../__fixtures__/answers';
import { worker } from '../__fixtures__/entities';
import { renderEntityTab } from '../__testUtils__/render';
import { readCloudflareResource } from '../catalog/cloudflareResource';
import { useCloudflareTranslation } from '../components/useCloudflareTranslation';
import { aiSearchView } from './ai-search';

const entity = (parameters: object = {}) => ({
  ...worker,
  metadata: {
    ...worker.metadata,
    name: 'cf-ai-search-support-docs',
    title: 'support:docs',
    annotations: {
      'cloudflare.com/account': 'default',
      'cloudflare.com/name': 'support:docs',
    },
  },
  spec: {
    type: 'cloudflare-ai-search',
    owner: 'group:default/ai',
    parameters: { account: 'default', name: 'support:docs', ...parameters },
  },
  relations: [],
});

const health: AiSearchHealth = {
  name: 'support:docs',
  connector: 'website',
  source: 'docs.acme.example',
  status: 'ready',
  enabled: true,
  paused: false,
  lastActivityAt: '2026-11-21T12:00:00Z',
  syncIntervalSeconds: 21_600,
  documentsState: 'counted',
  documents: {
    indexed: 812,
    errors: 3,
    queued: 4,
    running: 1,
    skipped: 11,
    outdated: 0,
  },
  vectors: 9120,
  lastSuccessState: 'found',
  lastSuccessAt: '2026-11-21T12:09:00Z',
  jobs: [
    { id: 'j3', startedBy: 'schedule', outcome: 'running' },
    {
      id: 'j2',
      startedBy: 'user',
      startedAt: '2026-11-20T12:00:00Z',
      endedAt: '2026-11-20T12:01:00Z',
      endReason: 'cancelled by user',
      outcome: 'not-succeeded',
    },
  ],
};

function show(change: Partial<AiSearchHealth> = {}, parameters?: object) {
  renderEntityTab({
    entity: entity(parameters),
    answers: {
      'ai-search/support:docs/health': answer({ ...health, ...change }),
    },
  });
  return screen.findByRole('region', { name: 'Health' });
}

const factOf = async (region: HTMLElement, label: string) =>
  (await within(region).findByText(label, { selector: 'dt' })).parentElement;

describe('AI Search', () => {
  it('shows first when a job succeeded, and what is indexed', async () => {
    const region = await show();
    expect(
      (await factOf(region, 'Last successful job'))?.querySelector('time'),
    ).toHaveAttribute('datetime', '2026-11-21T12:09:00.000Z');
    for (const [label, value] of [
      ['Indexing', 'Running'],
      ['Indexed items', '812'],
      ['Items with errors', '3'],
      ['Waiting or running', '5'],
      ['Outdated', '0'],
      ['Vectors', '9,120'],
      ['Looks for changes every', '6 hr'],
    ]) {
      expect(await factOf(region, label)).toHaveTextContent(value);
    }
  });

  it('shows the newest jobs, and why they ended', async () => {
    const region = await show();
    const [, running, cancelled] = await within(region).findAllByRole('row');
    expect(running).toHaveTextContent('Under way');
    expect(running).toHaveTextContent('Schedule');
    expect(cancelled).toHaveTextContent('Not succeeded');
    expect(cancelled).toHaveTextContent('cancelled by user');
    expect(cancelled).toHaveTextContent('A person');
  });

  it('does not take what cannot be counted for nothing', async () => {
    const region = await show({
      documentsState: 'degraded',
      documents: undefined,
    });
    expect(
      (
        await within(region).findAllByText(
          'Cloudflare cannot count them at the moment',
        )
      ).length,
    ).toBe(5);
  });

  it.each([
    ['none', 'None: no job has succeeded'],
    ['not-recent', 'None among the newest jobs'],
    ['unknown', 'Not known'],
  ] as const)('tells a success that is %s', async (lastSuccessState, words) => {
    const region = await show({ lastSuccessState, lastSuccessAt: undefined });
    expect(await factOf(region, 'Last successful job')).toHaveTextContent(
      words,
    );
  });

  it('says that it is paused or off', async () => {
    const region = await show({ paused: true });
    expect(await factOf(region, 'Indexing')).toHaveTextContent('Paused');
  });

  it.each([
    ['success', { documentErrors: 0 }],
    // Nobody counted errors.
    ['neutral', { countsAvailable: false }],
  ])('is %s by %j', (tone, parameters) => {
    const resource = readCloudflareResource(
      entity({ lastCrawlAt: '2026-11-21T12:00:00Z', ...parameters }),
    );
    const { result } = renderHook(useCloudflareTranslation, {
      wrapper: ({ children }) => (
        <TestApiProvider apis={[mockApis.translation(), mockApis.error()]}>
          {children}
        </TestApiProvider>
      ),
    });
    expect(aiSearchView.status(resource!, result.current.t)).toEqual({
      tone,
      label: 'Indexed',
    });
  });

  it('names a gateway that the catalog does not have', async () => {
    await show({}, { aiGatewayId: 'acme-ai-old' });
    expect(
      screen.getByText('AI Gateway', { selector: 'dt' }).parentElement,
    ).toHaveTextContent('acme-ai-old');
  });

  it.each([
    [{ enabled: false, paused: true }, 'Turned off'],
    [{ paused: true, documents: 3 }, 'Paused'],
    [{ neverCrawled: true, documents: 0 }, 'Never indexed'],
    [{ documents: 3, documentErrors: 1 }, 'Some items failed'],
    [{ lastCrawlAt: '2026-11-21T12:00:00Z' }, 'Indexed'],
    [{ documents: 3, connectors: ['built-in'] }, 'Uploaded items'],
    [{ countsAvailable: false }, 'Cloudflare cannot count them'],
  ])('tells by %j that it is: %s', async (parameters, words) => {
    await show({}, parameters);
    expect((await screen.findAllByText(words)).length).toBeGreaterThan(0);
  });
});
