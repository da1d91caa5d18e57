import {
  AnalyticsDataset,
  AnalyticsQueryResult,
  ApiMeta,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { answer, refusal } from '../__fixtures__/answers';
import { worker } from '../__fixtures__/entities';
import { captureDownloads } from '../__testUtils__/downloads';
import { Answers, renderEntityTab } from '../__testUtils__/render';

const entity = {
  ...worker,
  metadata: {
    ...worker.metadata,
    name: 'cf-analytics-engine-acme',
    title: 'acme-timings',
    annotations: {
      'cloudflare.com/account': 'default',
      'cloudflare.com/name': 'acme-timings',
    },
  },
  spec: {
    type: 'cloudflare-analytics-engine',
    owner: 'group:default/data',
    parameters: { account: 'default', name: 'acme-timings', orphan: true },
  },
  relations: [],
};

const dataset: AnalyticsDataset = {
  name: 'acme-timings',
  knownFrom: ['bindings', 'data'],
  writers: [
    {
      product: 'workers',
      name: 'acme-api',
      entityRef: 'resource:default/cf-worker-acme-api',
    },
  ],
  queryable: true,
};

const result: AnalyticsQueryResult = {
  columns: [
    { name: 'route', type: 'String' },
    { name: 'hits', type: 'UInt64' },
  ],
  rows: [
    ['/v1/orders', '1200'],
    ['/health', null],
  ],
  sql: 'SELECT printed',
  range: { from: '2026-11-21T02:00:00.000Z' },
  limit: 1000,
  changed: true,
  added: ['range', 'limit'],
};

const QUERY = 'POST analytics-engine/acme-timings/query';

function show(
  told: Partial<AnalyticsDataset>,
  asked?: Answers[string],
  meta?: Partial<ApiMeta>,
) {
  const api = renderEntityTab({
    entity,
    answers: {
      'analytics-engine/datasets': answer([{ ...dataset, ...told }], meta),
      ...(asked && { [QUERY]: asked }),
    },
  });
  return { api, region: screen.findByRole('region', { name: 'Query' }) };
}

async function ask(region: HTMLElement, query?: string) {
  const box = within(region).getByRole('textbox');
  if (query !== undefined) {
    await userEvent.clear(box);
    await userEvent.type(box, query);
  }
  await userEvent.click(within(region).getByRole('button', { name: 'Run' }));
}

describe('the panel of a dataset', () => {
  it('tells whence it is known and who writes to it', async () => {
    show({});
    const region = await screen.findByRole('region', { name: 'Dataset' });
    expect(
      await within(region).findByText(
        'Bindings of Workers and Pages, Data that Cloudflare holds',
      ),
    ).toBeVisible();
    expect(
      within(region).getByRole('link', { name: /acme-api/ }),
    ).toBeVisible();
    expect(screen.getAllByText('No writer')[0]).toBeVisible();
  });

  it('offers no query of what may not be queried, and says when it may', async () => {
    const { region } = show({ queryable: false, writers: [] });
    expect(
      await within(await region).findByText(
        /cloudflare\.analyticsEngine\.datasets/,
      ),
    ).toBeVisible();
    expect(screen.queryByRole('textbox')).toBeNull();
    expect(
      screen.getByText('Nobody, as far as the catalog knows'),
    ).toBeVisible();
  });

  it('does not call writers that could not be read nobody', async () => {
    show({ writers: [] }, undefined, { complete: false });
    const region = await screen.findByRole('region', { name: 'Dataset' });
    expect(
      (await within(region).findByText('Written by')).parentElement,
    ).toHaveTextContent('Not known');
  });

  it('has an example that can be run at once', async () => {
    const { api, region } = show({}, answer(result));
    await ask(await region);
    await screen.findByText('SELECT printed');
    const [request, options] = api.post.mock.calls[0];
    expect(request).toMatchObject({ query: { account: 'default' } });
    expect(options).toEqual({
      body: { query: expect.stringContaining('FROM "acme-timings"') },
    });
  });

  it('shows rows, what was sent and what was added, and downloads them', async () => {
    const downloads = captureDownloads();
    const { region } = show({}, answer(result));
    await ask(await region);
    const sent = await screen.findByRole('region', {
      name: 'Sent to Cloudflare',
    });
    expect(sent).toHaveTextContent('SELECT printed');
    expect(sent).toHaveTextContent('from 2026-11-21T02:00:00.000Z');
    expect(sent).toHaveTextContent('at most 1000 rows');
    const rows = within(await region);
    expect(rows.getByRole('rowheader', { name: '/v1/orders' })).toBeVisible();
    expect(rows.getByText('NULL')).toBeVisible();
    await userEvent.click(rows.getByRole('button', { name: /CSV/ }));
    expect(downloads).toHaveLength(1);
  });

  it('says that there may be more where the limit is reached', async () => {
    const { region } = show({}, answer({ ...result, limit: 2 }));
    await ask(await region);
    expect(
      await screen.findByText(
        'There may be more rows: the limit of 2 is reached.',
      ),
    ).toBeVisible();
  });

  it('shows where a query is refused, and why', async () => {
    const { region } = show({}, async () => {
      throw await refusal(400, {
        name: 'InputError',
        message: "The query is refused at line 1, column 8 ('evil'): no",
        reason: 'function',
        position: 7,
        token: 'evil',
      });
    });
    await ask(await region, 'SELECT evil() FROM x');
    expect(await screen.findByText(/column 8/)).toBeVisible();
    const shown = screen.getByRole('group', { name: 'Where it is refused' });
    expect(shown).toHaveTextContent('SELECT evil() FROM x');
    expect(shown.querySelector('mark')).toHaveTextContent(/^evil$/);
  });

  it('shows that it is asked too often, and what else goes wrong', async () => {
    const errors = [
      await refusal(429, {
        name: 'TooManyRequestsError',
        message: 'Your queries can be answered 30 times a minute',
      }),
      await refusal(403, { name: 'NotAllowedError', message: 'no' }),
    ];
    const { region } = show({}, async () => {
      throw errors.shift();
    });
    await ask(await region);
    expect(await screen.findByText('Too many queries')).toBeVisible();
    expect(screen.getByText(/30 times a minute/)).toBeVisible();
    await ask(await region);
    expect(
      await screen.findByText(/cloudflare\.read\.analyticsengine/),
    ).toBeVisible();
  });
});
