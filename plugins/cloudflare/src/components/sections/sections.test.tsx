import { MetricSeries } from '@cloudflare-backstage/plugin-cloudflare-common';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { answer } from '../../__fixtures__/answers';
import { worker } from '../../__fixtures__/entities';
import { Answers, renderEntityTab } from '../../__testUtils__/render';
import { productViews } from '../../products';
import { ProductSection } from '../../products/ProductView';
import { sectionTexts } from '../sectionTexts';
import { detailList, factsSection, listSection, seriesSection } from '.';

const texts = sectionTexts('workers', {});
const ROUTE = 'workers/acme-api/detail';
const shared = {
  id: 'detail',
  title: () => 'Detail',
  request: () => ({ path: ROUTE.split('/') }),
};

interface Rule {
  id: string;
  days?: number;
}
const columns = () => [
  {
    id: 'id',
    label: 'Rule',
    isRowHeader: true,
    value: (row: Rule) => row.id,
    cell: (row: Rule) => row.id,
  },
];

/** The section, in the panel of a Worker. */
function show(section: ProductSection, told: Answers[string]) {
  jest.spyOn(productViews.workers, 'sections').mockResolvedValue([section]);
  const api = renderEntityTab({ entity: worker, answers: { [ROUTE]: told } });
  return { api, region: screen.findByRole('region', { name: 'Detail' }) };
}

afterEach(() => jest.restoreAllMocks());

describe('a section of a list', () => {
  const section = listSection(texts)<Rule, { rules?: Rule[] }>({
    ...shared,
    rows: ({ rules }) => rules,
    columns,
    rowId: row => row.id,
    empty: () => ({ title: 'No rules', description: 'Everything is kept.' }),
  });

  it('shows the rows', async () => {
    const { region } = show(section, answer({ rules: [{ id: 'old' }] }));
    expect(
      await within(await region).findByRole('rowheader', { name: 'old' }),
    ).toBeInTheDocument();
  });

  it('tells none from not known', async () => {
    const { region } = show(section, answer({ rules: [] }));
    expect(await within(await region).findByText('No rules')).toBeVisible();
  });

  it('does not call it empty where the rows are not known', async () => {
    const { region } = show(section, answer({}));
    expect(await within(await region).findByText('Not known')).toBeVisible();
    expect(screen.queryByText('No rules')).toBeNull();
  });

  it('says what went wrong where it could not be read', async () => {
    const { region } = show(section, async () => {
      throw new Error('Cloudflare is down');
    });
    expect(
      await within(await region).findByText('Cloudflare is down'),
    ).toBeVisible();
  });
});

describe('a section of facts', () => {
  const section = factsSection(texts)<{ size?: number; rules?: Rule[] }>({
    ...shared,
    facts: ({ size }) => [
      { label: 'Size', value: size, absent: 'Cloudflare does not tell it' },
    ],
    lists: [
      detailList(texts)<{ rules?: Rule[] }, Rule>({
        id: 'rules',
        title: () => 'Rules',
        rows: ({ rules }) => rules,
        columns,
        rowId: row => row.id,
        none: () => 'No rules',
      }),
    ],
  });

  it('tells why a value is absent, and does not take 0 for it', async () => {
    const { region } = show(section, answer({ rules: [] }));
    expect(
      await within(await region).findByText('Cloudflare does not tell it'),
    ).toBeVisible();
    expect(screen.getByRole('region', { name: 'Rules' })).toHaveTextContent(
      'No rules',
    );
  });

  it('shows 0, and the lists of the same answer', async () => {
    const { api, region } = show(
      section,
      answer({ size: 0, rules: [{ id: 'old' }] }),
    );
    expect(
      await within(await region).findByRole('rowheader', { name: 'old' }),
    ).toBeVisible();
    expect(screen.getByText('Size').parentElement).toHaveTextContent('Size0');
    expect(api.read).toHaveBeenCalledTimes(1);
  });
});

describe('a section of series', () => {
  const tones = ['info', 'danger'] as const;
  const section = seriesSection(texts)({
    ...shared,
    charts: () => [
      {
        id: 'requests',
        title: 'Requests',
        shape: 'parts',
        series: ['ok', 'failed'].map((id, i) => ({
          id,
          label: id,
          tone: tones[i],
        })),
      },
      {
        id: 'latency',
        title: 'Latency',
        shape: 'levels',
        series: [{ id: 'p50', label: 'Median', tone: 'info' }],
      },
    ],
  });
  const hour = (n: number) => `2026-11-21T0${n}:00:00Z`;
  const told: MetricSeries = {
    from: hour(0),
    to: hour(3),
    stepSeconds: 3600,
    series: [
      {
        id: 'ok',
        unit: 'count',
        points: [0, 1, 2].map(n => ({ time: hour(n), value: 1000 * n })),
      },
      {
        id: 'failed',
        unit: 'count',
        points: [0, 2].map(n => ({ time: hour(n), value: 2 })),
      },
      { id: 'p50', unit: 'milliseconds', points: [] },
    ],
  };

  it('tells in words what each chart shows, and what is not known', async () => {
    const { region } = show(section, answer(told));
    const requests = await within(await region).findByRole('img', {
      name: /^ok/,
    });
    expect(requests).toHaveAccessibleName(
      'ok: 3,000 in all, at most 2,000 in 1 hr. ' +
        'failed: at least 4 in all, as far as known at most 2 in 1 hr. ' +
        '1 stretch of 1 hr has no figure.',
    );
    // An empty chart would tell nothing more.
    expect(screen.getByText('Median: not known.')).toBeInTheDocument();
    expect(screen.queryByRole('img', { name: /^Median/ })).toBeNull();
  });

  it('has the values as a table, where a gap is no 0', async () => {
    const user = userEvent.setup();
    const { region } = show(section, answer(told));
    const chart = await within(await region).findByRole('region', {
      name: 'Requests',
    });
    await user.click(
      within(chart).getByRole('button', { name: 'Show as table' }),
    );
    const rows = within(
      within(chart).getByRole('grid', { name: 'Values of Requests' }),
    ).getAllByRole('row');
    expect(rows).toHaveLength(4);
    expect(rows[1]).toHaveTextContent('02');
    expect(rows[2]).toHaveTextContent('1,000Not read');
  });
});
