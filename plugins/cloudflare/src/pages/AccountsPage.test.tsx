import { TokenPermissionStatus } from '@cloudflare-backstage/plugin-cloudflare-common';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { answer, refusal } from '../__fixtures__/answers';
import {
  accountStatus,
  inDays,
  minutesAgo,
  productStatus,
} from '../__fixtures__/overview';
import { Answers, renderPage } from '../__testUtils__/render';

const permissions: TokenPermissionStatus[] = [
  {
    account: 'default',
    product: 'workers',
    permission: 'Workers Scripts Read',
    state: 'granted',
  },
  {
    account: 'default',
    product: 'pages',
    permission: 'Pages Read',
    state: 'missing',
    problem: { kind: 'forbidden', message: 'Cloudflare refused the read.' },
  },
  {
    account: 'default',
    product: 'zeroTrust',
    permission: 'Access: Apps and Policies Read',
    state: 'not-entitled',
    problem: { kind: 'not-entitled', message: 'Access is not enabled.' },
  },
];

function renderAccounts(answers: Answers = {}) {
  return renderPage({
    path: '/cloudflare/accounts',
    answers: {
      accounts: answer([accountStatus()]),
      products: answer([productStatus()]),
      'token-permissions': answer(permissions),
      ...answers,
    },
  });
}

function fact(label: string) {
  return screen.getByText(label, { selector: 'dt' }).closest('div')!;
}

async function loaded() {
  await screen.findByRole('heading', { name: 'Acme' });
}

describe('the accounts', () => {
  it('are each told with their ids, links, token and budget', async () => {
    renderAccounts();
    await loaded();
    expect(
      screen.getByRole('link', { name: 'Open Acme in Cloudflare' }),
    ).toHaveAttribute(
      'href',
      'https://dash.cloudflare.com/6f1ed0c0ffee4a7b9d2e11aa22bb33cc',
    );
    expect(screen.getByRole('link', { name: 'Acme' })).toHaveAttribute(
      'href',
      '/catalog/default/resource/cf-account',
    );
    expect(
      screen.getByRole('button', { name: 'Copy the account ID' }),
    ).toBeInTheDocument();
    expect(fact('API token')).toHaveTextContent('Active');
    expect(fact('Token expiry')).toHaveTextContent('Does not expire');
    expect(fact('Kind of token')).toHaveTextContent('Account token');
    const meter = screen.getByRole('meter', { name: 'Request budget' });
    expect(meter).toHaveAttribute('aria-valuenow', '150');
    expect(meter).toHaveAttribute('aria-valuemax', '600');
    expect(
      screen.getByText('150 of 600 requests in the last 5 minutes'),
    ).toBeInTheDocument();
  });

  it.each([
    [inDays(3.1), /Expires in 3 days/],
    [inDays(23.1), /Expires in 23 days/],
    [inDays(100.1), /Expires in 3 months/],
  ])('say when the token expires', async (expiresAt, words) => {
    renderAccounts({
      accounts: answer([accountStatus({ token: { expiresAt } })]),
    });
    await loaded();
    expect(fact('Token expiry')).toHaveTextContent(words);
  });

  it('do not say that a token never expires that could not be read', async () => {
    renderAccounts({
      accounts: answer([
        accountStatus({
          token: {
            status: 'unknown',
            owner: undefined,
            problem: { kind: 'unauthorized', message: 'Invalid API Token.' },
          },
        }),
      ]),
    });
    await loaded();
    expect(fact('API token')).toHaveTextContent('Refused');
    expect(fact('API token')).toHaveTextContent('Invalid API Token.');
    expect(fact('Token expiry')).toHaveTextContent('Not known');
    expect(fact('Kind of token')).toHaveTextContent('Not known');
  });

  it('say until when Cloudflare refuses every call', async () => {
    renderAccounts({
      accounts: answer([
        accountStatus({
          budget: {
            limit: 600,
            used: 640,
            windowSeconds: 300,
            lockedOutUntil: minutesAgo(-4.1),
          },
        }),
      ]),
    });
    await loaded();
    expect(fact('Request budget')).toHaveTextContent(
      /refuses every call; this ends in 4 minutes/,
    );
    expect(screen.getByRole('meter')).toHaveAttribute('aria-valuenow', '600');
  });

  it('tell of each product how it can be read', async () => {
    renderAccounts({
      products: answer([
        productStatus(),
        productStatus({
          product: 'pages',
          title: 'Pages',
          state: 'degraded',
          resources: undefined,
          lastCompleteSync: undefined,
          problem: {
            kind: 'forbidden',
            message: 'The token may not read it.',
            permission: 'Pages Read',
          },
        }),
        productStatus({ account: 'eu', product: 'kv', title: 'KV' }),
      ]),
    });
    const region = await screen.findByRole('region', { name: 'Products' });
    const row = await within(region).findByRole('row', { name: /Pages/ });
    expect(row).toHaveTextContent('Degraded');
    expect(row).toHaveTextContent('Not known');
    expect(row).toHaveTextContent('Never');
    expect(row).toHaveTextContent('Token permission: Pages Read');
    expect(within(region).queryByText('KV')).toBeNull();
  });

  it('tell which permissions the token has, and check again when asked', async () => {
    let state: TokenPermissionStatus['state'] = 'missing';
    const api = renderAccounts({
      'token-permissions': async () =>
        answer(
          permissions.map(permission =>
            permission.product === 'pages'
              ? { ...permission, state }
              : permission,
          ),
        ),
    });
    const region = await screen.findByRole('region', {
      name: 'Token permissions',
    });
    const row = () => within(region).findByRole('row', { name: /Pages Read/ });
    expect(await row()).toHaveTextContent('Missing');
    expect(await row()).toHaveTextContent('Cloudflare refused the read.');
    expect(
      within(region).getByRole('row', { name: /Workers Scripts Read/ }),
    ).toHaveTextContent('Granted');
    expect(
      within(region).getByRole('row', { name: /Apps and Policies/ }),
    ).toHaveTextContent('Not entitled');
    expect(api.read).toHaveBeenCalledWith(
      { path: ['token-permissions'], query: { account: 'default' } },
      { isRefresh: false },
    );
    state = 'granted';
    await userEvent.click(
      within(region).getByRole('button', {
        name: 'Check the token permissions of default again',
      }),
    );
    await waitFor(async () => expect(await row()).toHaveTextContent('Granted'));
  });

  it('are shown though their permissions could not be read', async () => {
    renderAccounts({
      'token-permissions': async () => {
        throw await refusal(503, {
          name: 'ServiceUnavailableError',
          message: 'The budget is spent.',
          kind: 'rate-limited',
        });
      },
    });
    await loaded();
    expect(await screen.findByText('The budget is spent.')).toBeInTheDocument();
    expect(fact('API token')).toHaveTextContent('Active');
  });

  it('name the permission that the user lacks', async () => {
    renderAccounts({
      accounts: async () => {
        throw await refusal(403, { name: 'NotAllowedError', message: 'No' });
      },
    });
    expect(
      await screen.findByText(/cloudflare\.read\.account/),
    ).toBeInTheDocument();
  });
});
