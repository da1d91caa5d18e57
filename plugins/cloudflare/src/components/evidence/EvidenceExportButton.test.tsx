import { EvidenceJob } from '@cloudflare-backstage/plugin-cloudflare-common';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { wholeActivity } from '../../__fixtures__/activity';
import {
  accessAudit,
  answer,
  workerAccess,
  workerDeployments,
  workerTriggers,
} from '../../__fixtures__/answers';
import { account, worker } from '../../__fixtures__/entities';
import { job } from '../../__fixtures__/evidence';
import { captureDownloads } from '../../__testUtils__/downloads';
import {
  Answers,
  renderEntityTab,
  renderPage,
} from '../../__testUtils__/render';

const DAY = 86_400_000;

/** A backend with one job, whose state it tells as it is then. */
function jobAnswers(state: { job: EvidenceJob }): Answers {
  return {
    'POST evidence': async () => answer(state.job),
    'evidence/jobs/j1': async () => answer(state.job),
    'DELETE evidence/jobs/j1': async () => answer(state.job),
    'evidence/b7/document': {
      name: 'evidence.json',
      content: new Blob(['{}']),
    },
  };
}

const done = job({ state: 'succeeded', bundles: ['b7'] });

function renderLog(state: { job: EvidenceJob }, query = '') {
  return renderPage({
    path: `/cloudflare/zero-trust${query}`,
    catalog: [account],
    answers: {
      'zero-trust/access/activity': answer(wholeActivity),
      'zero-trust/access/audit': answer(accessAudit),
      ...jobAnswers(state),
    },
  });
}

describe('the button for evidence of the Access log', () => {
  it('is about the day that is shown, and downloads what was made', async () => {
    const downloads = captureDownloads();
    const api = renderLog(
      { job: done },
      '?from=2026-11-19T10:00:00Z&to=2026-11-19T12:00:00Z',
    );
    await userEvent.click(
      await screen.findByRole('button', {
        name: 'Download evidence: Access log of Thu, Nov 19, 2026 UTC',
      }),
    );
    await waitFor(() =>
      expect(downloads).toEqual([{ name: 'evidence.json', text: '{}' }]),
    );
    expect(api.post).toHaveBeenCalledWith(
      { path: ['evidence'], query: { account: 'default' } },
      {
        body: {
          kind: 'access-audit',
          from: '2026-11-19T00:00:00Z',
          to: '2026-11-20T00:00:00Z',
        },
      },
    );
  });

  it('tells how far it is, and stops when told to', async () => {
    const downloads = captureDownloads();
    const api = renderLog({ job: job() });
    const button = await screen.findByRole('button', {
      name: /^Download evidence/,
    });
    await userEvent.click(button);
    expect(
      await screen.findByText('Collecting: 420 records'),
    ).toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: 'Cancel' }));
    await waitFor(() =>
      expect(api.delete).toHaveBeenCalledWith({
        path: ['evidence', 'jobs', 'j1'],
      }),
    );
    await waitFor(() => expect(screen.queryByText(/^Collecting/)).toBeNull());
    expect(downloads).toEqual([]);
  });
});

describe('the button for evidence of a Worker', () => {
  it('is about its deployments of the last thirty days that are final', async () => {
    const downloads = captureDownloads();
    const api = renderEntityTab({
      entity: worker,
      answers: {
        'workers/acme-api/deployments': answer(workerDeployments),
        'workers/acme-api/triggers': answer(workerTriggers),
        'workers/acme-api/access': answer(workerAccess),
        ...jobAnswers({ job: done }),
      },
    });
    const section = await screen.findByRole('region', { name: 'Deployments' });
    const button = within(section).getByRole('button', {
      name: /^Download evidence: Deployments, .* to .* UTC$/,
    });
    await userEvent.click(button);
    await waitFor(() => expect(downloads).toHaveLength(1));
    const { body } = api.post.mock.calls[0][1];
    expect(body).toMatchObject({
      kind: 'deployment-provenance',
      subject: { type: 'workers', name: 'acme-api' },
    });
    expect(Date.parse(body.to) - Date.parse(body.from)).toBe(30 * DAY);
    // Audit events come up to a day after a deployment.
    expect(Date.parse(body.to)).toBe(Math.floor(Date.now() / DAY - 1) * DAY);
    const last = new Intl.DateTimeFormat(undefined, {
      dateStyle: 'medium',
      timeZone: 'UTC',
    }).format(Date.parse(body.to) - DAY);
    expect(button.getAttribute('aria-label')).toContain(`${last} UTC`);
  });
});
