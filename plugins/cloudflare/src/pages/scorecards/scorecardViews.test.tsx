import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { answer } from '../../__fixtures__/answers';
import { checkResult } from '../../__fixtures__/entityPosture';
import { inDays } from '../../__fixtures__/overview';
import {
  criterion,
  exemption,
  group,
  postureSummary,
} from '../../__fixtures__/posture';
import { POSTURE } from '../../__testUtils__/posture';
import { Answers, queryShown, renderPage } from '../../__testUtils__/render';
import { rowsOf } from '../../__testUtils__/tables';

function renderView(view: string, answers: Answers) {
  return renderPage({
    path: `/cloudflare/scorecards?view=${view}`,
    answers: { ...POSTURE, ...answers },
  });
}

describe('what owners have to do', () => {
  it('is told of each owner, and what it is', async () => {
    const api = renderView('owners', {
      posture: answer(
        postureSummary({
          owners: [
            group('group:default/platform', { fail: 2, unknown: 1, pass: 1 }),
            group('', { pass: 1 }),
          ],
        }),
      ),
      'posture/results': answer([
        checkResult('queue.dlq', 'fail'),
        checkResult('queue.backlog', 'unknown', {
          message: 'Add Account Analytics Read to the token',
        }),
      ]),
    });
    const [platform, nobody] = await rowsOf('Who has what to do');
    expect(platform).toHaveTextContent('platform21');
    expect(platform).toHaveTextContent('25%');
    expect(nobody).toHaveTextContent('No owner');
    await userEvent.click(
      within(platform).getByRole('button', {
        name: 'Show what platform has to do',
      }),
    );
    const [fail, unknown] = await rowsOf('What platform has to do');
    expect(fail).toHaveTextContent('Set max_retries and dead_letter_queue');
    expect(unknown).toHaveTextContent('Add Account Analytics Read');
    expect(queryShown()).toContain('owner=group%3Adefault%2Fplatform');
    expect(api.read).toHaveBeenCalledWith(
      {
        path: ['posture', 'results'],
        query: expect.objectContaining({
          owner: 'group:default/platform',
          state: 'fail,unknown',
        }),
      },
      expect.anything(),
    );
  });

  it('is asked for where there is no owner', async () => {
    const api = renderView('owners', {
      posture: answer(postureSummary({ owners: [group('', { fail: 1 })] })),
    });
    await userEvent.click(
      await screen.findByRole('button', {
        name: 'Show what No owner has to do',
      }),
    );
    expect(await screen.findByText('Nothing to do')).toBeInTheDocument();
    expect(api.read).toHaveBeenCalledWith(
      {
        path: ['posture', 'results'],
        query: expect.objectContaining({ owner: 'none' }),
      },
      expect.anything(),
    );
  });
});

describe('the exemptions', () => {
  it('tell what they hold for, their status and when they expire', async () => {
    renderView('exemptions', {
      'posture/exemptions': answer([
        exemption({ expiresAt: inDays(90) }),
        exemption({
          id: 'ex-2',
          entityRef: undefined,
          filter: { subject: 'kv', account: 'eu', name: 'test-*' },
          expiring: true,
          expiresAt: inDays(5),
          ticketUrl: undefined,
        }),
        exemption({
          id: 'ex-3',
          status: 'pending',
          approvedBy: undefined,
          expiresAt: inDays(30),
          results: 0,
        }),
      ]),
    });
    const [soon, pending, later] = await rowsOf('Exemptions');
    expect(soon).toHaveTextContent('Expires soon');
    expect(soon).toHaveTextContent('Product: KVAccount: euName: test-*');
    expect(pending).toHaveTextContent('Pending');
    expect(pending).toHaveTextContent('Nobody');
    expect(later).toHaveTextContent('Approved');
    expect(later).toHaveTextContent('Consumers have a dead-letter queue');
    expect(
      within(later).getByRole('link', { name: /Ticket of the exemption ex-1/ }),
    ).toHaveAttribute('href', 'https://tickets.example.com/OPS-1');
  });

  it('tell of a name that the caller may not be told', async () => {
    renderView('exemptions', {
      'posture/exemptions': answer([
        exemption({ entityRef: undefined, filter: {}, nameWithheld: true }),
      ]),
    });
    const [row] = await rowsOf('Exemptions');
    expect(row).toHaveTextContent(
      'Name: a pattern that may name what you may not see',
    );
    expect(row).not.toHaveTextContent('Everything');
  });

  it('are none', async () => {
    renderView('exemptions', {});
    expect(await screen.findByText('No exemptions')).toBeInTheDocument();
  });
});

describe('the acceptance', () => {
  it('tells the state of each criterion, with its figures', async () => {
    renderView('acceptance', {
      'posture/acceptance': answer([
        criterion(),
        criterion({
          id: 'deployments-proven',
          title: 'Deployments are proven',
          state: 'missed',
          message: 'Deploy acme-shop from CI.',
          figures: [
            { label: 'Without a commit', value: 1200 },
            { label: 'Newest', value: '2026-11-20T10:00:00.000Z' },
          ],
        }),
        criterion({
          id: 'secrets-metadata-only',
          title: 'Secrets are metadata only',
          state: 'unknown',
          figures: [],
        }),
      ]),
    });
    expect(
      await screen.findByText(/^1 of 3 criteria are met/),
    ).toBeInTheDocument();
    const texts = screen
      .getAllByRole('heading', { level: 4 })
      .map(heading => heading.closest('li')!.textContent);
    expect(texts[0]).toMatch(/^MetProduction Components are linked/);
    expect(texts[1]).toMatch(
      /^MissedDeployments are provenDeploy acme-shop from CI\.Without a commit1,200Newest(?!2026-11-20T)/,
    );
    expect(texts[2]).toMatch(/^Not known/);
  });

  it('is opened by its tab', async () => {
    renderPage({
      path: '/cloudflare/scorecards',
      answers: {
        ...POSTURE,
        'posture/acceptance': answer([criterion()]),
      },
    });
    await userEvent.click(
      await screen.findByRole('tab', { name: 'Acceptance' }),
    );
    expect(await screen.findByText(/^1 of 1 criteria/)).toBeInTheDocument();
    await waitFor(() => expect(queryShown()).toBe('?view=acceptance'));
  });
});
