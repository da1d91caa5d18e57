import { ToastApi, ToastApiMessage } from '@backstage/frontend-plugin-api';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { answer, refusal } from '../../__fixtures__/answers';
import {
  accountStatus,
  minutesAgo,
  productStatus,
  provenanceCounts,
  syncReport,
  syncRun,
} from '../../__fixtures__/overview';
import { Answers, renderPage } from '../../__testUtils__/render';

function renderSyncs(
  answers: Answers,
  options?: Partial<Parameters<typeof renderPage>[0]>,
) {
  const toasts: ToastApiMessage[] = [];
  const toastApi = {
    post: (toast: ToastApiMessage) => {
      toasts.push(toast);
      return { close: () => {} };
    },
  } as ToastApi;
  const api = renderPage({
    path: '/cloudflare/overview',
    toastApi,
    ...options,
    answers: {
      accounts: answer([accountStatus()]),
      products: answer([productStatus()]),
      'provenance/summary': answer(provenanceCounts()),
      'provenance/deployments': answer([]),
      ...answers,
    },
  });
  return { api, titles: () => toasts.map(({ title }) => title) };
}

async function rowOf(account: string) {
  const region = await screen.findByRole('region', { name: 'Last sync' });
  return within(region).findByRole('row', { name: new RegExp(account) });
}

describe('the last syncs', () => {
  it('tell how each account was read, and what is left to do', async () => {
    renderSyncs({
      accounts: answer([accountStatus(), accountStatus({ key: 'eu' })]),
      sync: answer([
        syncRun({ run: 6, outcome: 'failed' }),
        syncRun({
          run: 7,
          outcome: 'partial',
          startedAt: minutesAgo(5),
          finishedAt: minutesAgo(3.5),
          products: [
            syncReport({
              detailsPending: 12,
              held: 1,
              unknownOwners: ['group:default/nobody'],
            }),
            syncReport({
              product: 'pages',
              complete: false,
              unknownOwners: ['group:default/nobody'],
            }),
          ],
        }),
      ]),
    });
    const row = await rowOf('default');
    expect(row).toHaveTextContent('Partial');
    expect(row).toHaveTextContent('1.5 minutes');
    expect(row).toHaveTextContent('42');
    expect(row).toHaveTextContent('12 details to read');
    expect(row).toHaveTextContent('1 removal held back');
    expect(row).toHaveTextContent(
      /that the catalog does not have: group:default\/nobody(?!,)/,
    );
    expect(row).toHaveTextContent('Not read completely: Pages');
    const other = await rowOf('eu');
    expect(other).toHaveTextContent('No run known');
    expect(other).not.toHaveTextContent('Nothing');
  });

  it('start a sync, follow it, and read the page again when it has ended', async () => {
    let run = syncRun();
    const { api, titles } = renderSyncs({
      sync: async () => answer([run]),
      'POST sync': async () => {
        run = syncRun({ run: 8, outcome: 'running', finishedAt: undefined });
        return answer({ account: 'default', started: true });
      },
    });
    const button = await screen.findByRole('button', {
      name: 'Sync default now',
    });
    await userEvent.click(button);
    expect(api.post).toHaveBeenCalledWith({
      path: ['sync'],
      query: { account: 'default' },
    });
    await waitFor(() =>
      expect(titles()).toEqual(['The sync of default has begun']),
    );
    const looks = () =>
      api.read.mock.calls.filter(
        ([{ path, query }]) =>
          path[0] === 'sync' && query?.account === 'default',
      );
    // One before it was asked for, to know which run is the new one.
    await waitFor(() => expect(looks()).toHaveLength(2));
    expect(titles()).toHaveLength(1);
    run = syncRun({ run: 8, startedAt: minutesAgo(1), requests: 77 });
    await waitFor(() =>
      expect(titles()).toContain('The sync of default has ended: Succeeded'),
    );
    await waitFor(async () =>
      expect(await rowOf('default')).toHaveTextContent('77'),
    );
  });

  it('do not take a run that the page does not show yet for the one that was asked for', async () => {
    let run = syncRun({ run: 7 });
    let isTriggered = false;
    const { titles } = renderSyncs({
      sync: async () => answer([run]),
      'POST sync': async () => {
        isTriggered = true;
        return answer({ account: 'default', started: true });
      },
    });
    const button = await screen.findByRole('button', {
      name: 'Sync default now',
    });
    run = syncRun({ run: 9, outcome: 'failed' });
    await userEvent.click(button);
    await waitFor(() => expect(isTriggered).toBe(true));
    await new Promise(resolve => setTimeout(resolve, 3_500));
    expect(titles()).toEqual(['The sync of default has begun']);
    run = syncRun({ run: 10 });
    await waitFor(() =>
      expect(titles()).toContain('The sync of default has ended: Succeeded'),
    );
  });

  it('are not empty while the accounts are read, or cannot be', async () => {
    renderSyncs({
      sync: answer([]),
      accounts: async () => {
        throw new Error('No connection');
      },
    });
    const region = await screen.findByRole('region', { name: 'Last sync' });
    expect(
      await within(region).findByText('It could not be read'),
    ).toBeInTheDocument();
    expect(within(region).queryByRole('table')).not.toBeInTheDocument();
  });

  it('say kindly that a sync is running already, and follow it', async () => {
    let run = syncRun({ outcome: 'running', finishedAt: undefined });
    const { titles } = renderSyncs({
      sync: async () => answer([run]),
      'POST sync': async () => {
        throw await refusal(409, { name: 'ConflictError', message: 'Running' });
      },
    });
    await userEvent.click(
      await screen.findByRole('button', { name: 'Sync default now' }),
    );
    await waitFor(() =>
      expect(titles()).toEqual(['The sync of default is running already']),
    );
    run = syncRun({ outcome: 'partial' });
    await waitFor(() =>
      expect(titles()).toContain('The sync of default has ended: Partial'),
    );
  });

  it('say why a sync could not be started, and can be asked again', async () => {
    const { titles } = renderSyncs({
      sync: answer([syncRun()]),
      'POST sync': async () => {
        throw await refusal(503, {
          name: 'ServiceUnavailableError',
          message: 'The sync does not answer.',
          kind: 'unavailable',
        });
      },
    });
    const button = await screen.findByRole('button', {
      name: 'Sync default now',
    });
    await userEvent.click(button);
    await waitFor(() =>
      expect(titles()).toEqual(['The sync of default could not be started']),
    );
    await waitFor(() => expect(button).toBeEnabled());
  });
});
