import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  answer,
  refusal,
  workerDeployments,
  workerTriggers,
} from '../__fixtures__/answers';
import { worker } from '../__fixtures__/entities';
import { Answers, renderEntityTab } from '../__testUtils__/render';

const DEPLOYMENTS = 'workers/acme-api/deployments';
const TRIGGERS = 'workers/acme-api/triggers';

function renderWorker(
  deployments: Answers[string],
  triggers?: Answers[string],
) {
  return renderEntityTab({
    entity: worker,
    answers: {
      [DEPLOYMENTS]: deployments,
      [TRIGGERS]: triggers ?? answer(workerTriggers),
    },
  });
}

function failing(status: number, error: Parameters<typeof refusal>[1]) {
  return async () => {
    throw await refusal(status, error);
  };
}

describe('a panel', () => {
  it('says that it is loading, and nothing else', async () => {
    renderWorker(answer([]), () => new Promise(() => {}));
    expect(
      await screen.findByRole('status', { name: 'Loading' }),
    ).toBeInTheDocument();
    expect(screen.queryByText('You may not see this')).toBeNull();
    expect(screen.queryByText('workers.dev URL')).toBeNull();
  });

  it.each([DEPLOYMENTS, TRIGGERS])(
    'names the permission that the user lacks for %s',
    async route => {
      const denied = failing(403, {
        name: 'NotAllowedError',
        message: 'Unauthorized',
      });
      renderWorker(
        route === DEPLOYMENTS ? denied : answer(workerDeployments),
        route === TRIGGERS ? denied : undefined,
      );
      expect(
        await screen.findByText('You may not see this'),
      ).toBeInTheDocument();
      expect(screen.getByText(/cloudflare\.read\.workers/)).toBeInTheDocument();
      expect(screen.queryByRole('button', { name: 'Try again' })).toBeNull();
    },
  );

  it.each([
    ['unauthorized', 'Cloudflare refuses the API token'],
    ['forbidden', 'The API token lacks a permission'],
    ['not-entitled', 'The account does not have this product'],
  ])('says what to change at Cloudflare when %s', async (kind, title) => {
    renderWorker(
      failing(424, { name: 'CloudflareApiError', message: 'Refused.', kind }),
    );
    expect(await screen.findByText(title)).toBeInTheDocument();
    expect(screen.getByText(/Workers Scripts Read/)).toBeInTheDocument();
    expect(
      screen.getByRole('button', { name: 'Try again' }),
    ).toBeInTheDocument();
  });

  it('says when Cloudflare does not have the resource', async () => {
    renderWorker(
      failing(404, {
        name: 'NotFoundError',
        message: 'No Worker "acme-api".',
        kind: 'not-found',
      }),
    );
    expect(
      await screen.findByText('Cloudflare does not have it'),
    ).toBeInTheDocument();
  });

  it.each([DEPLOYMENTS, TRIGGERS])(
    'reads %s again after a failure',
    async route => {
      let isDown = true;
      const flaky = async () => {
        if (isDown) {
          throw await refusal(503, {
            name: 'ServiceUnavailableError',
            message: 'Cloudflare refuses every call.',
            kind: 'rate-limited',
            retryAfter: 240,
          });
        }
        return route === DEPLOYMENTS
          ? answer(workerDeployments)
          : answer(workerTriggers);
      };
      renderWorker(
        route === DEPLOYMENTS ? flaky : answer([]),
        route === TRIGGERS ? flaky : undefined,
      );
      expect(
        await screen.findByText(
          'Cloudflare refuses every call. Try again in 240 seconds.',
        ),
      ).toBeInTheDocument();
      isDown = false;
      await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
      expect(
        await screen.findByText(
          route === DEPLOYMENTS ? 'Gradual' : 'workers.dev URL',
        ),
      ).toBeInTheDocument();
      expect(screen.queryByText(/refuses every call/)).toBeNull();
    },
  );

  it('says that there is none, and where to read on', async () => {
    renderWorker(answer([]));
    expect(await screen.findByText('No deployment')).toBeInTheDocument();
    expect(
      screen.getByRole('link', { name: 'Read the documentation' }),
    ).toHaveAttribute('href', expect.stringMatching(/^https:/));
  });

  it('does not say that there is none when not everything was read', async () => {
    renderWorker(
      answer([], {
        complete: false,
        problems: [
          {
            kind: 'incomplete',
            message: 'The list could not be finished.',
            permission: 'Workers Scripts Read',
          },
        ],
      }),
    );
    expect(
      await screen.findByText('Something is missing here'),
    ).toBeInTheDocument();
    expect(
      screen.getByText(/could not be finished.*Workers Scripts Read/),
    ).toBeInTheDocument();
    expect(screen.queryByText('No deployment')).toBeNull();
  });

  it('says since when stale data are as they are', async () => {
    renderWorker(answer(workerDeployments, { cache: 'stale' }));
    const since = await screen.findByText(/As it was read/);
    expect(since.querySelector('time')).toHaveAttribute(
      'datetime',
      '2026-11-22T02:00:00.000Z',
    );
    expect(screen.getByText('Gradual')).toBeInTheDocument();
  });

  it('asks for the next page where there is one', async () => {
    const api = renderWorker(async ({ query }) =>
      query?.cursor
        ? answer(workerDeployments.slice(1, 2))
        : answer(workerDeployments.slice(0, 1), { nextCursor: 'page-2' }),
    );
    await screen.findByText('Gradual');
    await userEvent.click(screen.getByRole('button', { name: /next/i }));
    expect(await screen.findByText('Rollback')).toBeInTheDocument();
    expect(screen.queryByText('Gradual')).toBeNull();
    expect(api.read).toHaveBeenCalledWith(
      expect.objectContaining({
        query: expect.objectContaining({ cursor: 'page-2' }),
      }),
      expect.anything(),
    );
  });
});
