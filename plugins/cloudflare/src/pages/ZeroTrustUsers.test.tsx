import { ZeroTrustUser } from '@cloudflare-backstage/plugin-cloudflare-common';
import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { wholeActivity } from '../__fixtures__/activity';
import { answer } from '../__fixtures__/answers';
import { account, zeroTrust } from '../__fixtures__/entities';
import { Answers, renderEntityTab, renderPage } from '../__testUtils__/render';

/** As many as make two pages of the backend. */
const users: ZeroTrustUser[] = Array.from({ length: 9 }, (_, i) => ({
  id: `u${i}`,
  email: `person${i}@acme.example`,
  name: i === 7 ? 'Ann Archer' : undefined,
  lastSuccessfulLogin: `2026-11-2${i}T10:00:00Z`,
}));

const answers: Answers = {
  'zero-trust/access/activity': answer(wholeActivity),
  'zero-trust/access/audit': answer([]),
  'zero-trust/users': async ({ query }) =>
    query?.cursor
      ? answer(users.slice(5))
      : answer(users.slice(0, 5), { nextCursor: 'second' }),
};

const namesShown = () =>
  screen.getAllByRole('rowheader').map(({ textContent }) => textContent);

describe('the users of the page Zero Trust', () => {
  it('can be searched by address and name, on all pages, and the URL tells', async () => {
    renderPage({
      path: '/cloudflare/zero-trust?tab=users',
      catalog: [account],
      answers,
    });
    await userEvent.type(
      await screen.findByRole('searchbox', { name: 'Search users' }),
      'ann arch',
    );
    await waitFor(() => expect(namesShown()).toHaveLength(1));
    expect(namesShown()[0]).toContain('person7@acme.example');
  });

  it('can be sorted, as the URL tells', async () => {
    renderPage({
      path: '/cloudflare/zero-trust?tab=users&sort=-lastLogin&q=person',
      catalog: [account],
      answers,
    });
    await screen.findAllByRole('rowheader');
    expect(namesShown()[0]).toContain('person8');
    await userEvent.click(
      screen.getByRole('columnheader', { name: /Last log-in/ }),
    );
    await waitFor(() => expect(namesShown()[0]).toContain('person0'));
    expect(screen.getByRole('searchbox', { name: /Search/ })).toHaveValue(
      'person',
    );
  });
});

it('the users of an entity can be searched, and its URL stays', async () => {
  renderEntityTab({ entity: zeroTrust, answers, query: '?q=nobody' });
  await userEvent.type(
    await screen.findByRole('searchbox', { name: /Search Users/ }),
    'person3',
  );
  await waitFor(() => expect(namesShown()).toHaveLength(1));
  expect(screen.getByTestId('location')).toHaveTextContent(/^\?q=nobody$/);
});
