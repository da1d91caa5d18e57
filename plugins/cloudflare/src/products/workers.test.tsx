import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  answer,
  workerAccess,
  workerDeployments,
  workerMetrics,
  workerTriggers,
} from '../__fixtures__/answers';
import { account, component, worker } from '../__fixtures__/entities';
import { queryShown, renderEntityTab } from '../__testUtils__/render';
import { rowsOf } from '../__testUtils__/tables';

const workerAnswers = {
  'workers/acme-api/deployments': answer(workerDeployments),
  'workers/acme-api/metrics': answer(workerMetrics),
  'workers/acme-api/triggers': answer(workerTriggers),
  'workers/acme-api/access': answer(workerAccess),
};

describe('Workers', () => {
  it('shows the deployments of a Component’s Worker as a table', async () => {
    const api = renderEntityTab({
      entity: component(),
      catalog: [worker, account],
      answers: workerAnswers,
      query: '?view=table',
    });
    const [gradual, superseded, unread] = await rowsOf('Deployments');

    expect(api.read).toHaveBeenCalledWith(
      {
        path: ['workers', 'acme-api', 'deployments'],
        query: expect.objectContaining({ account: 'default' }),
      },
      expect.anything(),
    );
    expect(gradual).toHaveTextContent('#42 · 90%');
    expect(gradual).toHaveTextContent('#41 · 10%');
    expect(
      within(gradual).getByRole('link', { name: 'Commit 1a2b3c4d' }),
    ).toHaveAttribute(
      'href',
      'https://github.com/acme/acme-api/commit/1a2b3c4d5e6f708192a3b4c5d6e7f8091a2b3c4d',
    );
    expect(
      within(gradual).getByRole('link', { name: 'Commit 9f8e7d6c' }),
    ).toBeInTheDocument();
    expect(
      within(gradual).getAllByRole('link', { name: 'CI run 12345678' })[0],
    ).toHaveAttribute(
      'href',
      'https://github.com/acme/acme-api/actions/runs/12345678',
    );
    expect(gradual).toHaveTextContent('production');
    expect(gradual).toHaveTextContent('person-7f3a');
    expect(gradual).toHaveTextContent('Gradual');
    expect(gradual).toHaveTextContent('Proven');

    expect(superseded).toHaveTextContent('Rollback');
    expect(superseded).toHaveTextContent('Conflict');
    expect(superseded).toHaveTextContent(
      'Sources disagree on commitSha: tag: aaaa; message: bbbb',
    );

    expect(unread).toHaveTextContent('Not read yet');
    expect(unread).not.toHaveTextContent('Proven');
    expect(within(unread).queryByRole('link')).toBeNull();
  });

  it('shows the deployments of a Worker as a timeline', async () => {
    renderEntityTab({ entity: worker, answers: workerAnswers });
    const timeline = await screen.findByRole('list', { name: 'Deployments' });
    const [gradual, superseded, unread] =
      timeline.querySelectorAll('ol ol > li');
    expect(gradual).toHaveTextContent('Gradual');
    const [most, least] = within(gradual as HTMLElement)
      .getAllByText(/·/)
      .map(share => share.closest('li')!);
    expect(most).toHaveTextContent('#42 · 90%');
    expect(
      within(most).getByRole('link', { name: 'Commit 1a2b3c4d' }),
    ).toBeInTheDocument();
    expect(
      within(most).getByRole('link', { name: 'CI run 12345678' }),
    ).toBeInTheDocument();
    expect(
      within(most).getByRole('button', { name: 'Copy version ID' }),
    ).toBeInTheDocument();
    expect(least).toHaveTextContent('#41 · 10%');
    expect(
      within(least).getByRole('link', { name: 'Commit 9f8e7d6c' }),
    ).toBeInTheDocument();
    expect(gradual).toHaveTextContent('production');
    expect(gradual).toHaveTextContent('person-7f3aby wrangler');
    expect(gradual).toHaveTextContent('Proven');
    expect(gradual.querySelector('time')).toHaveAttribute(
      'datetime',
      '2026-11-21T10:00:00.000Z',
    );

    expect(superseded).toHaveTextContent('Rollback');
    expect(superseded).toHaveTextContent(
      'Sources disagree on commitSha: tag: aaaa; message: bbbb',
    );
    expect(unread).toHaveTextContent('Not read yet');
    expect(within(unread as HTMLElement).queryByRole('link')).toBeNull();
  });

  it('switches between timeline and table, and tells it in the address', async () => {
    renderEntityTab({ entity: worker, answers: workerAnswers });
    await screen.findByRole('list', { name: 'Deployments' });
    await userEvent.click(screen.getByRole('radio', { name: 'Table' }));
    expect(
      await screen.findByRole('grid', { name: 'Deployments' }),
    ).toBeInTheDocument();
    expect(queryShown()).toBe('?view=table');
    await userEvent.click(screen.getByRole('radio', { name: 'Timeline' }));
    expect(
      await screen.findByRole('list', { name: 'Deployments' }),
    ).toBeInTheDocument();
    expect(queryShown()).toBe('');
  });

  it('shows requests, errors and CPU time', async () => {
    renderEntityTab({ entity: worker, answers: workerAnswers });
    const metrics = await screen.findByRole('region', {
      name: 'Metrics of the last 24 hours',
    });
    expect(
      await within(metrics).findByText('12 (1% of the requests)'),
    ).toBeVisible();
    expect(
      within(metrics).getByText('CPU time, 99th percentile', {
        selector: 'dt',
      }).parentElement,
    ).toHaveTextContent('No data from Cloudflare');
    expect(
      await within(metrics).findByRole('img', { name: /^Requests: at least/ }),
    ).toBeInTheDocument();
  });

  it('does not take no data for no requests', async () => {
    const { totals, ...known } = workerMetrics;
    const nothing = { ...known, series: [] };
    renderEntityTab({
      entity: worker,
      answers: {
        ...workerAnswers,
        'workers/acme-api/metrics': answer(nothing),
      },
    });
    const metrics = await screen.findByRole('region', {
      name: 'Metrics of the last 24 hours',
    });
    expect(
      (await within(metrics).findAllByText('No data from Cloudflare')).length,
    ).toBe(5);
    expect(within(metrics).queryByText('0')).toBeNull();
  });

  it('shows how a Worker is reached and started', async () => {
    renderEntityTab({
      entity: component(),
      catalog: [worker],
      answers: workerAnswers,
    });
    const triggers = await screen.findByRole('region', { name: 'Triggers' });
    expect(
      await within(triggers).findByRole('link', { name: 'api.acme.example' }),
    ).toHaveAttribute('href', 'https://api.acme.example');
    expect(triggers).toHaveTextContent(
      'acme.example/api/* (zone acme.example)',
    );
    expect(triggers).toHaveTextContent('*/5 * * * *');
  });

  it('does not tell routes to be none when they could not be read', async () => {
    renderEntityTab({
      entity: component(),
      catalog: [worker],
      answers: {
        ...workerAnswers,
        'workers/acme-api/triggers': answer(
          { ...workerTriggers, workersDevUrl: undefined, routes: undefined },
          { complete: false },
        ),
      },
    });
    const triggers = await screen.findByRole('region', { name: 'Triggers' });
    expect(
      await within(triggers).findByText(/token may not read zones/),
    ).toBeInTheDocument();
    expect(within(triggers).queryByText('None')).toBeNull();
    expect(within(triggers).getByText('Not known')).toBeInTheDocument();
  });
});
