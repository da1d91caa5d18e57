import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  answer,
  productionDeployments,
  refusal,
} from '../__fixtures__/answers';
import {
  account,
  component,
  pagesProject,
  undeployedWorker,
  worker,
  zeroTrust,
} from '../__fixtures__/entities';
import { renderPage } from '../__testUtils__/render';

async function rows() {
  await screen.findAllByRole('rowheader');
  return screen.getAllByRole('row').slice(1);
}

async function names() {
  return (await rows()).map(
    row => within(row).getByRole('rowheader').textContent,
  );
}

describe('the inventory', () => {
  const catalog = [
    component(),
    worker,
    undeployedWorker,
    pagesProject,
    zeroTrust,
    account,
  ];

  it('lists every Cloudflare resource of the catalog, and nothing else', async () => {
    renderPage({ path: '/cloudflare/inventory', catalog });
    expect(await names()).toEqual([
      'acme',
      'acme-api',
      'acme-auth',
      'acme-web',
      'Zero Trust Access',
    ]);
    const row = screen.getByRole('row', { name: /acme-api/ });
    expect(row).toHaveTextContent('Workers');
    expect(row).toHaveTextContent('production');
    expect(row).toHaveTextContent('platform');
    expect(row).toHaveTextContent('default');
    expect(
      within(row).getByRole('link', { name: 'Open acme-api in Cloudflare' }),
    ).toHaveAttribute(
      'href',
      'https://dash.cloudflare.com/6f1ed0c0ffee4a7b9d2e11aa22bb33cc/workers/services/view/acme-api/production',
    );
  });

  it('is where the page opens', async () => {
    renderPage({ path: '/cloudflare', catalog });
    expect(await names()).toHaveLength(5);
  });

  it('sorts what is not known last, either way', async () => {
    renderPage({ path: '/cloudflare/inventory', catalog });
    await rows();
    const header = screen.getByRole('columnheader', { name: 'Last change' });
    await userEvent.click(header);
    expect((await names()).slice(0, 2)).toEqual(['acme-api', 'acme-web']);
    await userEvent.click(header);
    expect((await names()).slice(0, 2)).toEqual(['acme-web', 'acme-api']);
  });

  it('finds by the words of any column', async () => {
    const many = Array.from({ length: 30 }, (_, i) => ({
      ...undeployedWorker,
      metadata: {
        ...undeployedWorker.metadata,
        name: `cf-worker-w${i}`,
        title: `w${i}`,
      },
    }));
    renderPage({
      path: '/cloudflare/inventory',
      catalog: [...catalog, ...many],
    });
    expect(await rows()).toHaveLength(20);
    await userEvent.type(
      screen.getByRole('searchbox', { name: 'Search resources' }),
      'pages engineering',
    );
    expect(await names()).toEqual(['acme-web']);
  });

  it('says that the catalog holds none', async () => {
    renderPage({ path: '/cloudflare/inventory', catalog: [component()] });
    expect(
      await screen.findByText('No Cloudflare resources'),
    ).toBeInTheDocument();
  });
});

describe('the production deployments', () => {
  it('are listed with what is known of where they came from', async () => {
    renderPage({
      path: '/cloudflare/deployments',
      answers: { 'provenance/deployments': answer(productionDeployments) },
    });
    const [unread, proven] = await rows();
    expect(unread).toHaveTextContent('Not read yet');
    expect(unread).not.toHaveTextContent('Proven');
    expect(proven).toHaveTextContent('Proven');
    expect(
      within(proven).getByRole('link', { name: 'Commit 1a2b3c4d' }),
    ).toBeInTheDocument();
    expect(
      within(proven).getByRole('link', { name: 'CI run 12345678' }),
    ).toBeInTheDocument();
  });

  it('can be narrowed to a state', async () => {
    const api = renderPage({
      path: '/cloudflare/deployments',
      answers: {
        'provenance/deployments': async ({ query }) =>
          answer(
            productionDeployments.filter(
              ({ provenance }) =>
                !query?.state || provenance.state === query.state,
            ),
          ),
      },
    });
    expect(await rows()).toHaveLength(2);
    await userEvent.click(screen.getByRole('button', { name: /Provenance/ }));
    await userEvent.click(screen.getByRole('option', { name: 'Proven' }));
    await waitFor(() => expect(screen.queryByText('acme-auth')).toBeNull());
    expect(await rows()).toHaveLength(1);
    expect(api.read).toHaveBeenLastCalledWith(
      expect.objectContaining({
        query: expect.objectContaining({ state: 'complete' }),
      }),
      expect.anything(),
    );
  });

  it('name the permission that the user lacks', async () => {
    renderPage({
      path: '/cloudflare/deployments',
      answers: {
        'provenance/deployments': async () => {
          throw await refusal(403, {
            name: 'NotAllowedError',
            message: 'Unauthorized',
          });
        },
      },
    });
    expect(await screen.findByText('You may not see this')).toBeInTheDocument();
  });
});
