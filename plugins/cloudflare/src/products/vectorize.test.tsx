import { VectorizeStats } from '@cloudflare-backstage/plugin-cloudflare-common';
import { screen, within } from '@testing-library/react';
import { answer } from '../__fixtures__/answers';
import { worker } from '../__fixtures__/entities';
import { renderEntityTab } from '../__testUtils__/render';

const entity = (parameters: object = {}) => ({
  ...worker,
  metadata: {
    ...worker.metadata,
    name: 'cf-vectorize-acme-idx',
    title: 'acme-idx',
    annotations: {
      'cloudflare.com/account': 'default',
      'cloudflare.com/name': 'acme-idx',
    },
  },
  spec: {
    type: 'cloudflare-vectorize',
    owner: 'group:default/ai',
    parameters: { account: 'default', name: 'acme-idx', ...parameters },
  },
  relations: [],
});

const stats: VectorizeStats = {
  name: 'acme-idx',
  dimensions: 1536,
  metric: 'cosine',
  vectors: 8112,
  processedUpTo: '2026-11-20T22:00:00Z',
  metadataIndexes: [{ property: 'section', type: 'string' }],
  activity: {
    from: '2026-11-21T02:00:00Z',
    to: '2026-11-21T03:00:00Z',
    stepSeconds: 3600,
    series: [
      {
        id: 'queries',
        unit: 'count',
        points: [{ time: '2026-11-21T02:00:00Z', value: 900 }],
      },
    ],
  },
};

function show(change: Partial<VectorizeStats> = {}, parameters?: object) {
  renderEntityTab({
    entity: entity(parameters),
    answers: { 'vectorize/acme-idx/stats': answer({ ...stats, ...change }) },
  });
  return screen.findByRole('region', { name: 'Vectors' });
}

const factOf = (region: HTMLElement, label: string) =>
  within(region).getByText(label, { selector: 'dt' }).parentElement;

describe('Vectorize', () => {
  it('shows vectors, up to when they are processed, and filters', async () => {
    const region = await show();
    expect(await within(region).findByText('8,112')).toBeVisible();
    expect(
      factOf(region, 'Changes processed up to')!.querySelector('time'),
    ).toHaveAttribute('datetime', '2026-11-20T22:00:00.000Z');
    expect(factOf(region, 'Dimensions')).toHaveTextContent('1,536');
    expect(factOf(region, 'Made for model')).toHaveTextContent(
      'Cloudflare does not tell it',
    );
    expect(
      within(region).getByRole('rowheader', { name: 'section' }),
    ).toBeInTheDocument();
    expect(
      within(region).getByText(/^Queries: 900 in all/),
    ).toBeInTheDocument();
  });

  it('tells never written, and no filters', async () => {
    const region = await show({
      vectors: 0,
      processedUpTo: null,
      metadataIndexes: [],
    });
    expect(await within(region).findByText('Never written')).toBeVisible();
    expect(factOf(region, 'Vectors')).toHaveTextContent('Vectors0');
    expect(
      within(region).getByRole('region', {
        name: 'Metadata that queries can filter by',
      }),
    ).toHaveTextContent('None');
  });

  it('does not take what is not known for nothing', async () => {
    const region = await show({
      vectors: undefined,
      processedUpTo: undefined,
      metadataIndexes: undefined,
      activity: undefined,
    });
    // It can be that Cloudflare was not read: a notice then says why.
    await within(region).findByText('Changes processed up to');
    for (const label of ['Vectors', 'Changes processed up to']) {
      expect(factOf(region, label)).toHaveTextContent('Not known');
    }
    expect(within(region).queryByText('Never written')).toBeNull();
    expect(
      within(region).getByRole('region', {
        name: 'Metadata that queries can filter by',
      }),
    ).toHaveTextContent('Not known');
  });

  it.each([
    [{ vectorsApprox: 8100 }, 'Holds vectors'],
    [{ vectorsApprox: 0 }, 'Empty'],
  ])('tells by %j that it is: %s', async (parameters, status) => {
    await show({}, parameters);
    expect((await screen.findAllByText(status)).length).toBeGreaterThan(0);
  });
});
