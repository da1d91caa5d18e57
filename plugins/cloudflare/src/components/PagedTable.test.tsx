import { ApiResponse } from '@cloudflare-backstage/plugin-cloudflare-common';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { answer } from '../__fixtures__/answers';
import { captureDownloads } from '../__testUtils__/downloads';
import {
  Part,
  partsPage as page,
  ReadParts as Read,
  renderParts,
} from '../__testUtils__/parts';

/** Two pages; the later is the less whole and the older. */
const twoPages: Read = async ({ query }) =>
  query?.cursor
    ? page(['c', 'd'], {
        complete: false,
        fetchedAt: '2026-11-22T01:00:00Z',
        problems: [{ kind: 'incomplete', message: 'The end is missing.' }],
      })
    : page(['a', 'b'], { nextCursor: 'second' });

function shownTime() {
  return screen
    .getByText('As of')
    .querySelector('time')
    ?.getAttribute('datetime');
}

afterEach(() => jest.restoreAllMocks());

describe('a table of pages', () => {
  it('tells of each page how old and how whole it is', async () => {
    const { api } = renderParts('table', twoPages);
    await screen.findByRole('rowheader', { name: 'a' });
    expect(screen.getByRole('grid', { name: 'parts' })).toBeInTheDocument();
    expect(shownTime()).toBe('2026-11-22T02:00:00.000Z');

    await userEvent.click(screen.getByRole('button', { name: /next/i }));
    await screen.findByRole('rowheader', { name: 'c' });
    expect(screen.queryByRole('rowheader', { name: 'a' })).toBeNull();
    expect(shownTime()).toBe('2026-11-22T01:00:00.000Z');
    expect(screen.getByText('The end is missing.')).toBeInTheDocument();
    expect(api.read).toHaveBeenLastCalledWith(
      {
        path: ['parts'],
        query: { kind: 'x', cursor: 'second', limit: 25 },
      },
      expect.anything(),
    );

    await userEvent.click(screen.getByRole('button', { name: /previous/i }));
    await screen.findByRole('rowheader', { name: 'a' });
    expect(shownTime()).toBe('2026-11-22T02:00:00.000Z');
    expect(screen.queryByText('The end is missing.')).toBeNull();
  });

  it('asks for as many rows as somebody wants', async () => {
    const { api } = renderParts('table', twoPages);
    await screen.findByRole('rowheader', { name: 'a' });
    await userEvent.click(screen.getByRole('button', { name: /25 rows/ }));
    await userEvent.click(screen.getByRole('option', { name: '100 rows' }));
    await waitFor(() =>
      expect(api.read).toHaveBeenLastCalledWith(
        expect.objectContaining({
          query: { kind: 'x', cursor: undefined, limit: 100 },
        }),
        expect.anything(),
      ),
    );
  });
});

describe('a timeline of pages', () => {
  it('grows, and is as old and as whole as its worst page', async () => {
    renderParts('timeline', twoPages);
    const list = await screen.findByRole('list', { name: 'parts' });
    expect(shownTime()).toBe('2026-11-22T02:00:00.000Z');
    await userEvent.click(screen.getByRole('button', { name: 'Show older' }));
    expect(await within(list).findByText('c')).toBeInTheDocument();
    expect(within(list).getByText('a')).toBeInTheDocument();
    expect(shownTime()).toBe('2026-11-22T01:00:00.000Z');
    expect(screen.getByText('The end is missing.')).toBeInTheDocument();
    expect(screen.queryByRole('button', { name: 'Show older' })).toBeNull();
  });

  it('shows a row once that a new one pushed to the next page', async () => {
    renderParts('timeline', async ({ query }) =>
      query?.cursor
        ? page(['b', 'c'])
        : page(['a', 'b'], { nextCursor: 'second' }),
    );
    await userEvent.click(
      await screen.findByRole('button', { name: 'Show older' }),
    );
    await screen.findByText('c');
    expect(screen.getAllByText('b')).toHaveLength(1);
  });

  it('keeps what it has when older ones cannot be read, and tries those again', async () => {
    let isDown = true;
    const { api } = renderParts('timeline', async request => {
      if (request.query?.cursor && isDown) {
        throw new Error('The network is down');
      }
      return twoPages(request);
    });
    await userEvent.click(
      await screen.findByRole('button', { name: 'Show older' }),
    );
    expect(await screen.findByText('The network is down')).toBeInTheDocument();
    expect(screen.getByText('a')).toBeInTheDocument();
    isDown = false;
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByText('c')).toBeInTheDocument();
    expect(screen.queryByText('The network is down')).toBeNull();
    expect(api.read).toHaveBeenCalledTimes(3);
  });

  it('groups its entries by day, in their order', async () => {
    renderParts('timeline', async () =>
      answer([
        { name: 'a', at: '2026-11-21T12:00:00Z' },
        { name: 'b', at: '2026-11-21T11:00:00Z' },
        { name: 'c', at: '2026-11-19T12:00:00Z' },
      ]),
    );
    const days = (await screen.findAllByRole('heading', { level: 4 })).map(
      heading => heading.closest('li'),
    );
    expect(days).toHaveLength(2);
    expect(days[0]).toHaveTextContent(/21.*a.*b/);
    expect(days[1]).toHaveTextContent(/19.*c/);
  });

  it('shows an entry whose time nobody can read', async () => {
    renderParts('timeline', async () => answer([{ name: 'a', at: 'soon' }]));
    const heading = await screen.findByRole('heading', { level: 4 });
    expect(heading).toHaveTextContent('Not known');
    expect(heading.closest('li')).toHaveTextContent('a');
  });
});

describe.each(['table', 'timeline'] as const)('a %s', as => {
  it('keeps its rows while it is read again, from the first page', async () => {
    let answerLater: (response: ApiResponse<Part[]>) => void = () => {};
    let reads = 0;
    const { api } = renderParts(as, async () => {
      reads += 1;
      return reads === 1
        ? page(['old'])
        : new Promise(resolve => {
            answerLater = resolve;
          });
    });
    await screen.findByText('old');
    await userEvent.click(
      screen.getByRole('button', { name: 'Refresh parts' }),
    );
    await waitFor(() => expect(reads).toBe(2));
    expect(api.read).toHaveBeenLastCalledWith(
      expect.objectContaining({
        query: expect.objectContaining({ cursor: undefined }),
      }),
      expect.objectContaining({ isRefresh: true }),
    );
    expect(screen.getByText('old')).toBeInTheDocument();
    answerLater(page(['new']));
    expect(await screen.findByText('new')).toBeInTheDocument();
    expect(screen.queryByText('old')).toBeNull();
  });

  it('downloads the rows of all pages', async () => {
    const downloads = captureDownloads();
    const { api, toastApi } = renderParts(as, async ({ query }) =>
      query?.cursor ? page(['c']) : page(['a', 'b'], { nextCursor: 'second' }),
    );
    await userEvent.click(
      await screen.findByRole('button', { name: 'Download parts as CSV' }),
    );
    await waitFor(() => expect(downloads).toHaveLength(1));
    expect(downloads[0].name).toBe('parts.csv');
    expect(downloads[0].text).toContain('"Name"\r\n"a"\r\n"b"\r\n"c"\r\n');
    expect(api.read).toHaveBeenLastCalledWith({
      path: ['parts'],
      query: { kind: 'x', cursor: 'second', limit: 100 },
    });
    expect(toastApi.post).not.toHaveBeenCalled();
  });

  it.each<[string, Read]>([
    ['a page is not whole', twoPages],
    ['there is no end', async () => page(['x'], { nextCursor: 'more' })],
  ])('says that a file is partial when %s', async (_, read) => {
    const downloads = captureDownloads();
    const { toastApi } = renderParts(as, read);
    await userEvent.click(
      await screen.findByRole('button', { name: 'Download parts as CSV' }),
    );
    await waitFor(() => expect(downloads).toHaveLength(1));
    expect(downloads[0].name).toBe('parts-partial.csv');
    expect(toastApi.post).toHaveBeenCalledWith(
      expect.objectContaining({ status: 'warning' }),
    );
  });

  it('hands out no file when not every page can be read', async () => {
    const downloads = captureDownloads();
    const { toastApi } = renderParts(as, async ({ query }) => {
      if (query?.cursor) {
        throw new Error('The network is down');
      }
      return page(['a'], { nextCursor: 'second' });
    });
    await userEvent.click(
      await screen.findByRole('button', { name: 'Download parts as CSV' }),
    );
    await waitFor(() =>
      expect(toastApi.post).toHaveBeenCalledWith(
        expect.objectContaining({
          status: 'danger',
          description: 'The network is down',
        }),
      ),
    );
    expect(downloads).toEqual([]);
  });
});
