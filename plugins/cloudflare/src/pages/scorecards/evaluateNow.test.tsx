import { ToastApi, ToastApiMessage } from '@backstage/frontend-plugin-api';
import { PostureEvaluation } from '@cloudflare-backstage/plugin-cloudflare-common';
import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { answer, refusal } from '../../__fixtures__/answers';
import { minutesAgo } from '../../__fixtures__/overview';
import { freshEvaluation, postureSummary } from '../../__fixtures__/posture';
import { POSTURE } from '../../__testUtils__/posture';
import { Answers, renderPage } from '../../__testUtils__/render';

function renderScorecards(answers: Answers) {
  const toasts: ToastApiMessage[] = [];
  const toastApi = {
    post: (toast: ToastApiMessage) => {
      toasts.push(toast);
      return { close: () => {} };
    },
  } as ToastApi;
  const api = renderPage({
    path: '/cloudflare/scorecards',
    toastApi,
    answers: { ...POSTURE, ...answers },
  });
  return { api, toasts, titles: () => toasts.map(({ title }) => title) };
}

const runNow = async () =>
  userEvent.click(
    await screen.findByRole('button', { name: 'Evaluate all checks now' }),
  );

describe('the button to evaluate now', () => {
  it('starts it, follows it, and reads the page again when it has ended', async () => {
    let evaluation: PostureEvaluation = freshEvaluation;
    const { api, titles } = renderScorecards({
      posture: async () => answer(postureSummary({ evaluation })),
      'POST posture/refresh': async () => {
        evaluation = {
          ...freshEvaluation,
          state: 'finished',
          startedAt: minutesAgo(0),
          finishedAt: minutesAgo(0),
        };
        return answer({ started: true });
      },
    });
    await runNow();
    await waitFor(
      () =>
        expect(titles()).toEqual([
          'The evaluation has begun',
          'The evaluation has ended',
        ]),
      { timeout: 5_000 },
    );
    const readings = () =>
      api.read.mock.calls.filter(
        ([{ path }]) => path.join('/') === 'posture/scorecards/access-hygiene',
      );
    await waitFor(() => expect(readings().length).toBeGreaterThan(1));
  }, 30_000);

  it('tells that it failed', async () => {
    let evaluation: PostureEvaluation = freshEvaluation;
    const { toasts } = renderScorecards({
      posture: async () => answer(postureSummary({ evaluation })),
      'POST posture/refresh': async () => {
        evaluation = {
          ...freshEvaluation,
          state: 'failed',
          startedAt: minutesAgo(0),
          problems: [{ kind: 'unavailable', message: 'No database' }],
        };
        return answer({ started: true });
      },
    });
    await runNow();
    await waitFor(
      () =>
        expect(toasts[1]).toMatchObject({
          title: 'The evaluation has failed',
          description: 'No database',
          status: 'danger',
        }),
      { timeout: 5_000 },
    );
  }, 30_000);

  it('follows one that is running already', async () => {
    let evaluation: PostureEvaluation = {
      ...freshEvaluation,
      state: 'running',
    };
    const { titles } = renderScorecards({
      posture: async () => answer(postureSummary({ evaluation })),
      'POST posture/refresh': async () => {
        evaluation = freshEvaluation;
        throw await refusal(409, { name: 'ConflictError', message: 'Runs' });
      },
    });
    await runNow();
    await waitFor(
      () =>
        expect(titles()).toEqual([
          'An evaluation is running already',
          'The evaluation has ended',
        ]),
      { timeout: 5_000 },
    );
  }, 30_000);

  it('tells why it could not be started', async () => {
    const { toasts } = renderScorecards({
      'POST posture/refresh': async () => {
        throw await refusal(500, { name: 'Error', message: 'Broken' });
      },
    });
    await runNow();
    await waitFor(() =>
      expect(toasts).toEqual([
        expect.objectContaining({
          title: 'The evaluation could not be started',
          description: 'Broken',
        }),
      ]),
    );
  });
});
