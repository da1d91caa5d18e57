import {
  MetricSeries,
  R2Lifecycle,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { screen, within } from '@testing-library/react';
import { answer } from '../__fixtures__/answers';
import { worker } from '../__fixtures__/entities';
import { renderEntityTab } from '../__testUtils__/render';

function bucket(parameters: object = {}) {
  return {
    ...worker,
    metadata: {
      ...worker.metadata,
      name: 'cf-r2-eu-acme-logs-5dc55f19',
      title: 'eu:acme-logs',
      annotations: {
        'cloudflare.com/account': 'default',
        'cloudflare.com/name': 'eu:acme-logs',
      },
    },
    spec: {
      type: 'cloudflare-r2',
      owner: 'group:default/platform',
      parameters: { account: 'default', name: 'eu:acme-logs', ...parameters },
    },
    relations: [],
  };
}

const lifecycle: R2Lifecycle = {
  bucket: 'eu:acme-logs',
  jurisdiction: 'eu',
  rules: [],
  normalized: [
    {
      id: 'retain-180-days',
      status: 'Enabled',
      filter: { prefix: '' },
      transitions: [{ days: 30, storageClass: 'InfrequentAccess' }],
      expiration: { days: 180 },
    },
    {
      id: 'old-exports',
      status: 'Disabled',
      filter: { prefix: 'exports/' },
      transitions: [],
      expiration: { date: '2027-01-01T00:00:00Z' },
    },
  ],
  retention: true,
  locks: [
    {
      id: 'hold',
      enabled: true,
      prefix: 'cases/',
      condition: { type: 'Indefinite' },
    },
  ],
  publicAccess: {
    state: 'public',
    managedDomain: { domain: 'pub-1.r2.dev', enabled: false },
    customDomains: [{ domain: 'logs.acme.example', enabled: true }],
  },
};

const metrics: MetricSeries = {
  from: '2026-11-21T02:00:00Z',
  to: '2026-11-21T04:00:00Z',
  stepSeconds: 3600,
  series: [
    {
      id: 'reads',
      unit: 'count',
      points: [
        { time: '2026-11-21T02:00:00Z', value: 40 },
        { time: '2026-11-21T03:00:00Z', value: 60 },
      ],
    },
    {
      id: 'bytes',
      unit: 'bytes',
      points: [{ time: '2026-11-21T02:00:00Z', value: 7_516_192_768 }],
    },
  ],
};

async function show(change: Partial<R2Lifecycle> = {}, parameters?: object) {
  renderEntityTab({
    entity: bucket(parameters),
    answers: {
      'r2/eu:acme-logs/metrics': answer(metrics),
      'r2/eu:acme-logs/lifecycle': answer({ ...lifecycle, ...change }),
    },
  });
  const region = await screen.findByRole('region', {
    name: 'Exposure and retention',
  });
  await within(region).findByText('Public access');
  return within(region);
}

describe('R2', () => {
  it('shows first who can read the bucket, and what is kept', async () => {
    const part = await show();
    expect(part.getByText('Everyone can read it')).toBeInTheDocument();
    expect(part.getByText('pub-1.r2.dev: off')).toBeInTheDocument();
    expect(part.getByText('logs.acme.example: public')).toBeInTheDocument();
    expect(part.getByText('Objects are deleted by a rule')).toBeInTheDocument();
  });

  it('draws operations and size', async () => {
    await show();
    const part = within(
      await screen.findByRole('region', { name: 'Operations and size' }),
    );
    expect(
      await part.findByText(/Reads: 100 in all, at most 60 in 1 hr/),
    ).toBeInTheDocument();
    expect(part.getByText(/between 7.5 GB and 7.5 GB/)).toBeInTheDocument();
  });

  it('tells rules in words', async () => {
    const part = await show();
    expect(
      part.getByRole('row', { name: /retain-180-days/ }),
    ).toHaveTextContent(
      'EnabledAllafter 180 daysafter 30 days to InfrequentAccessNever',
    );
    expect(part.getByRole('row', { name: /old-exports/ })).toHaveTextContent(
      'Disabledexports/*on 2027-01-01Never',
    );
    expect(part.getByRole('row', { name: /hold/ })).toHaveTextContent(
      'Enabledcases/*without end',
    );
  });

  it('does not call private what could not be read', async () => {
    const part = await show({
      locks: undefined,
      publicAccess: { state: 'unknown' },
    });
    expect(part.queryByText('Private')).toBeNull();
    expect(part.getByText('They could not be read')).toBeInTheDocument();
    expect(part.getAllByText('Not known')).toHaveLength(3);
  });

  it('tells that nothing is deleted where there is no rule', async () => {
    const part = await show({
      normalized: [],
      locks: [],
      retention: false,
      publicAccess: { ...lifecycle.publicAccess, customDomains: [] },
    });
    expect(part.getByText('No rule deletes objects')).toBeInTheDocument();
    expect(part.getByText('No rule: everything is kept')).toBeInTheDocument();
    expect(part.getByText('None')).toBeInTheDocument();
  });

  it.each([
    [{ retention: true }, 'Retention set'],
    [{ retention: false }, 'Kept without limit'],
    [{}, 'Not read yet'],
  ])('tells by %j that it is: %s', async (parameters, status) => {
    await show({}, parameters);
    expect((await screen.findAllByText(status)).length).toBeGreaterThan(0);
  });
});
