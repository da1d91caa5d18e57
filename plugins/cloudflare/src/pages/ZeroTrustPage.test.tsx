import { AccessAuditEvent } from '@cloudflare-backstage/plugin-cloudflare-common';
import { Entity } from '@backstage/catalog-model';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { activity, wholeActivity } from '../__fixtures__/activity';
import {
  accessAudit,
  answer,
  refusal,
  zeroTrustUsers,
} from '../__fixtures__/answers';
import { account } from '../__fixtures__/entities';
import { Answers, renderPage } from '../__testUtils__/render';

const PATH = '/cloudflare/zero-trust';
const HOUR = 3_600_000;

const known: Answers = {
  'zero-trust/access/activity': answer(wholeActivity),
  'zero-trust/access/audit': answer(accessAudit),
  'zero-trust/users': answer(zeroTrustUsers),
};

const otherAccount: Entity = {
  ...account,
  metadata: {
    ...account.metadata,
    name: 'cf-account-eu',
    annotations: {
      ...account.metadata.annotations,
      'cloudflare.com/account': 'eu',
    },
  },
};

type Api = ReturnType<typeof renderPage>;

/** The queries that a route was read with, the last one last. */
function queries(api: Api, route: string) {
  return api.read.mock.calls
    .map(([request]) => request)
    .filter(({ path }) => path.join('/') === route)
    .map(({ query }) => query);
}

function lastQuery(api: Api, route = 'zero-trust/access/audit') {
  return queries(api, route).slice(-1)[0];
}

function lengthOf({ from, to }: { from: string; to: string }) {
  return Date.parse(to) - Date.parse(from);
}

describe('the page Zero Trust', () => {
  it('tells how many log-ins were allowed and refused, also in words', async () => {
    renderPage({ path: PATH, catalog: [account], answers: known });
    const chart = await screen.findByRole('img', {
      name: /^47 log-ins were allowed and 3 refused/,
    });
    expect(chart).toBeInTheDocument();
    expect(screen.queryByText(/could not be counted/)).toBeNull();
    await userEvent.click(
      screen.getByRole('button', { name: 'Show as table' }),
    );
    const table = await screen.findByRole('grid', {
      name: 'Values of log-ins',
    });
    const cells = within(table)
      .getAllByRole('row')
      .slice(1)
      .map(row =>
        within(row)
          .getAllByRole('gridcell')
          .map(cell => cell.textContent),
      );
    expect(cells).toEqual([
      ['7', '1'],
      ['40', '2'],
      ['0', '0'],
    ]);
  });

  it('takes a step that was not read for unknown, not for none', async () => {
    renderPage({
      path: PATH,
      catalog: [account],
      answers: {
        ...known,
        'zero-trust/access/activity': answer(activity, { complete: false }),
      },
    });
    expect(
      await screen.findByRole('img', {
        name: /40 log-ins .* 2 refused.* Log-ins of 1 step could not be counted\.$/,
      }),
    ).toBeInTheDocument();
    expect(screen.getByText('Something is missing here')).toBeInTheDocument();
    await userEvent.click(
      screen.getByRole('button', { name: 'Show as table' }),
    );
    const table = await screen.findByRole('grid', {
      name: 'Values of log-ins',
    });
    const [unread, , none] = within(table).getAllByRole('row').slice(1);
    expect(
      within(unread)
        .getAllByRole('gridcell')
        .map(cell => cell.textContent),
    ).toEqual(['Not read', 'Not read']);
    expect(
      within(none)
        .getAllByRole('gridcell')
        .map(cell => cell.textContent),
    ).toEqual(['0', '0']);
  });

  it('is about 24 hours by default, and about another time when chosen', async () => {
    const api = renderPage({ path: PATH, catalog: [account], answers: known });
    await screen.findByText('Admin');
    expect(lengthOf(lastQuery(api))).toBe(24 * HOUR);
    expect(lastQuery(api, 'zero-trust/access/activity').step).toBe(3600);
    await userEvent.click(screen.getByRole('button', { name: /Time/ }));
    await userEvent.click(screen.getByRole('option', { name: 'Last 30 days' }));
    await waitFor(() => expect(lengthOf(lastQuery(api))).toBe(30 * 24 * HOUR));
    expect(lastQuery(api, 'zero-trust/access/activity')).toMatchObject({
      account: 'default',
      step: 86_400,
    });
  });

  it('takes a time between two times from the URL', async () => {
    const api = renderPage({
      path: `${PATH}?from=2026-11-21T10:00:00Z&to=2026-11-21T12:00:00Z`,
      catalog: [account],
      answers: known,
    });
    await screen.findByText('Admin');
    expect(lastQuery(api)).toMatchObject({
      from: '2026-11-21T10:00:00.000Z',
      to: '2026-11-21T12:00:00.000Z',
    });
    expect(lastQuery(api, 'zero-trust/access/activity').step).toBe(900);
  });

  it('narrows the log as the URL says', async () => {
    const api = renderPage({
      path: `${PATH}?actor=u_0123456789ab&action=login&target=admin.acme.example&decision=refused&ray=8f2a`,
      catalog: [account],
      answers: known,
    });
    await screen.findByText('Admin');
    expect(lastQuery(api)).toMatchObject({
      account: 'default',
      actor: 'u_0123456789ab',
      action: 'login',
      target: 'admin.acme.example',
      allowed: 'false',
      ray: '8f2a',
    });
    expect(screen.getByRole('textbox', { name: 'User' })).toHaveValue(
      'u_0123456789ab',
    );
    await userEvent.click(
      screen.getByRole('button', { name: 'Clear filters' }),
    );
    await waitFor(() => expect(lastQuery(api).actor).toBeUndefined());
    expect(lastQuery(api)).toMatchObject({
      allowed: undefined,
      ray: undefined,
    });
    expect(screen.getByRole('textbox', { name: 'User' })).toHaveValue('');
  });

  it('searches the log when asked, not at every letter', async () => {
    const api = renderPage({ path: PATH, catalog: [account], answers: known });
    await screen.findByText('Admin');
    await userEvent.type(
      screen.getByRole('textbox', { name: 'Ray ID' }),
      ' 8f2a{Enter}',
    );
    await waitFor(() => expect(lastQuery(api).ray).toBe('8f2a'));
    expect(queries(api, 'zero-trust/access/audit')).toHaveLength(2);
    expect(screen.getByRole('textbox', { name: 'Ray ID' })).toHaveFocus();
  });

  it('says at the field that a person may only be searched for by pseudonym', async () => {
    renderPage({
      path: PATH,
      catalog: [account],
      answers: {
        ...known,
        'zero-trust/access/audit': async ({ query }) => {
          if (String(query?.actor).includes('@')) {
            throw await refusal(400, {
              name: 'InputError',
              message: `The query parameter 'actor' accepts only a pseudonym ('u_' and 12 hex digits) without the permission 'cloudflare.read.personal'`,
            });
          }
          return answer(accessAudit);
        },
      },
    });
    await screen.findByText('Admin');
    const field = screen.getByRole('textbox', { name: 'User' });
    await userEvent.type(field, 'ann@acme.example{Enter}');
    await waitFor(() => expect(field).toBeInvalid());
    expect(field).toHaveAccessibleDescription(
      /You may search for a pseudonym .* cloudflare\.read\.personal/,
    );
    expect(screen.queryByText('Admin')).toBeNull();
    await userEvent.clear(field);
    await userEvent.type(field, 'u_0123456789ab{Enter}');
    expect(await screen.findByText('Admin')).toBeInTheDocument();
    expect(field).toBeValid();
  });

  it('pages through the log', async () => {
    const second: AccessAuditEvent = {
      ...accessAudit[0],
      id: 'e2',
      applicationName: 'Wiki',
    };
    renderPage({
      path: PATH,
      catalog: [account],
      answers: {
        ...known,
        'zero-trust/access/audit': async ({ query }) =>
          query?.cursor === 'next'
            ? answer([second])
            : answer(accessAudit, { nextCursor: 'next' }),
      },
    });
    await screen.findByText('Admin');
    await userEvent.click(screen.getByRole('button', { name: /next/i }));
    expect(await screen.findByText('Wiki')).toBeInTheDocument();
    expect(screen.queryByText('Admin')).toBeNull();
  });

  it('shows the users when asked, or when the URL says so', async () => {
    const api = renderPage({ path: PATH, catalog: [account], answers: known });
    await screen.findByText('Admin');
    expect(queries(api, 'zero-trust/users')).toHaveLength(0);
    await userEvent.click(screen.getByRole('tab', { name: 'Users' }));
    expect(
      await screen.findByRole('row', { name: /person-91bc/ }),
    ).toBeInTheDocument();
    expect(lastQuery(api, 'zero-trust/users')).toMatchObject({
      account: 'default',
    });
  });

  it('offers the accounts when there are several', async () => {
    const api = renderPage({
      path: PATH,
      catalog: [account, otherAccount],
      answers: known,
    });
    await screen.findByText('Admin');
    await userEvent.click(screen.getByRole('button', { name: /Account/ }));
    await userEvent.click(screen.getByRole('option', { name: 'eu' }));
    await waitFor(() => expect(lastQuery(api).account).toBe('eu'));
    expect(lastQuery(api, 'zero-trust/access/activity').account).toBe('eu');
  });

  it('asks for no account where there is one', async () => {
    renderPage({ path: PATH, catalog: [account], answers: known });
    await screen.findByText('Admin');
    expect(screen.queryByRole('button', { name: /Account/ })).toBeNull();
  });

  it('shows the log although the log-ins could not be counted', async () => {
    renderPage({
      path: PATH,
      catalog: [account],
      answers: {
        ...known,
        'zero-trust/access/activity': async () => {
          throw await refusal(424, {
            name: 'CloudflareApiError',
            message: 'Cloudflare refuses the log',
            kind: 'forbidden',
            permission: 'Access: Audit Logs Read',
          });
        },
      },
    });
    expect(
      await screen.findByText('The API token lacks a permission'),
    ).toBeInTheDocument();
    expect(await screen.findByText('Admin')).toBeInTheDocument();
  });

  it('says that the catalog shows no account', async () => {
    renderPage({ path: PATH, answers: known });
    expect(
      await screen.findByText('No Cloudflare account'),
    ).toBeInTheDocument();
  });
});
