import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { answer, refusal } from '../../__fixtures__/answers';
import { checkResult } from '../../__fixtures__/entityPosture';
import { job } from '../../__fixtures__/evidence';
import {
  exemption,
  neverEvaluated,
  postureSummary,
  scorecardPosture,
  scoreOf,
} from '../../__fixtures__/posture';
import { captureDownloads } from '../../__testUtils__/downloads';
import { POSTURE } from '../../__testUtils__/posture';
import { Answers, queryShown, renderPage } from '../../__testUtils__/render';

const CHECK = 'Consumers have a dead-letter queue';

function renderScorecards(answers: Answers = {}, query = '') {
  return renderPage({
    path: `/cloudflare/scorecards${query}`,
    answers: { ...POSTURE, ...answers },
  });
}

const results = answer([
  checkResult('queue.dlq', 'fail', {
    facts: { consumers: 2, withoutDeadLetterQueue: 1 },
  }),
  checkResult('queue.backlog', 'exempt', { exemption: 'ex-1' }),
]);

const region = (name: string | RegExp) => screen.findByRole('region', { name });

/** The query of the last reading of results. */
function lastQuery(api: ReturnType<typeof renderScorecards>) {
  return api.read.mock.calls
    .map(([request]) => request)
    .filter(({ path }) => path.join('/') === 'posture/results')
    .pop()?.query;
}

describe('the page of the scorecards', () => {
  it('shows the scorecard that the URL tells, check by check', async () => {
    renderScorecards(
      {
        'posture/scorecards/resilience': answer(
          scorecardPosture('resilience', {
            'queue.dlq': { pass: 4, fail: 2, 'not-applicable': 1 },
          }),
        ),
      },
      '?scorecard=resilience',
    );
    const scorecard = await region('Resilience and runtime');
    const check = await within(scorecard).findByRole('button', {
      name: `Show the results of ${CHECK}`,
    });
    const row = check.closest('tr');
    expect(row).toHaveTextContent('Medium');
    expect(row).toHaveTextContent('Design');
    expect(row).toHaveTextContent('A1.2, PI1.3');
    expect(row).toHaveTextContent('66.6%');
    expect(row).toHaveTextContent('4 Pass2 Fail1 Not applicable');
    expect(
      screen.getByRole('radio', { name: 'Resilience and runtime: 75%' }),
    ).toBeChecked();
  });

  it('changes the scorecard, and narrows its results to a check', async () => {
    const api = renderScorecards();
    await userEvent.click(
      await screen.findByRole('radio', { name: /^Resilience/ }),
    );
    await userEvent.click(
      await screen.findByRole('button', {
        name: `Show the results of ${CHECK}`,
      }),
    );
    expect(queryShown()).toBe('?scorecard=resilience&check=queue.dlq');
    const shown = screen.getByRole('region', { name: 'Results' });
    expect(document.activeElement).toContainElement(shown);
    await waitFor(() =>
      expect(lastQuery(api)).toMatchObject({
        scorecard: 'resilience',
        check: 'queue.dlq',
        state: undefined,
      }),
    );
  });

  it('explains each result, with the exemption that holds', async () => {
    renderScorecards(
      {
        'posture/results': results,
        'posture/exemptions': answer([exemption()]),
      },
      '?scorecard=resilience',
    );
    await userEvent.click(
      await screen.findByRole('button', {
        name: `Explain ${CHECK} of acme-events: Fail`,
      }),
    );
    const dialog = await screen.findByRole('dialog');
    expect(
      await within(dialog).findByRole('row', {
        name: 'Consumers without a dead-letter queue 1',
      }),
    ).toBeInTheDocument();
    await userEvent.click(
      within(dialog).getByRole('button', { name: 'Close' }),
    );
    await userEvent.click(
      await screen.findByRole('button', { name: /: Exempt$/ }),
    );
    expect(await screen.findByText('Messages may be lost')).toBeVisible();
  });

  it('opens the result that a link leads to, and names it for a link', async () => {
    const api = renderScorecards(
      { 'posture/results': results },
      '?scorecard=resilience&result=queue.dlq+resource%3Adefault%2Fcf-queue-acme-events',
    );
    expect(
      await screen.findByText(`${CHECK}: acme-events`),
    ).toBeInTheDocument();
    expect(api.read).toHaveBeenCalledWith(
      {
        path: ['posture', 'results'],
        query: expect.objectContaining({
          check: 'queue.dlq',
          entity: 'resource:default/cf-queue-acme-events',
        }),
      },
      expect.anything(),
    );
    await userEvent.click(
      within(screen.getByRole('dialog')).getByRole('button', { name: 'Close' }),
    );
    expect(queryShown()).toBe('?scorecard=resilience');
    await userEvent.click(
      await screen.findByRole('button', {
        name: `Explain ${CHECK} of acme-events: Fail`,
      }),
    );
    expect(await screen.findByRole('dialog')).toBeInTheDocument();
    expect(queryShown()).toBe(
      '?scorecard=resilience&result=queue.dlq+resource%3Adefault%2Fcf-queue-acme-events',
    );
  });

  it('tells that there is no result where a link leads to', async () => {
    renderScorecards({}, '?result=queue.dlq+resource%3Adefault%2Fgone');
    expect(
      await screen.findByText('There is no such result'),
    ).toBeInTheDocument();
  });

  it('keeps what was chosen when its results are narrowed to a check', async () => {
    renderScorecards({}, '?scorecard=resilience');
    const show = await screen.findByRole('button', {
      name: `Show the results of ${CHECK}`,
    });
    await userEvent.type(
      screen.getByRole('searchbox', { name: 'Search results' }),
      'acme{Enter}',
    );
    await userEvent.click(show);
    expect(queryShown()).toBe('?scorecard=resilience&q=acme&check=queue.dlq');
  });

  it('finds results by what the URL tells, also of a time before', async () => {
    const api = renderScorecards(
      {},
      '?scorecard=resilience&state=fail&severity=high&subject=queues&owner=none&account=default&q=dlq&at=2026-11-01T10:00:00Z',
    );
    expect(await region(/^Results as of/)).toBeInTheDocument();
    await waitFor(() =>
      expect(lastQuery(api)).toEqual({
        scorecard: 'resilience',
        check: undefined,
        state: 'fail',
        severity: 'high',
        subject: 'queues',
        owner: 'none',
        system: undefined,
        account: 'default',
        search: 'dlq',
        at: '2026-11-01T10:00:00.000Z',
        cursor: undefined,
        limit: 25,
      }),
    );
    await userEvent.click(
      screen.getByRole('button', { name: 'Clear filters' }),
    );
    expect(queryShown()).toBe('?scorecard=resilience');
    expect(await region('Results')).toBeInTheDocument();
  });

  it('searches when that is asked for', async () => {
    const api = renderScorecards();
    const search = await screen.findByRole('searchbox', {
      name: 'Search results',
    });
    await userEvent.type(search, 'acme{Enter}');
    await waitFor(() => expect(lastQuery(api)?.search).toBe('acme'));
    expect(queryShown()).toBe('?q=acme');
  });

  it('tells that nothing is known of a time', async () => {
    renderScorecards(
      {
        'posture/results': async () => {
          throw await refusal(404, { name: 'NotFoundError', message: 'No' });
        },
      },
      '?at=2020-01-01T00:00:00Z',
    );
    expect(
      await screen.findByText('Nothing is known of then'),
    ).toBeInTheDocument();
  });

  it('downloads the results, and has evidence made of them', async () => {
    const downloads = captureDownloads();
    const api = renderScorecards(
      {
        'posture/results': results,
        'POST evidence': answer(job({ state: 'succeeded', bundles: ['b7'] })),
        'evidence/jobs/j1': answer(
          job({ state: 'succeeded', bundles: ['b7'] }),
        ),
        'evidence/b7/document': {
          name: 'evidence.json',
          content: new Blob(['{}']),
        },
      },
      '?scorecard=resilience',
    );
    await userEvent.click(
      await screen.findByRole('button', { name: 'Download Results as CSV' }),
    );
    await waitFor(() => expect(downloads).toHaveLength(1));
    expect(downloads[0].name).toBe('cloudflare-scorecard-resilience.csv');
    expect(downloads[0].text).toContain('withoutDeadLetterQueue');
    await userEvent.click(
      screen.getByRole('button', {
        name: 'Download evidence: Scorecards of default',
      }),
    );
    await waitFor(() => expect(downloads).toHaveLength(2));
    expect(api.post).toHaveBeenCalledWith(
      { path: ['evidence'], query: { account: 'default' } },
      { body: { kind: 'scorecard' } },
    );
  });

  it('says so before the first evaluation', async () => {
    renderScorecards({ posture: answer(neverEvaluated()) });
    expect(await screen.findByText('Not evaluated yet')).toBeInTheDocument();
    expect(
      screen.getByRole('radio', { name: 'Access hygiene: no score' }),
    ).toBeChecked();
  });

  it('tells which permission it takes', async () => {
    renderScorecards({
      posture: async () => {
        throw await refusal(403, { name: 'NotAllowedError', message: 'No' });
      },
    });
    expect(
      await screen.findByText(/cloudflare\.read\.posture/),
    ).toBeInTheDocument();
  });

  it('tells what is not visible', async () => {
    const hygiene = scorecardPosture('access-hygiene');
    renderScorecards({
      'posture/scorecards/access-hygiene': answer({
        ...hygiene,
        notVisible: 2,
        checks: [
          {
            ...hygiene.checks[0],
            score: undefined,
            ...scoreOf({}, { notVisible: 2 }),
          },
        ],
      }),
      posture: answer(postureSummary()),
    });
    expect(
      await screen.findByText('2 more results are not visible to you'),
    ).toBeInTheDocument();
    expect(screen.getByText('no score')).toBeInTheDocument();
  });
});
