import { LinkState } from '@cloudflare-backstage/plugin-cloudflare-common';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  answer,
  refusal,
  workerAccess,
  workerDeployments,
  workerLink,
  workerTriggers,
} from '../__fixtures__/answers';
import { component, pagesProject, worker } from '../__fixtures__/entities';
import { Answers, queryShown, renderEntityTab } from '../__testUtils__/render';

const EMPTY = answer([]);
const answers: Answers = {
  'workers/acme-api/deployments': answer(workerDeployments),
  'workers/acme-api/triggers': answer(workerTriggers),
  'workers/acme-api/access': answer(workerAccess),
  'pages/acme-web/deployments': EMPTY,
  'pages/acme-web/access': answer({ hostnames: [], applications: [] }),
};

const both = component({
  annotations: {
    'cloudflare.com/worker': 'acme-api',
    'cloudflare.com/pages': 'acme-web',
  },
  dependsOn: [
    'resource:default/cf-pages-acme-web',
    'resource:default/cf-worker-acme-api',
  ],
});

function renderBoth(query?: string) {
  return renderEntityTab({
    entity: both,
    catalog: [worker, pagesProject],
    answers,
    query,
  });
}

async function cardOf(name: string) {
  const cards = await screen.findByRole('list', {
    name: 'Cloudflare resources',
  });
  const title = await within(cards).findByRole('heading', { name });
  return title.closest('li')!;
}

describe('the Cloudflare tab of a Component', () => {
  it('tells of each resource what the catalog knows', async () => {
    const api = renderEntityTab({
      entity: both,
      catalog: [
        worker,
        {
          ...pagesProject,
          spec: {
            ...pagesProject.spec,
            parameters: {
              failedBuild: { failedAt: '2026-11-21T10:00:00Z', stage: 'build' },
            },
          },
        },
      ],
    });
    const card = await cardOf('acme-api');
    expect(card).toHaveTextContent('Worker');
    expect(card).toHaveTextContent('Deployed, proven');
    expect(card).toHaveTextContent('production');
    expect(card).toHaveTextContent('platform');
    expect(card).toHaveTextContent('default');
    expect(card.querySelector('time')).toHaveAttribute(
      'datetime',
      '2026-11-20T10:00:00.000Z',
    );
    expect(within(card).queryByText(/attention/i)).toBeNull();
    expect(
      within(card).getByRole('link', { name: 'acme-api' }),
    ).toBeInTheDocument();
    expect(
      within(card).getByRole('link', { name: 'Open acme-api in Cloudflare' }),
    ).toBeInTheDocument();

    const failed = await cardOf('acme-web');
    expect(failed).toHaveTextContent('Build failed');
    expect(
      within(failed).getByRole('list', { name: 'Needs attention' }),
    ).toHaveTextContent('The last build failed in build.');
    expect(
      screen
        .getAllByRole('heading', { level: 2 })
        .map(heading => heading.textContent),
    ).toEqual(['acme-api', 'acme-web']);
    // Nothing is read before somebody wants to see it.
    expect(api.read).not.toHaveBeenCalled();
  });

  it('opens one panel at a time, and goes there', async () => {
    const user = userEvent.setup();
    renderBoth();
    const show = within(await cardOf('acme-api')).getByRole('button', {
      name: 'Show details of acme-api',
    });
    expect(show).toHaveAttribute('aria-expanded', 'false');
    show.focus();
    await user.keyboard('{Enter}');

    const panel = await screen.findByRole('region', { name: 'acme-api' });
    expect(panel).toHaveFocus();
    const hide = screen.getByRole('button', {
      name: 'Hide details of acme-api',
    });
    expect(hide).toHaveAttribute('aria-expanded', 'true');
    expect(hide).toHaveAttribute('aria-controls', panel.id);
    expect(queryShown()).toBe('?resource=cf-worker-acme-api');

    await user.click(
      screen.getByRole('button', { name: 'Show details of acme-web' }),
    );
    expect(
      await screen.findByRole('region', { name: 'acme-web' }),
    ).toHaveFocus();
    expect(screen.queryByRole('region', { name: 'acme-api' })).toBeNull();

    await user.click(
      screen.getByRole('button', { name: 'Hide details of acme-web' }),
    );
    expect(screen.queryByRole('region', { name: 'acme-web' })).toBeNull();
    expect(queryShown()).toBe('');
  });

  it('opens the panel that the address names, without a jump', async () => {
    renderBoth('?resource=cf-pages-acme-web');
    const panel = await screen.findByRole('region', { name: 'acme-web' });
    expect(await screen.findByText('No deployment')).toBeInTheDocument();
    expect(panel).not.toHaveFocus();
  });

  it('opens the panel of an only resource', async () => {
    renderEntityTab({ entity: component(), catalog: [worker], answers });
    expect(
      await screen.findByRole('region', { name: 'acme-api' }),
    ).toBeInTheDocument();
    expect(screen.queryByRole('button', { name: /details/ })).toBeNull();
  });
});

describe('an annotation that names what the catalog does not show', () => {
  const entity = component({
    annotations: { 'cloudflare.com/worker': 'acme-api, acme-gone' },
  });

  function renderWith(links: Answers[string]) {
    return renderEntityTab({
      entity,
      catalog: [worker],
      answers: { ...answers, links },
    });
  }

  it.each<[LinkState, RegExp, RegExp]>([
    [
      'not-found',
      /^No Worker "acme-gone" in account "eu"$/,
      /cloudflare\.com\/worker/,
    ],
    [
      'not-visible',
      /^Not visible to you: Worker "acme-gone"$/,
      /Ask its owner/,
    ],
    [
      'unknown-account',
      /^Account "eu" is not configured$/,
      /cloudflare\.accounts/,
    ],
    [
      'not-imported',
      /^Workers of account "eu" is not imported$/,
      /add the product to the import/,
    ],
    [
      'not-read',
      /^Workers of account "eu" was not read completely yet$/,
      /Nobody knows whether there is a Worker "acme-gone"/,
    ],
    [
      'visible',
      /^The catalog has just got Worker "acme-gone"$/,
      /Load the page again/,
    ],
  ])('is told when %s', async (state, title, help) => {
    const api = renderWith(
      answer([
        workerLink('acme-api', 'visible'),
        workerLink('acme-gone', state, 'eu'),
      ]),
    );
    expect(await screen.findByText(title)).toBeInTheDocument();
    expect(screen.getByText(help)).toBeInTheDocument();
    expect(screen.queryByText(/"acme-api"/)).toBeNull();
    expect(api.read).toHaveBeenCalledWith(
      {
        path: ['links'],
        query: { component: 'component:default/acme-api' },
      },
      expect.anything(),
    );
  });

  it.each<[string, Answers[string]]>([
    [
      'refused',
      async () => {
        throw await refusal(403, {
          name: 'NotAllowedError',
          message: 'Unauthorized',
        });
      },
    ],
    ['silent about it', answer([])],
  ])('is undecided when the backend is %s', async (_, links) => {
    renderWith(links);
    expect(
      await screen.findByText(/No Worker "acme-gone" in account "default" is/),
    ).toHaveTextContent('or you may not see it');
    expect(screen.queryByText('You may not see this')).toBeNull();
  });

  it('is not asked about when the catalog has all', async () => {
    const api = renderEntityTab({
      entity: component(),
      catalog: [worker],
      answers,
    });
    await screen.findByRole('region', { name: 'acme-api' });
    await waitFor(() => expect(api.read).toHaveBeenCalled());
    expect(api.read.mock.calls.map(([{ path }]) => path[0])).not.toContain(
      'links',
    );
  });
});
