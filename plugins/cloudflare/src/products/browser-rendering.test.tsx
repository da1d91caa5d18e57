import {
  BrowserPools,
  BrowserQuotas,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { screen, within } from '@testing-library/react';
import { answer } from '../__fixtures__/answers';
import { worker } from '../__fixtures__/entities';
import { renderEntityTab } from '../__testUtils__/render';

const entity = (parameters: object = {}) => ({
  ...worker,
  metadata: {
    ...worker.metadata,
    name: 'cf-browser-rendering',
    title: 'Browser Rendering',
    annotations: {
      'cloudflare.com/account': 'default',
      'cloudflare.com/name': 'browser-rendering',
    },
  },
  spec: {
    type: 'cloudflare-browser-rendering',
    owner: 'group:default/platform',
    parameters: {
      account: 'default',
      name: 'browser-rendering',
      ...parameters,
    },
  },
  relations: [],
});

const pools: BrowserPools = {
  pools: null,
  poolsReason: 'not-supported',
  liveSessions: 2,
  sessions: [
    {
      id: '478f4d7d-e943-40f6-a414-837d3736a1dc',
      live: true,
      connected: true,
      startedAt: '2026-11-21T23:00:00Z',
      durationSeconds: 90,
    },
    { id: 'open', live: true, connected: false },
    {
      id: 'ended',
      live: false,
      connected: false,
      durationSeconds: 60,
      closeReason: 'BrowserIdle',
    },
  ],
  sessionsCut: false,
  from: '2026-11-21T02:00:00Z',
  to: '2026-11-21T03:00:00Z',
  stepSeconds: 3600,
  series: [
    {
      id: 'apiCalls',
      unit: 'count',
      points: [{ time: '2026-11-21T02:00:00Z', value: 40 }],
    },
  ],
};

const unknown: BrowserQuotas = {
  reportedByCloudflare: false,
  state: 'unknown',
  reason: 'not-configured',
  quotas: [],
};

function show(
  options: {
    pools?: Partial<BrowserPools>;
    quotas?: BrowserQuotas;
    parameters?: object;
  } = {},
) {
  renderEntityTab({
    entity: entity(options.parameters),
    answers: {
      'browser-rendering/pools': answer({ ...pools, ...options.pools }),
      'browser-rendering/quotas': answer(options.quotas ?? unknown),
    },
  });
}

async function sessionsShown() {
  const region = await screen.findByRole('region', {
    name: 'Sessions and usage',
  });
  await within(region).findByText('Live browsers', { selector: 'dt' });
  return region;
}

const factOf = (region: HTMLElement, label: string) =>
  within(region).getByText(label, { selector: 'dt' }).parentElement;

describe('Browser Rendering', () => {
  it('shows sessions and usage, and that there are no pools', async () => {
    show();
    const region = await sessionsShown();
    expect(factOf(region, 'Live browsers')).toHaveTextContent('2');
    expect(factOf(region, 'Pools')).toHaveTextContent(
      'Cloudflare has no pools of browsers',
    );
    const list = within(region).getByRole('region', { name: 'Sessions' });
    const [, used, open, ended] = within(list).getAllByRole('row');
    expect(used).toHaveTextContent('In use');
    expect(used).toHaveTextContent('1.5 min');
    expect(open).toHaveTextContent('Open, not in use');
    expect(open).toHaveTextContent('Not known');
    expect(ended).toHaveTextContent('Ended: BrowserIdle');
    expect(
      await within(region).findByRole('img', {
        name: /^Calls of the REST API: 40/,
      }),
    ).toBeInTheDocument();
  });

  it('does not take sessions that were not read for none', async () => {
    show({ pools: { liveSessions: undefined, sessions: undefined } });
    const region = await sessionsShown();
    expect(factOf(region, 'Live browsers')).toHaveTextContent('Not known');
    expect(
      within(region).getByRole('region', { name: 'Sessions' }),
    ).toHaveTextContent('Not known');
  });

  it('says that limits are not known, and what to do', async () => {
    show();
    const region = await screen.findByRole('region', { name: 'Limits' });
    expect(await within(region).findByText('No limits known')).toBeVisible();
    expect(region).toHaveTextContent('cloudflare.browserRendering.quotas');
  });

  it('says where limits come from', async () => {
    const source = 'https://developers.cloudflare.com/browser-rendering/';
    show({
      quotas: {
        reportedByCloudflare: false,
        state: 'configured',
        quotas: [{ name: 'concurrentBrowsers', value: 120 }],
        asOf: '2026-11-01',
        source,
      },
    });
    const region = await screen.findByRole('region', { name: 'Limits' });
    await within(region).findByText('As of', { selector: 'dt' });
    expect(factOf(region, 'Browsers at once')).toHaveTextContent('120');
    expect(region).toHaveTextContent('Configured, not reported by Cloudflare');
    expect(factOf(region, 'As of')).toHaveTextContent('2026-11-01');
    expect(
      within(region).getByRole('link', { name: new RegExp(source) }),
    ).toHaveAttribute('href', source);
  });

  it('tells the usage of the entity', async () => {
    show({
      parameters: { usageWindow: { hours: 24, browserSecondsApprox: 7200 } },
    });
    await sessionsShown();
    expect(screen.getByText('Used in the last 24 hours')).toBeInTheDocument();
    expect(
      screen.getByText('Browser time in 24 hours, about', { selector: 'dt' })
        .parentElement,
    ).toHaveTextContent('2 hr');
    expect(
      screen.getByText('API calls in 24 hours, about', { selector: 'dt' })
        .parentElement,
    ).toHaveTextContent('Not given');
  });
});
