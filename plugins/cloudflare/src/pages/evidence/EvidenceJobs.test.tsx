import { EvidenceJob } from '@cloudflare-backstage/plugin-cloudflare-common';
import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { answer, refusal } from '../../__fixtures__/answers';
import { account } from '../../__fixtures__/entities';
import { bundle, chain, coverage, job } from '../../__fixtures__/evidence';
import { captureDownloads } from '../../__testUtils__/downloads';
import { Answers, renderPage } from '../../__testUtils__/render';

/** A backend with one job, whose state it tells as it is then. */
function show(options: {
  job?: EvidenceJob;
  answers?: Answers;
  query?: string;
}) {
  const state = { job: options.job ?? job() };
  const api = renderPage({
    path: `/cloudflare/evidence${options.query ?? ''}`,
    catalog: [account],
    answers: {
      'evidence/chains': answer([chain()]),
      'evidence/coverage': answer([coverage()]),
      'evidence/key': answer({}),
      evidence: answer([bundle()]),
      'POST evidence': async () => answer(state.job),
      'evidence/jobs/j1': async () => answer(state.job),
      'DELETE evidence/jobs/j1': async () => {
        state.job = { ...state.job, state: 'cancelled' };
        return answer(state.job);
      },
      ...options.answers,
    },
  });
  return { api, state };
}

/** The UTC day so many days ago, as it was some hours before now. */
function dayAgo(days: number, hours = 0): string {
  const time = Date.now() - days * 86_400_000 - hours * 3_600_000;
  return new Date(time).toISOString().slice(0, 10);
}

async function openDialog() {
  await userEvent.click(
    await screen.findByRole('button', { name: 'Create evidence' }),
  );
  return screen.findByRole('dialog');
}

async function region() {
  return screen.findByRole('region', { name: 'New evidence' });
}

describe('creating evidence', () => {
  it('asks for the last day of the Access log that is final unless told otherwise', async () => {
    const { api } = show({});
    const dialog = await openDialog();
    await userEvent.click(
      within(dialog).getByRole('button', { name: 'Create' }),
    );
    await waitFor(() => expect(api.post).toHaveBeenCalledTimes(1));
    const [request, options] = api.post.mock.calls[0];
    expect(request).toEqual({
      path: ['evidence'],
      query: { account: 'default' },
    });
    const { from, to } = options.body;
    expect(options.body).toMatchObject({
      kind: 'access-audit',
      subject: { type: 'account' },
      variant: 'pseudonymous',
    });
    expect(Date.parse(to) - Date.parse(from)).toBe(86_400_000);
    expect(to.slice(0, 10)).toBe(dayAgo(0, 1));
    expect(
      await within(await region()).findByText('Collecting'),
    ).toBeInTheDocument();
  });

  it('asks for deployments once their audit events are there, or says that they are not', async () => {
    const { api } = show({});
    const dialog = within(await openDialog());
    await userEvent.click(dialog.getByRole('button', { name: /Kind/ }));
    await userEvent.click(
      screen.getByRole('option', { name: 'Deployment provenance' }),
    );
    const first = dialog.getByLabelText('First day (UTC)');
    const last = dialog.getByLabelText('Last day (UTC)');
    expect(first).toHaveValue(dayAgo(1, 24));
    expect(last).toHaveValue(dayAgo(1, 24));
    expect(dialog.queryByText(/may still come/)).toBeNull();
    fireEvent.change(last, { target: { value: dayAgo(1) } });
    expect(
      dialog.getByText(/^Events of the last day may still come until .* UTC:/),
    ).toBeInTheDocument();
    // Who wants the newest deployment can have it.
    await userEvent.click(dialog.getByRole('button', { name: 'Create' }));
    await waitFor(() => expect(api.post).toHaveBeenCalledTimes(1));
    expect(api.post.mock.calls[0][1].body).toMatchObject({
      kind: 'deployment-provenance',
      from: `${dayAgo(1, 24)}T00:00:00Z`,
      to: `${dayAgo(0)}T00:00:00Z`,
    });
  });

  it('leaves the days that were chosen when the kind is changed', async () => {
    show({});
    const dialog = within(await openDialog());
    const first = dialog.getByLabelText('First day (UTC)');
    fireEvent.change(first, { target: { value: dayAgo(9) } });
    await userEvent.click(dialog.getByRole('button', { name: /Kind/ }));
    await userEvent.click(
      screen.getByRole('option', { name: 'Deployment provenance' }),
    );
    expect(dialog.getByLabelText('First day (UTC)')).toHaveValue(dayAgo(9));
    expect(dialog.getByLabelText('Last day (UTC)')).toHaveValue(dayAgo(1, 1));
  });

  it('follows the job until it is ready, and offers its files', async () => {
    const downloads = captureDownloads();
    const { api, state } = show({
      query: '?jobs=j1',
      answers: {
        'evidence/b7/bundle': { name: undefined, content: new Blob(['tar']) },
      },
    });
    const progress = within(await region());
    expect(await progress.findByText('Collecting')).toBeInTheDocument();
    expect(progress.getByRole('progressbar')).toHaveAttribute(
      'aria-valuetext',
      '0 of 1 snapshots, 420 records',
    );
    const readBefore = api.read.mock.calls.filter(
      ([{ path }]) => path.join('/') === 'evidence/chains',
    ).length;
    state.job = job({
      state: 'succeeded',
      progress: { done: 1, total: 1, records: 1204 },
      bundles: ['b7'],
    });
    expect(await progress.findByText('Ready')).toBeInTheDocument();
    expect(progress.queryByRole('button', { name: /^Cancel/ })).toBeNull();
    await waitFor(() =>
      expect(
        api.read.mock.calls.filter(
          ([{ path }]) => path.join('/') === 'evidence/chains',
        ).length,
      ).toBeGreaterThan(readBefore),
    );
    await userEvent.click(
      progress.getByRole('button', {
        name: 'Download snapshot 1 as a bundle (tar)',
      }),
    );
    await waitFor(() =>
      expect(downloads).toEqual([{ name: 'evidence-b7.tar', text: 'tar' }]),
    );
    await userEvent.click(progress.getByRole('button', { name: /^Hide/ }));
    expect(screen.queryByRole('region', { name: 'New evidence' })).toBeNull();
  });

  it('cancels a job', async () => {
    const { api } = show({ query: '?jobs=j1' });
    const progress = within(await region());
    await userEvent.click(
      await progress.findByRole('button', { name: /^Cancel Access log/ }),
    );
    expect(await progress.findByText('Cancelled')).toBeInTheDocument();
    expect(api.delete).toHaveBeenCalledWith({
      path: ['evidence', 'jobs', 'j1'],
    });
  });

  it('says why a job failed', async () => {
    show({
      query: '?jobs=j1',
      job: job({
        state: 'failed',
        problem: { kind: 'forbidden', message: 'The token may not read it.' },
      }),
    });
    expect(
      await within(await region()).findByText('The token may not read it.'),
    ).toBeInTheDocument();
  });

  it('goes on after a look that failed, and stops where it may not look', async () => {
    let looks = 0;
    show({
      query: '?jobs=j1',
      answers: {
        'evidence/jobs/j1': async () => {
          looks += 1;
          if (looks === 1) {
            throw new Error('The network is away');
          }
          throw await refusal(403, { name: 'NotAllowedError', message: 'No' });
        },
      },
    });
    expect(
      await within(await region()).findByText('You may not see this'),
    ).toBeInTheDocument();
    expect(looks).toBe(2);
  });

  it('says in the dialog why it was not begun', async () => {
    show({
      answers: {
        'POST evidence': async () => {
          throw await refusal(403, {
            name: 'NotAllowedError',
            message: `It takes 'cloudflare.read.personal'`,
          });
        },
      },
    });
    const dialog = await openDialog();
    await userEvent.click(
      within(dialog).getByRole('button', { name: 'Create' }),
    );
    expect(
      await within(dialog).findByText(`It takes 'cloudflare.read.personal'`),
    ).toBeInTheDocument();
  });

  it('asks for no days of a state', async () => {
    const { api } = show({});
    const dialog = await openDialog();
    expect(
      within(dialog).getByLabelText('First day (UTC)'),
    ).toBeInTheDocument();
    await userEvent.click(within(dialog).getByRole('button', { name: /Kind/ }));
    await userEvent.click(screen.getByRole('option', { name: 'API tokens' }));
    expect(within(dialog).queryByLabelText('First day (UTC)')).toBeNull();
    await userEvent.click(
      within(dialog).getByRole('button', { name: 'Create' }),
    );
    await waitFor(() => expect(api.post).toHaveBeenCalledTimes(1));
    expect(api.post.mock.calls[0][1].body).toEqual({
      kind: 'token-inventory',
      subject: { type: 'account' },
      variant: 'pseudonymous',
    });
  });
});
