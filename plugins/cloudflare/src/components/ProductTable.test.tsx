import { renderInTestApp } from '@backstage/frontend-test-utils';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useNavigate } from 'react-router-dom';
import { captureDownloads } from '../__testUtils__/downloads';
import { Location, queryShown } from '../__testUtils__/render';
import { PageTable, ProductTable } from './ProductTable';
import { ProductColumn } from './tableColumns';
import { TableFilter } from './TableFilter';

interface Part {
  name: string;
  colour?: string;
  count?: number;
}

const COLOURS = ['red', 'green', undefined];
/** `part-1` to `part-45`. */
const parts: Part[] = Array.from({ length: 45 }, (_, i) => ({
  name: `part-${i + 1}`,
  colour: COLOURS[i % 3],
  count: i === 0 ? undefined : 100 - i,
}));

const columns: ProductColumn<Part>[] = [
  {
    id: 'name',
    label: 'Name',
    isRowHeader: true,
    value: row => row.name,
    cell: row => row.name,
  },
  {
    id: 'count',
    label: 'Count',
    value: row => row.count,
    cell: row => row.count ?? 'unknown',
  },
  { id: 'picture', label: 'Picture', cell: () => 'a picture' },
];
const filters: TableFilter<Part>[] = [
  {
    id: 'colour',
    label: 'Colour',
    value: row => row.colour,
    text: value => `very ${value}`,
  },
];
const props = {
  label: 'parts',
  rows: parts,
  columns,
  rowId: (row: Part) => row.name,
  fileName: 'parts',
};

function Back() {
  const navigate = useNavigate();
  return <button onClick={() => navigate(-1)}>Back</button>;
}

function renderPage(query = '', more: object = {}) {
  return renderInTestApp(
    <>
      <PageTable {...props} filters={filters} {...more} />
      <Location />
      <Back />
    </>,
    { initialRouteEntries: ['/?before', `/${query}`] },
  );
}

async function names() {
  const table = await screen.findByRole('grid', { name: 'parts' });
  return within(table)
    .queryAllByRole('rowheader')
    .map(cell => cell.textContent);
}

describe('a table of a page', () => {
  afterEach(() => jest.restoreAllMocks());

  it('shows its rows in their order, page by page, and tells the page in the URL', async () => {
    renderPage();
    expect((await names()).slice(0, 2)).toEqual(['part-1', 'part-2']);
    expect(screen.getByText('1 to 20 of 45')).toBeInTheDocument();
    const next = screen.getByRole('button', { name: /next/i });
    await userEvent.click(next);
    await userEvent.click(next);
    expect(await names()).toEqual([
      'part-41',
      'part-42',
      'part-43',
      'part-44',
      'part-45',
    ]);
    expect(queryShown()).toBe('?page=3');
    expect(next).toBeDisabled();
  });

  it('shows what the URL tells', async () => {
    renderPage('?q=part&colour=red&sort=-name');
    expect((await names())[0]).toBe('part-43');
    expect(screen.getByRole('searchbox')).toHaveValue('part');
    expect(screen.getByRole('button', { name: /Colour/ })).toHaveTextContent(
      'very red',
    );
    expect(screen.getByText('1 to 15 of 15')).toBeInTheDocument();
  });

  it('opens on the page that the URL tells, or on the last there is', async () => {
    renderPage('?page=2');
    expect((await names())[0]).toBe('part-21');
    expect(queryShown()).toBe('?page=2');
  });

  it.each([
    ['99', 'part-41', '?page=3'],
    ['-1', 'part-1', ''],
    ['x', 'part-1', ''],
  ])('mends page=%s of the URL', async (page, first, query) => {
    renderPage(`?page=${page}`);
    expect((await names())[0]).toBe(first);
    await waitFor(() => expect(queryShown()).toBe(query));
  });

  it('is left by one step back, however often it was narrowed', async () => {
    renderPage();
    await userEvent.type(await screen.findByRole('searchbox'), 'part-4');
    await waitFor(() => expect(queryShown()).toBe('?q=part-4'));
    await userEvent.click(screen.getByRole('button', { name: 'Back' }));
    expect(queryShown()).toBe('?before');
  });

  it('ignores a sort by what cannot be sorted by', async () => {
    renderPage('?sort=-picture');
    expect((await names())[0]).toBe('part-1');
  });

  it('searches all columns for all words, from the first page, and keeps other parameters', async () => {
    renderPage('?page=2&other=1');
    await screen.findByText('21 to 40 of 45');
    await userEvent.type(
      screen.getByRole('searchbox', { name: 'Search parts' }),
      '-4 97',
    );
    await waitFor(async () => expect(await names()).toEqual(['part-4']));
    expect(queryShown()).toBe('?other=1&q=-4+97');
    await userEvent.clear(screen.getByRole('searchbox'));
    expect(await names()).toHaveLength(20);
    expect(queryShown()).toBe('?other=1');
  });

  it('says that nothing fits', async () => {
    renderPage('?q=nowhere');
    expect(
      await screen.findByText('Nothing fits the search.'),
    ).toBeInTheDocument();
  });

  it('is narrowed by a filter, without the rows of which it is not known', async () => {
    renderPage('?page=2');
    await userEvent.click(
      await screen.findByRole('button', { name: /Colour/ }),
    );
    expect(
      screen.getAllByRole('option').map(option => option.textContent),
    ).toEqual(['All', 'very green', 'very red']);
    await userEvent.click(screen.getByRole('option', { name: 'very green' }));
    expect(await names()).toHaveLength(15);
    expect((await names())[0]).toBe('part-2');
    expect(queryShown()).toBe('?colour=green');
    await userEvent.click(screen.getByRole('button', { name: /Colour/ }));
    await userEvent.click(screen.getByRole('option', { name: 'All' }));
    expect(queryShown()).toBe('');
  });

  it('sorts by numbers, what is not known last, and tells it in the URL', async () => {
    renderPage();
    const header = await screen.findByRole('columnheader', { name: 'Count' });
    await userEvent.click(header);
    expect((await names())[0]).toBe('part-45');
    expect(queryShown()).toBe('?sort=count');
    await userEvent.click(header);
    expect((await names())[0]).toBe('part-2');
    expect(queryShown()).toBe('?sort=-count');
    expect(header).toHaveAttribute('aria-sort', 'descending');
    const next = screen.getByRole('button', { name: /next/i });
    await userEvent.click(next);
    await userEvent.click(next);
    expect((await names()).pop()).toBe('part-1');
    expect(
      screen.getByRole('columnheader', { name: 'Picture' }),
    ).not.toHaveAttribute('aria-sort');
  });

  it('downloads what is seen, of all pages, in its order', async () => {
    const downloads = captureDownloads();
    renderPage('?q=part-4&colour=red&sort=-count');
    await userEvent.click(
      await screen.findByRole('button', { name: 'Download parts as CSV' }),
    );
    expect(downloads).toEqual([
      {
        name: 'parts.csv',
        text: '\ufeff"Name","Count"\r\n"part-4","97"\r\n"part-40","61"\r\n"part-43","58"\r\n',
      },
    ]);
  });

  it('tells how fresh it is, and is read again', async () => {
    const onRefresh = jest.fn();
    renderPage('', { fetchedAt: '2026-11-22T02:00:00Z', onRefresh });
    expect(
      (await screen.findByText('As of')).querySelector('time'),
    ).toHaveAttribute('datetime', '2026-11-22T02:00:00.000Z');
    await userEvent.click(
      screen.getByRole('button', { name: 'Refresh parts' }),
    );
    expect(onRefresh).toHaveBeenCalled();
  });
});

describe('a table of a part of a page', () => {
  it('leaves the URL alone', async () => {
    renderInTestApp(
      <>
        <ProductTable {...props} />
        <Location />
      </>,
      { initialRouteEntries: ['/?q=nowhere'] },
    );
    expect(await names()).toHaveLength(20);
    await userEvent.click(screen.getByRole('columnheader', { name: 'Name' }));
    await userEvent.click(screen.getByRole('columnheader', { name: 'Name' }));
    expect((await names())[0]).toBe('part-45');
    expect(queryShown()).toBe('?q=nowhere');
  });

  it('has no search for a few rows', async () => {
    renderInTestApp(<ProductTable {...props} rows={parts.slice(0, 3)} />);
    expect(await names()).toHaveLength(3);
    expect(screen.queryByRole('searchbox')).toBeNull();
    expect(screen.queryByRole('button', { name: /next/i })).toBeNull();
  });
});
