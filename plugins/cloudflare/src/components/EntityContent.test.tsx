import { screen, within } from '@testing-library/react';
import {
  account,
  component,
  pagesProject,
  undeployedWorker,
  worker,
  zeroTrust,
} from '../__fixtures__/entities';
import {
  accessAudit,
  answer,
  pagesDeployments,
  productStatuses,
  workerDeployments,
  workerTriggers,
  zeroTrustUsers,
} from '../__fixtures__/answers';
import { renderEntityTab } from '../__testUtils__/render';

const workerAnswers = {
  'workers/acme-api/deployments': answer(workerDeployments),
  'workers/acme-api/triggers': answer(workerTriggers),
};

async function rowsOf(section: string) {
  const region = await screen.findByRole('region', { name: section });
  await within(region).findAllByRole('rowheader');
  return within(region).getAllByRole('row').slice(1);
}

describe('the Cloudflare tab', () => {
  it('is not there for an entity that has nothing to do with Cloudflare', async () => {
    renderEntityTab({ entity: component({ annotations: {} }) });
    expect(await screen.findByTestId('empty-entity-page')).toBeInTheDocument();
  });

  it('shows the deployments of a Component’s Worker', async () => {
    const api = renderEntityTab({
      entity: component(),
      catalog: [worker, account],
      answers: workerAnswers,
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

  it('tells when an annotation names what the catalog does not hold', async () => {
    renderEntityTab({
      entity: component({
        annotations: { 'cloudflare.com/worker': 'acme-api, acme-gone' },
        dependsOn: [
          'resource:default/cf-worker-acme-api',
          'resource:default/cf-worker-acme-gone',
        ],
      }),
      catalog: [worker],
      answers: workerAnswers,
    });
    expect(
      await screen.findByText(/No Worker "acme-gone" in account "default"/),
    ).toHaveTextContent('cloudflare.com/worker');
    expect(screen.queryByText(/"acme-api" in account/)).toBeNull();
    expect(await rowsOf('Deployments')).toHaveLength(3);
  });

  it('tells what to annotate when nothing is named', async () => {
    renderEntityTab({
      entity: component({
        annotations: { 'cloudflare.com/worker': ' ' },
        dependsOn: [],
      }),
    });
    expect(await screen.findByText('Missing Annotation')).toBeInTheDocument();
  });

  it('reads the first panels only, and others when they are opened', async () => {
    const names = ['a', 'b', 'c', 'd'];
    const workers = names.map(name => ({
      ...undeployedWorker,
      metadata: {
        ...undeployedWorker.metadata,
        name: `cf-worker-${name}`,
        title: name,
        annotations: { 'cloudflare.com/name': name },
      },
    }));
    const api = renderEntityTab({
      entity: component({
        annotations: { 'cloudflare.com/worker': names.join(',') },
        dependsOn: names.map(name => `resource:default/cf-worker-${name}`),
      }),
      catalog: workers,
      answers: Object.fromEntries(
        names.flatMap(name => [
          [`workers/${name}/deployments`, answer([])],
          [`workers/${name}/triggers`, answer(workerTriggers)],
        ]),
      ),
    });
    const show = await screen.findByRole('button', {
      name: 'Show details of d',
    });
    const asked = () => api.read.mock.calls.map(([{ path }]) => path[1]);
    expect(asked()).not.toContain('d');
    show.click();
    await screen.findByRole('button', { name: 'Hide details of d' });
    expect(asked()).toContain('d');
  });

  it('shows the deployments of a Pages project', async () => {
    renderEntityTab({
      entity: pagesProject,
      answers: { 'pages/acme-web/deployments': answer(pagesDeployments) },
    });
    const [failed, live] = await rowsOf('Deployments');
    expect(failed).toHaveTextContent('Preview');
    expect(failed).toHaveTextContent('feature/search');
    expect(failed).toHaveTextContent('Failed in build');
    expect(
      within(failed).getByRole('link', { name: 'Commit 1a2b3c4d' }),
    ).toBeInTheDocument();
    expect(
      within(failed).getByRole('link', { name: 'CI run 12345678' }),
    ).toBeInTheDocument();
    expect(
      within(failed).getByRole('link', { name: 'Open deployment p2' }),
    ).toHaveAttribute('href', 'https://abc.acme-web.pages.dev');
    expect(live).toHaveTextContent('Live preview');
    // What the entity tells of the production deployment.
    expect(screen.getByText('Not read yet')).toBeInTheDocument();
  });

  it('shows users and the access log of Zero Trust as the backend sends them', async () => {
    renderEntityTab({
      entity: zeroTrust,
      answers: {
        'zero-trust/users': answer(zeroTrustUsers, { masked: true }),
        'zero-trust/access/audit': answer(accessAudit),
      },
    });
    const [known, unknown] = await rowsOf('Users, last 24 hours');
    expect(known).toHaveTextContent('person-7f3a');
    expect(known).toHaveTextContent('3 allowed, 1 refused');
    expect(unknown).not.toHaveTextContent(/\b0\b|None/);
    expect(unknown).toHaveTextContent('Not known');
    expect(
      screen.getByText(/masked for you.*cloudflare\.read\.personal/),
    ).toBeInTheDocument();

    const [refused] = await rowsOf('Access log, last 24 hours');
    expect(refused).toHaveTextContent('Refused');
    expect(refused).toHaveTextContent('203.0.113.0/24');

    expect(screen.getByText('okta, github')).toBeInTheDocument();
    expect(screen.getByText('12')).toBeInTheDocument();
    // The number of applications is not in the entity.
    const applications = screen.getByText('Applications').closest('div');
    expect(applications).toHaveTextContent('Not known');
  });

  it('shows who uses a Resource, and how to say so when nobody does', async () => {
    renderEntityTab({ entity: worker, answers: workerAnswers });
    const usedBy = await screen.findByRole('region', { name: 'Used by' });
    expect(
      within(usedBy).getByRole('link', { name: /acme-api/ }),
    ).toBeInTheDocument();
    const uses = screen.getByRole('region', { name: 'Uses' });
    expect(
      within(uses).getByRole('link', { name: /acme-auth/ }),
    ).toBeInTheDocument();
  });

  it('tells the annotation for a Resource that nobody uses', async () => {
    renderEntityTab({
      entity: undeployedWorker,
      answers: {
        'workers/acme-auth/deployments': answer([]),
        'workers/acme-auth/triggers': answer(workerTriggers),
      },
    });
    expect(
      await screen.findByText(/cloudflare\.com\/worker: acme-auth/),
    ).toBeInTheDocument();
    expect(await screen.findByText('No deployment')).toBeInTheDocument();
    expect(screen.getByText('Not deployed')).toBeInTheDocument();
  });

  it('shows how the products of an account can be read', async () => {
    renderEntityTab({
      entity: account,
      answers: { products: answer(productStatuses) },
    });
    const [workers, pages] = await rowsOf('Products');
    expect(workers).toHaveTextContent('Available');
    expect(workers).toHaveTextContent('14');
    expect(pages).toHaveTextContent('Degraded');
    expect(pages).toHaveTextContent('The token may not read Pages.');
    expect(pages).not.toHaveTextContent(/\b0\b/);
  });
});
