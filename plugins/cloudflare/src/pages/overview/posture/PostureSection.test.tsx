import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { answer, refusal } from '../../../__fixtures__/answers';
import { checkResult } from '../../../__fixtures__/entityPosture';
import { minutesAgo } from '../../../__fixtures__/overview';
import {
  freshEvaluation,
  group,
  neverEvaluated,
  point,
  postureSummary,
  scorecardPosture,
} from '../../../__fixtures__/posture';
import { renderOverview } from '../../../__testUtils__/overview';
import { queryShown } from '../../../__testUtils__/render';

const unless = (isDown: () => boolean, data: unknown) => async () => {
  if (isDown()) {
    throw new Error('Down');
  }
  return answer(data);
};
const region = (name: string) => screen.findByRole('region', { name });

describe('the scorecards of the overview', () => {
  it('stand first, each with its score and what it comes from', async () => {
    renderOverview();
    const card = await region('Resilience and runtime');
    expect(card).toHaveTextContent('75%');
    expect(card).toHaveTextContent('3 of 4 pass');
    expect(card).toHaveTextContent('1 Fail');
    expect(
      within(card).getByRole('link', { name: /See all checks/ }),
    ).toHaveAttribute('href', '/cloudflare/scorecards?scorecard=resilience');
    const headings = screen.getAllByRole('heading', { level: 2 });
    expect(headings[0]).toHaveTextContent('Posture');
    expect(
      screen.getAllByRole('link', { name: /: See all checks$/ }),
    ).toHaveLength(6);
  });

  it('tell how they were, over a time that the URL tells', async () => {
    const api = renderOverview({
      'posture/history': answer({
        points: [
          point('coverage', 20, { pass: 1, fail: 1 }),
          point('coverage', 0, { pass: 3, fail: 1 }),
          point('resilience', 0, { pass: 1 }),
        ],
      }),
    });
    const card = await region('Coverage');
    expect(await within(card).findByText(/^50% on .* → 75%$/)).toBeVisible();
    await userEvent.click(
      within(card).getByRole('button', { name: 'Show as table' }),
    );
    expect(
      within(card).getByRole('columnheader', { name: 'Score' }),
    ).toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: /Trends of$/ }));
    await userEvent.click(screen.getByRole('option', { name: '180 days' }));
    expect(queryShown()).toBe('?days=180');
    await waitFor(() =>
      expect(api.read).toHaveBeenCalledWith(
        { path: ['posture', 'history'], query: { days: 180 } },
        expect.anything(),
      ),
    );
    // What was opened stays open.
    await within(card).findByRole('columnheader', { name: 'Score' });
  });

  it('are without a score before the first evaluation, and nothing is green', async () => {
    renderOverview({ posture: answer(neverEvaluated()) });
    expect(
      await screen.findByText(/^Nothing is known until the first/),
    ).toBeInTheDocument();
    const posture = await region('Posture');
    expect(
      within(posture).getAllByText('No score: nothing could be judged yet'),
    ).toHaveLength(6);
    expect(within(posture).queryByText('Pass')).toBeNull();
    expect(screen.queryByText(/Nothing that you may see got worse/)).toBeNull();
    expect(screen.getByText(/Whether something got worse/)).toBeVisible();
  });

  it.each([
    [
      'running',
      { ...freshEvaluation, state: 'running' as const },
      /^Being evaluated/,
    ],
    [
      'failed',
      {
        ...freshEvaluation,
        state: 'failed' as const,
        problems: [{ kind: 'unavailable' as const, message: 'No database' }],
      },
      'No database',
    ],
    [
      'overdue',
      { ...freshEvaluation, finishedAt: minutesAgo(200) },
      'The evaluation is overdue',
    ],
    [
      'partial',
      {
        ...freshEvaluation,
        problems: [{ kind: 'forbidden' as const, message: 'No Queues Read' }],
      },
      'No Queues Read',
    ],
  ])('tell that the evaluation is %s', async (_, evaluation, words) => {
    renderOverview({ posture: answer(postureSummary({ evaluation })) });
    expect(await screen.findByText(words)).toBeInTheDocument();
  });

  it('tell which permission it takes to see them', async () => {
    renderOverview({
      posture: async () => {
        throw await refusal(403, { name: 'NotAllowedError', message: 'No' });
      },
    });
    expect(
      await screen.findByText(/cloudflare\.read\.posture/),
    ).toBeInTheDocument();
    expect(await region('Needs attention')).toBeInTheDocument();
  });

  it('stay without their history', async () => {
    let isDown = true;
    renderOverview({
      'posture/history': unless(() => isDown, {
        points: [point('coverage', 0, { pass: 1 })],
      }),
    });
    const card = await region('Coverage');
    expect(
      await within(card).findByText('The trend could not be read: Down'),
    ).toBeInTheDocument();
    expect(card).toHaveTextContent('3 of 4 pass');
    isDown = false;
    await userEvent.click(
      within(card).getByRole('button', { name: 'Try again' }),
    );
    expect(await within(card).findByText(/^Evaluated since/)).toBeVisible();
  });
});

describe('what changed and what is watched', () => {
  it('names the tokens that are about to expire, of which the account has many', async () => {
    const ends = (n: number) => `The token 'ci-${n}' expires soon.`;
    renderOverview({
      'posture/scorecards/change-management': answer(
        scorecardPosture('change-management'),
      ),
      'posture/scorecards/access-hygiene': answer(
        scorecardPosture('access-hygiene', { 'token.expiring': { fail: 1 } }),
      ),
      'posture/results': answer([
        checkResult('token.expiring', 'fail', {
          subject: 'account',
          title: 'Acme',
          findings: [1, 2, 3, 4, 5, 6].map(ends),
          findingsTotal: 8,
        }),
      ]),
    });
    const watched = await region('Deployments and tokens');
    expect(await within(watched).findByText(ends(1))).toBeVisible();
    expect(within(watched).getByText(ends(5))).toBeVisible();
    expect(within(watched).queryByText(ends(6))).toBeNull();
    expect(watched).toHaveTextContent('and 3 more');
  });

  it('is what got worse, which explains itself', async () => {
    renderOverview({
      posture: answer(
        postureSummary({
          worse: [{ before: 'pass', result: checkResult('queue.dlq', 'fail') }],
          worseTotal: 4,
        }),
      ),
    });
    const worse = await region('Worse since yesterday');
    expect(worse).toHaveTextContent('was Pass');
    expect(worse).toHaveTextContent('and 3 more');
    await userEvent.click(
      within(worse).getByRole('button', {
        name: 'Explain Consumers have a dead-letter queue of acme-events: Fail',
      }),
    );
    expect(
      await within(await screen.findByRole('dialog')).findByText('What to do'),
    ).toBeInTheDocument();
  });

  it('is nothing only where there is something to compare with', async () => {
    renderOverview();
    const worse = await region('Worse since yesterday');
    expect(worse).toHaveTextContent('Nothing that you may see got worse');
  });

  it('is not known where there was no evaluation a day before', async () => {
    renderOverview({
      posture: answer(postureSummary({ comparedWith: undefined })),
    });
    const worse = await region('Worse since yesterday');
    expect(worse).toHaveTextContent(/^.*Nothing to compare with yet:/);
    expect(worse).not.toHaveTextContent('got worse');
  });

  it('is the coverage, with all its numbers', async () => {
    renderOverview();
    const coverage = await region('Linked Components');
    expect(coverage).toHaveTextContent('90%');
    expect(coverage).toHaveTextContent(
      '18 of 20 production Components are linked to Cloudflare',
    );
    expect(coverage).toHaveTextContent('Expected: at least 95%');
    expect(coverage).toHaveTextContent('3 more are marked as not on');
    expect(coverage).toHaveTextContent('Fail');
  });

  it('is the coverage without numbers where these are not known', async () => {
    renderOverview({
      posture: answer(
        postureSummary({ coverage: { expected: 0.95, state: 'unknown' } }),
      ),
    });
    const coverage = await region('Linked Components');
    expect(coverage).toHaveTextContent(
      'How many production Components are linked is not known.',
    );
    expect(coverage).not.toHaveTextContent('There are no production');
  });

  it('is the coverage only where it is known', async () => {
    renderOverview({ posture: answer(neverEvaluated()) });
    const coverage = await region('Linked Components');
    expect(coverage).toHaveTextContent('Not evaluated yet');
    expect(coverage).not.toHaveTextContent('0 of 0');
  });

  it('is each deployment without provenance and each expiring token', async () => {
    const api = renderOverview({
      'posture/scorecards/change-management': answer(
        scorecardPosture('change-management', {
          'prov.commit': { pass: 2, fail: 7, unknown: 1 },
          'prov.ci-run': { pass: 2, unknown: 1 },
        }),
      ),
      'posture/scorecards/access-hygiene': answer({
        ...scorecardPosture('access-hygiene'),
        checks: [group('token.expiring', {}, { notVisible: 1 })],
      }),
      'posture/results': answer([
        checkResult('prov.commit', 'fail', { title: 'acme-shop' }),
      ]),
    });
    const titles = screen.findAllByRole('heading', { level: 4 });
    const [commit, ciRun, token] = (await titles).map(
      heading => heading.closest('section')!,
    );
    expect(
      await within(commit).findByRole('button', { name: /acme-shop/ }),
    ).toBeInTheDocument();
    expect(commit).toHaveTextContent('and 6 more');
    expect(ciRun).toHaveTextContent('None is known to fail');
    expect(token).toHaveTextContent('Nothing of it is visible to you.');
    expect(api.read).toHaveBeenCalledWith(
      {
        path: ['posture', 'results'],
        query: { check: 'prov.commit', state: 'fail', limit: 5 },
      },
      expect.anything(),
    );
  });

  it('tells once that it could not be read, and reads all of it again', async () => {
    let isDown = true;
    const read = unless(() => isDown, scorecardPosture('change-management'));
    renderOverview({
      'posture/scorecards/change-management': read,
      'posture/scorecards/access-hygiene': read,
    });
    const watched = await region('Deployments and tokens');
    expect(await within(watched).findByText('Down')).toBeInTheDocument();
    isDown = false;
    await userEvent.click(
      within(watched).getByRole('button', { name: 'Try again' }),
    );
    expect(
      await within(watched).findAllByRole('link', { name: /: See all$/ }),
    ).not.toHaveLength(0);
  });
});
