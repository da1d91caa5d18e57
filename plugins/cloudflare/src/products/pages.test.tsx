import { screen, within } from '@testing-library/react';
import { answer, pagesDeployments } from '../__fixtures__/answers';
import { pagesProject } from '../__fixtures__/entities';
import { renderEntityTab } from '../__testUtils__/render';
import { rowsOf } from '../__testUtils__/tables';

describe('Pages', () => {
  it('shows the deployments of a Pages project as a table', async () => {
    renderEntityTab({
      entity: pagesProject,
      answers: {
        'pages/acme-web/deployments': answer(pagesDeployments),
        'pages/acme-web/access': answer({ hostnames: [], applications: [] }),
      },
      query: '?view=table',
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
      within(failed).getByRole('link', { name: 'Open the deployment p2' }),
    ).toHaveAttribute('href', 'https://abc.acme-web.pages.dev');
    expect(live).toHaveTextContent('Live preview');
    // What the entity tells of the production deployment.
    expect(
      screen.getByText('Deployed, provenance not read yet'),
    ).toBeInTheDocument();
    expect(await screen.findByText('No hostnames')).toBeInTheDocument();
  });

  it('shows the deployments of a Pages project as a timeline', async () => {
    renderEntityTab({
      entity: pagesProject,
      answers: {
        'pages/acme-web/deployments': answer(pagesDeployments),
        'pages/acme-web/access': answer({ hostnames: [], applications: [] }),
      },
    });
    const timeline = await screen.findByRole('list', { name: 'Deployments' });
    const [failed] = timeline.querySelectorAll('ol ol > li');
    expect(failed).toHaveTextContent('Failed in build');
    expect(failed).toHaveTextContent('Preview');
    expect(failed).toHaveTextContent('feature/search');
    expect(
      within(failed as HTMLElement).getByRole('link', {
        name: 'Open the deployment p2',
      }),
    ).toHaveAttribute('href', 'https://abc.acme-web.pages.dev');
  });
});
