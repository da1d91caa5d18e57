import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  ProductionDeployment,
  ProvenanceCounts,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { answer, refusal } from '../__fixtures__/answers';
import { productionDeployments } from '../__fixtures__/deployments';
import { worker } from '../__fixtures__/entities';
import { Answers, renderPage } from '../__testUtils__/render';
import { rows } from '../__testUtils__/tables';

const PATH = '/cloudflare/deployments';

const counts: ProvenanceCounts = {
  total: 92,
  states: { complete: 87, partial: 1, none: 1, conflict: 1, unknown: 2 },
  withCommit: 88,
  withCiRun: 92,
  withAuditEvent: 40,
  unknown: { commit: 2, ciRun: 0, auditEvent: 52 },
};

const conflicting: ProductionDeployment = {
  ...productionDeployments[1],
  entityRef: 'resource:default/cf-worker-acme-pay',
  name: 'acme-pay',
  provenance: {
    state: 'conflict',
    sources: {},
    conflicts: [
      {
        field: 'commitSha',
        values: [
          { source: 'tag', value: 'aaaa' },
          { source: 'message', value: 'bbbb' },
        ],
      },
    ],
  },
};

const known: Answers = {
  'provenance/summary': answer(counts),
  'provenance/deployments': async ({ query }) =>
    answer(
      [conflicting, ...productionDeployments].filter(
        ({ provenance }) => !query?.state || provenance.state === query.state,
      ),
    ),
};

function option(name: string | RegExp) {
  return screen.getByRole('radio', { name });
}

describe('the production deployments', () => {
  it('are listed with what is known of where they came from', async () => {
    const api = renderPage({ path: PATH, answers: known });
    const [conflict, unread, proven] = await rows();
    expect(conflict).toHaveTextContent(
      'Sources disagree on commitSha: tag: aaaa; message: bbbb',
    );
    expect(unread).toHaveTextContent('Not read yet');
    expect(unread).not.toHaveTextContent('Proven');
    expect(proven).toHaveTextContent('Proven');
    expect(
      within(proven).getByRole('link', { name: 'Commit 1a2b3c4d' }),
    ).toBeInTheDocument();
    expect(
      within(proven).getByRole('link', { name: 'CI run 12345678' }),
    ).toBeInTheDocument();
    expect(
      within(proven)
        .getAllByRole('link', { name: 'acme-api' })
        .map(link => link.getAttribute('href')),
    ).toEqual([
      '/catalog/default/resource/cf-worker-acme-api',
      '/catalog/default/component/acme-api',
    ]);
    expect(api.read).toHaveBeenCalledWith(
      expect.objectContaining({
        path: ['provenance', 'deployments'],
        query: expect.objectContaining({ order: 'exceptions' }),
      }),
      expect.anything(),
    );
  });

  it('are summed up, and the unknown ones are not counted as anything', async () => {
    renderPage({ path: PATH, answers: known });
    expect(
      await screen.findByText(
        '87 of 92 production deployments are proven: commit and CI run known. 2 are not read yet: whether they are proven is unknown.',
      ),
    ).toBeInTheDocument();
    expect(option('All: 92')).toBeInTheDocument();
    expect(option('Conflict: 1')).toBeInTheDocument();
    expect(option('Not read yet: 2')).toBeInTheDocument();
  });

  it('are read to the end, searched and sorted, and shown so again', async () => {
    const many = Array.from({ length: 30 }, (_, i) => ({
      ...productionDeployments[0],
      entityRef: `resource:default/cf-worker-w${i}`,
      name: `w${i}`,
    }));
    const pages: Answers = {
      ...known,
      'provenance/deployments': async ({ query }) =>
        query?.cursor === 'more'
          ? answer(many.slice(15))
          : answer(many.slice(0, 15), { nextCursor: 'more' }),
    };
    renderPage({ path: `${PATH}?q=w2&sort=-resource`, answers: pages });
    const found = await rows();
    expect(found).toHaveLength(11);
    expect(found[0]).toHaveTextContent('w29');
    expect(found[10]).toHaveTextContent('w2');
    // Beside the filters, before what can be done.
    const search = screen.getByRole('searchbox');
    expect(
      search.compareDocumentPosition(
        screen.getByRole('button', { name: /^Refresh/ }),
      ),
    ).toBe(Node.DOCUMENT_POSITION_FOLLOWING);
  });

  it('are not said to be all counted when they are not', async () => {
    renderPage({
      path: PATH,
      answers: {
        ...known,
        'provenance/summary': answer(counts, { complete: false }),
      },
    });
    expect(
      await screen.findByText(/Not all deployments are counted/),
    ).toBeInTheDocument();
  });

  it('can be narrowed to a state by its count', async () => {
    renderPage({ path: PATH, answers: known });
    expect(await rows()).toHaveLength(3);
    await userEvent.click(option('Proven: 87'));
    await waitFor(() => expect(screen.queryByText('acme-auth')).toBeNull());
    expect(await rows()).toHaveLength(1);
    expect(option('Proven: 87')).toBeChecked();
    await userEvent.click(option('All: 92'));
    await waitFor(async () => expect(await rows()).toHaveLength(3));
  });

  it('are narrowed as the URL says', async () => {
    const api = renderPage({
      path: `${PATH}?state=none&account=eu&owner=group:default/platform`,
      catalog: [
        {
          ...worker,
          relations: [
            { type: 'ownedBy', targetRef: 'group:default/platform' },
            { type: 'ownedBy', targetRef: 'group:default/security' },
          ],
        },
      ],
      answers: known,
    });
    expect(
      await screen.findByText('No production deployments'),
    ).toBeInTheDocument();
    expect(option('No provenance: 1')).toBeChecked();
    const query = { account: 'eu', owner: 'group:default/platform' };
    expect(api.read).toHaveBeenCalledWith(
      {
        path: ['provenance', 'deployments'],
        query: expect.objectContaining({ ...query, state: 'none' }),
      },
      expect.anything(),
    );
    expect(api.read).toHaveBeenCalledWith(
      {
        path: ['provenance', 'summary'],
        query: expect.objectContaining(query),
      },
      expect.anything(),
    );
    expect(screen.getByRole('button', { name: /Account/ })).toHaveTextContent(
      'eu',
    );
    await userEvent.click(screen.getByRole('button', { name: /Owner/ }));
    await userEvent.click(screen.getByRole('option', { name: 'security' }));
    await waitFor(() =>
      expect(api.read).toHaveBeenCalledWith(
        {
          path: ['provenance', 'deployments'],
          query: expect.objectContaining({
            owner: 'group:default/security',
            state: 'none',
          }),
        },
        expect.anything(),
      ),
    );
  });

  it('can be narrowed although they could not be counted', async () => {
    renderPage({
      path: PATH,
      answers: {
        ...known,
        'provenance/summary': async () => {
          throw new Error('no connection');
        },
      },
    });
    expect(
      await screen.findByText(
        'How many are proven is not known: no connection',
      ),
    ).toBeInTheDocument();
    await userEvent.click(option('Conflict'));
    await waitFor(async () => expect(await rows()).toHaveLength(1));
  });

  it('name the permission that the user lacks, once', async () => {
    const refuse = async () => {
      throw await refusal(403, {
        name: 'NotAllowedError',
        message: 'Unauthorized',
      });
    };
    renderPage({
      path: PATH,
      answers: {
        'provenance/deployments': refuse,
        'provenance/summary': refuse,
      },
    });
    expect(await screen.findByText('You may not see this')).toBeInTheDocument();
    expect(
      screen.getByText(
        /One of these permissions is enough: cloudflare\.read\.workers, cloudflare\.read\.pages\./,
      ),
    ).toBeInTheDocument();
    expect(screen.queryByText(/How many are proven/)).toBeNull();
  });
});
