import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { refusal } from '../__fixtures__/answers';
import { partsPage, ReadParts, renderParts } from '../__testUtils__/parts';

const refresh = () =>
  userEvent.click(screen.getByRole('button', { name: 'Refresh parts' }));
const tryAgain = () =>
  userEvent.click(screen.getByRole('button', { name: 'Try again' }));

/** Fails where it is told to, and else has two pages. */
function failing(isDown: { first?: Error; further?: Error }): ReadParts {
  return async ({ query }) => {
    const error = query?.cursor ? isDown.further : isDown.first;
    if (error) {
      throw error;
    }
    return query?.cursor
      ? partsPage(['c'])
      : partsPage(['a', 'b'], { nextCursor: 'second' });
  };
}

describe.each(['table', 'timeline', 'whole table'] as const)('a %s', as => {
  it('keeps its rows when they cannot be read anew, and says how old they are', async () => {
    const isDown: { first?: Error } = {};
    renderParts(as, failing(isDown));
    await screen.findByText('a');
    isDown.first = new Error('The network is down');
    await refresh();
    expect(await screen.findByText('The network is down')).toBeInTheDocument();
    expect(screen.getByText('As it was read')).toBeInTheDocument();
    // One notice tells both.
    expect(screen.queryByText('It could not be read')).toBeNull();
    expect(screen.getByText('a')).toBeInTheDocument();

    isDown.first = undefined;
    await tryAgain();
    await waitFor(() =>
      expect(screen.queryByText('As it was read')).not.toBeInTheDocument(),
    );
    expect(screen.queryByText('The network is down')).toBeNull();
    expect(screen.getByText('a')).toBeInTheDocument();
  });

  it('shows nothing any more to whoever may not see it any more', async () => {
    const isDown: { first?: Error } = {};
    const { api } = renderParts(as, failing(isDown));
    await screen.findByText('a');
    isDown.first = await refusal(403, {
      name: 'NotAllowedError',
      message: 'Unauthorized',
    });
    await refresh();
    await screen.findByText('You may not see this');
    expect(screen.queryByText('a')).toBeNull();
    expect(api.read).toHaveBeenLastCalledWith(
      expect.anything(),
      expect.objectContaining({ isRefresh: true }),
    );
  });
});

it('a table stays at its page when the next cannot be read, and tries that again', async () => {
  const isDown: { further?: Error } = { further: new Error('It is down') };
  renderParts('table', failing(isDown));
  await screen.findByText('a');
  await userEvent.click(screen.getByRole('button', { name: /next/i }));
  expect(await screen.findByText('It is down')).toBeInTheDocument();
  expect(screen.getByText('a')).toBeInTheDocument();
  // These rows are as fresh as they were.
  expect(screen.queryByText('As it was read')).toBeNull();

  isDown.further = undefined;
  await tryAgain();
  expect(await screen.findByText('c')).toBeInTheDocument();
  expect(screen.queryByText('It is down')).toBeNull();
  await userEvent.click(screen.getByRole('button', { name: /previous/i }));
  expect(await screen.findByText('a')).toBeInTheDocument();
});

it('a whole table keeps all rows when a later page cannot be read anew', async () => {
  const isDown: { further?: Error } = {};
  renderParts('whole table', failing(isDown));
  await screen.findByText('c');
  isDown.further = new Error('It is down');
  await refresh();
  expect(await screen.findByText('It is down')).toBeInTheDocument();
  expect(screen.getByText('As it was read')).toBeInTheDocument();
  expect(screen.getByText('c')).toBeInTheDocument();
});

it('a whole table says how much it has read, and where it stopped', async () => {
  let readOn: () => void = () => {};
  let reads = 0;
  const { api } = renderParts('whole table', async () => {
    reads += 1;
    if (reads === 3) {
      await new Promise<void>(resolve => {
        readOn = resolve;
      });
    }
    const first = reads * 500;
    return partsPage(
      Array.from({ length: 500 }, (_, i) => `part ${first + i}`),
      { nextCursor: String(reads) },
    );
  });
  expect(await screen.findByText('1000 rows read so far.')).toBeInTheDocument();
  readOn();
  expect(
    await screen.findByText(/^Only the first 5000 are here/),
  ).toBeInTheDocument();
  expect(screen.getByText('Something is missing here')).toBeInTheDocument();
  expect(api.read).toHaveBeenCalledTimes(10);
});
