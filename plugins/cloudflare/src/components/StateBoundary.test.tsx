import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  answer,
  refusal,
  workerAccess,
  workerDeployments,
  workerMetrics,
  workerTriggers,
} from '../__fixtures__/answers';
import { worker } from '../__fixtures__/entities';
import { Answers, renderEntityTab } from '../__testUtils__/render';

const DEPLOYMENTS = 'workers/acme-api/deployments';
const TRIGGERS = 'workers/acme-api/triggers';
const METRICS = 'workers/acme-api/metrics';
const ACCESS = 'workers/acme-api/access';

/** How the deployments can be seen, and the query that says so. */
const VIEWS = [
  ['timeline', ''],
  ['table', '?view=table'],
];

function renderWorker(
  deployments: Answers[string],
  options: { query?: string; answers?: Answers } = {},
) {
  return renderEntityTab({
    entity: worker,
    query: options.query,
    answers: {
      [DEPLOYMENTS]: deployments,
      [METRICS]: answer(workerMetrics),
      [TRIGGERS]: answer(workerTriggers),
      [ACCESS]: answer(workerAccess),
      ...options.answers,
    },
  });
}

function failing(status: number, error: Parameters<typeof refusal>[1]) {
  return async () => {
    throw await refusal(status, error);
  };
}

const never = () => new Promise<never>(() => {});

describe('a panel', () => {
  it('says that it is loading, and nothing else', async () => {
    renderWorker(never, {
      answers: { [METRICS]: never, [TRIGGERS]: never, [ACCESS]: never },
    });
    await screen.findByRole('region', { name: 'Triggers' });
    const notices = screen.getAllByRole('status', { name: 'Loading' });
    expect(notices).toHaveLength(4);
    expect(screen.queryByText('You may not see this')).toBeNull();
    expect(screen.queryByText('workers.dev URL')).toBeNull();
    expect(screen.queryByText('No deployment')).toBeNull();
    expect(screen.queryByRole('button', { name: /CSV/ })).toBeNull();
  });

  it('says how fresh it is, and can be read again', async () => {
    let reads = 0;
    renderWorker(answer(workerDeployments), {
      answers: {
        [TRIGGERS]: async () => {
          reads += 1;
          return answer(workerTriggers, {
            fetchedAt: `2026-11-22T02:0${reads}:00Z`,
          });
        },
      },
    });
    const triggers = await screen.findByRole('region', { name: 'Triggers' });
    await within(triggers).findByText('workers.dev URL');
    expect(triggers.querySelector('time')).toHaveAttribute(
      'datetime',
      '2026-11-22T02:01:00.000Z',
    );
    await userEvent.click(
      within(triggers).getByRole('button', { name: 'Refresh Triggers' }),
    );
    await waitFor(() =>
      expect(triggers.querySelector('time')).toHaveAttribute(
        'datetime',
        '2026-11-22T02:02:00.000Z',
      ),
    );
  });

  it.each([
    [DEPLOYMENTS, ''],
    [DEPLOYMENTS, '?view=table'],
    [TRIGGERS, ''],
  ])(
    'names the permission that the user lacks for %s%s',
    async (route, query) => {
      renderWorker(answer(workerDeployments), {
        query,
        answers: {
          [route]: failing(403, {
            name: 'NotAllowedError',
            message: 'Unauthorized',
          }),
        },
      });
      expect(
        await screen.findByText('You may not see this'),
      ).toBeInTheDocument();
      expect(
        screen.getByText(/cloudflare\.read\.workers\./),
      ).toBeInTheDocument();
      expect(screen.queryByRole('button', { name: 'Try again' })).toBeNull();
    },
  );

  it.each([
    [503, { name: 'ServiceUnavailableError', kind: 'unavailable' }, true],
    [403, { name: 'NotAllowedError' }, false],
  ] as const)(
    'that answers %d when read anew keeps what it showed only where that may be seen',
    async (status, error, isKept) => {
      let reads = 0;
      renderWorker(answer(workerDeployments), {
        answers: {
          [TRIGGERS]: async () => {
            reads += 1;
            if (reads > 1) {
              throw await refusal(status, { ...error, message: 'No' });
            }
            return answer(workerTriggers);
          },
        },
      });
      const triggers = await screen.findByRole('region', { name: 'Triggers' });
      await within(triggers).findByText('workers.dev URL');
      await userEvent.click(
        within(triggers).getByRole('button', { name: 'Refresh Triggers' }),
      );
      await within(triggers).findByText(
        isKept ? 'As it was read' : 'You may not see this',
      );
      expect(within(triggers).queryAllByText('workers.dev URL')).toHaveLength(
        isKept ? 1 : 0,
      );
    },
  );

  it('names all permissions that a section takes', async () => {
    renderWorker(answer(workerDeployments), {
      answers: {
        [ACCESS]: failing(403, {
          name: 'NotAllowedError',
          message: 'Unauthorized',
        }),
      },
    });
    expect(
      await screen.findByText(
        /cloudflare\.read\.workers, cloudflare\.read\.zerotrust/,
      ),
    ).toBeInTheDocument();
  });

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

  it.each([
    [DEPLOYMENTS, '', workerDeployments, 'Gradual'],
    [DEPLOYMENTS, '?view=table', workerDeployments, 'Gradual'],
    [TRIGGERS, '', workerTriggers, 'workers.dev URL'],
  ])('reads %s%s again after a failure', async (route, query, data, shown) => {
    let isDown = true;
    renderWorker(answer([]), {
      query,
      answers: {
        [route]: async () => {
          if (isDown) {
            throw await refusal(503, {
              name: 'ServiceUnavailableError',
              message: 'Cloudflare refuses every call.',
              kind: 'rate-limited',
              retryAfter: 240,
            });
          }
          return answer(data);
        },
      },
    });
    expect(
      await screen.findByText(
        'Cloudflare refuses every call. Try again in 240 seconds.',
      ),
    ).toBeInTheDocument();
    isDown = false;
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByText(shown)).toBeInTheDocument();
    expect(screen.queryByText(/refuses every call/)).toBeNull();
  });

  it.each(VIEWS)(
    'says as a %s that there is none, and where to read on',
    async (_, query) => {
      renderWorker(answer([]), { query });
      expect(await screen.findByText('No deployment')).toBeInTheDocument();
      expect(
        screen.getByRole('link', { name: 'Read the documentation' }),
      ).toHaveAttribute('href', expect.stringMatching(/^https:/));
    },
  );

  it.each(VIEWS)(
    'does not say as a %s that there is none when not everything was read',
    async (_, query) => {
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
        { query },
      );
      expect(
        await screen.findByText('Something is missing here'),
      ).toBeInTheDocument();
      expect(
        screen.getByText(/could not be finished.*Workers Scripts Read/),
      ).toBeInTheDocument();
      expect(screen.queryByText('No deployment')).toBeNull();
    },
  );

  it.each(VIEWS)('says as a %s since when stale data are', async (_, query) => {
    renderWorker(answer(workerDeployments, { cache: 'stale' }), { query });
    const since = await screen.findByText(/As it was read/);
    expect(since.querySelector('time')).toHaveAttribute(
      'datetime',
      '2026-11-22T02:00:00.000Z',
    );
    expect(screen.getByText('Gradual')).toBeInTheDocument();
  });

  it.each([true, false])(
    'says in one notice that data are stale and why (complete: %s)',
    async complete => {
      const why = 'Cannot read the Workers: Cloudflare answered 503';
      renderWorker(
        answer(workerDeployments, {
          cache: 'stale',
          complete,
          problems: [{ kind: 'unavailable', message: why }],
        }),
      );
      expect(await screen.findByText(/As it was read/)).toBeInTheDocument();
      expect(screen.getByText(why)).toBeInTheDocument();
      expect(screen.queryByText('Good to know')).toBeNull();
      expect(screen.queryByText('Something is missing here')).toBeNull();
      expect(
        screen.queryAllByText('Not everything could be read.'),
      ).toHaveLength(complete ? 0 : 1);
    },
  );
});
