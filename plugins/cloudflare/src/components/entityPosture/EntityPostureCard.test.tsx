import { Entity } from '@backstage/catalog-model';
import { renderTestApp } from '@backstage/frontend-test-utils';
import catalogPlugin from '@backstage/plugin-catalog/alpha';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { EntityPosture } from '@cloudflare-backstage/plugin-cloudflare-common';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { answer, refusal } from '../../__fixtures__/answers';
import { component, worker } from '../../__fixtures__/entities';
import {
  checkResult,
  evaluated,
  postureOf,
} from '../../__fixtures__/entityPosture';
import { Answers, backend } from '../../__testUtils__/render';
import { cloudflareApiRef } from '../../api';
import plugin from '../../index';

const WORKER = 'resource:default/cf-worker-acme-api';
const COMPONENT = 'component:default/acme-api';
const SYSTEM = 'system:default/storefront';

const system: Entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'System',
  metadata: { name: 'storefront', namespace: 'default' },
  spec: { owner: 'group:default/platform' },
  relations: [{ type: 'hasPart', targetRef: COMPONENT }],
};

const own = (checkId: string, state: Parameters<typeof checkResult>[1]) =>
  checkResult(checkId, state, { entityRef: WORKER, title: 'acme-api' });

/** Opens the page of an entity, with all that the catalog and we have for it. */
function renderEntityPage(entity: Entity, posture: Answers[string]) {
  const { kind, metadata } = entity;
  const ref = `${kind}:default/${metadata.name}`.toLocaleLowerCase('en-US');
  const api = backend({ [`posture/entities/${ref}`]: posture });
  renderTestApp({
    features: [catalogPlugin, plugin],
    initialRouteEntries: [`/catalog/default/${kind}/${metadata.name}`],
    apis: [
      [cloudflareApiRef, api],
      [catalogApiRef, catalogApiMock({ entities: [entity] })],
    ],
  });
  return api;
}

async function todo() {
  const list = await screen.findByRole('list', { name: 'What to do' });
  return within(list)
    .getAllByRole('listitem')
    .filter(({ parentElement }) => parentElement === list);
}

describe('the posture card', () => {
  it('shows the score with what it is of, and what to do, the worst first', async () => {
    renderEntityPage(
      worker,
      answer(
        postureOf(
          WORKER,
          {
            own: [
              own('workflow.retry', 'fail'),
              {
                ...own('queue.lag', 'unknown'),
                message: 'The token may not read queues.',
              },
              {
                ...own('queue.dlq', 'fail'),
                findings: ['a', 'b', 'c', 'd'],
                findingsTotal: 7,
              },
              own('binding.dangling', 'pass'),
              own('queue.backlog', 'exempt'),
            ],
          },
          { notVisible: 2 },
        ),
      ),
    );
    expect(await screen.findByText('25%')).toBeInTheDocument();
    expect(screen.getByText('1 of 4 pass')).toBeInTheDocument();
    expect(
      screen.getByRole('list', { name: 'What passes, by scorecard' }),
    ).toHaveTextContent('Resilience and runtime1 of 4');
    expect(screen.getByText('1 Exempt')).toBeInTheDocument();
    expect(
      screen.getByText('2 more results are not visible to you'),
    ).toBeInTheDocument();
    const [first, second, third, ...others] = await todo();
    await waitFor(() =>
      expect(first).toHaveTextContent(
        /Fail.*dead-letter queueabcand 4 more.*Set max_retries.*Medium severity · Since/,
      ),
    );
    expect(second).toHaveTextContent(/Fail.*Low severity/);
    expect(third).toHaveTextContent(
      /Unknown.*The token may not read queues\..*High severity/,
    );
    expect(others).toEqual([]);
    expect(within(first).queryByRole('link')).toBeNull();
    expect(
      screen.getByRole('link', { name: 'Resilience and runtime' }),
    ).toHaveAttribute(
      'href',
      '/cloudflare/scorecards?scorecard=resilience&entity=resource%3Adefault%2Fcf-worker-acme-api',
    );
  });

  it('explains a result', async () => {
    renderEntityPage(
      worker,
      answer(postureOf(WORKER, { own: [own('queue.dlq', 'fail')] })),
    );
    const [first] = await todo();
    await userEvent.click(
      within(first).getByRole('button', { name: /^Explain/ }),
    );
    const dialog = await screen.findByRole('dialog', {
      name: /dead-letter queue: acme-api/,
    });
    expect(
      await within(dialog).findByText('What a pass proves'),
    ).toBeInTheDocument();
  });

  it('shows of a Component what its resources lack, and which they are', async () => {
    renderEntityPage(
      component(),
      answer(
        postureOf(COMPONENT, {
          own: [],
          related: Array.from({ length: 7 }, (_, i) =>
            checkResult('queue.dlq', 'fail', {
              entityRef: `resource:default/cf-queue-q${i}`,
              title: `q${i}`,
            }),
          ),
        }),
      ),
    );
    const items = await todo();
    expect(items).toHaveLength(5);
    expect(within(items[0]).getByRole('link', { name: 'q0' })).toHaveAttribute(
      'href',
      '/catalog/default/resource/cf-queue-q0',
    );
    expect(
      screen.getByText(/^and 2 more that do not pass/),
    ).toBeInTheDocument();
    expect(
      screen.getByText(
        'Of this Component and the Cloudflare resources it uses.',
      ),
    ).toBeInTheDocument();
    expect(
      screen.getByRole('link', { name: 'Resilience and runtime' }),
    ).toHaveAttribute(
      'href',
      '/cloudflare/scorecards?scorecard=resilience&component=component%3Adefault%2Facme-api',
    );
  });

  it('tells how many more there are of what is much, and where they are', async () => {
    const posture = postureOf(SYSTEM, {
      related: Array.from({ length: 6 }, (_, i) =>
        checkResult('queue.dlq', 'fail', {
          entityRef: `resource:default/cf-queue-q${i}`,
        }),
      ),
    });
    renderEntityPage(
      system,
      answer({
        ...posture,
        counts: { ...posture.counts, fail: 900 },
        relatedTotal: 1_000,
      }),
    );
    expect(await todo()).toHaveLength(5);
    expect(
      screen.getByText(/^and 895 more that do not pass/),
    ).toBeInTheDocument();
    expect(
      screen.getByRole('link', { name: 'see all results' }),
    ).toHaveAttribute(
      'href',
      '/cloudflare/scorecards?system=system%3Adefault%2Fstorefront',
    );
  });

  it('sums up a System', async () => {
    renderEntityPage(
      system,
      answer(
        postureOf(SYSTEM, { related: [checkResult('queue.dlq', 'pass')] }),
      ),
    );
    expect(await screen.findByText('1 of 1 pass')).toBeInTheDocument();
    expect(
      screen.getByText('Nothing to do: each result passes or is exempt.'),
    ).toBeInTheDocument();
    expect(
      screen.getByRole('link', { name: 'Resilience and runtime' }),
    ).toHaveAttribute(
      'href',
      '/cloudflare/scorecards?scorecard=resilience&system=system%3Adefault%2Fstorefront',
    );
  });

  it.each<[Parameters<typeof postureOf>[1], Partial<EntityPosture>, string]>([
    [{}, {}, 'No check concerns this entity'],
    [
      { own: [own('queue.dlq', 'not-applicable')] },
      {},
      '1 check looked, and does not concern it.',
    ],
    [
      {},
      { notVisible: 3 },
      '3 results are of products that you lack the permission for.',
    ],
    [{}, { evaluation: { state: 'never', problems: [] } }, 'Not evaluated yet'],
    [
      {},
      {
        evaluation: {
          state: 'failed',
          problems: [{ kind: 'unavailable', message: 'The catalog is down' }],
        },
      },
      'The catalog is down',
    ],
  ])('says why there is nothing, and no score: %#', async (of, more, text) => {
    renderEntityPage(worker, answer(postureOf(WORKER, of, more)));
    expect(await screen.findByText(text)).toBeInTheDocument();
    expect(screen.queryByText(/ pass/)).toBeNull();
    expect(screen.queryByText(/%/)).toBeNull();
  });

  it('tells of what time the results are when the last evaluation failed', async () => {
    renderEntityPage(
      worker,
      answer(
        postureOf(
          WORKER,
          { own: [own('queue.dlq', 'pass')] },
          { evaluation: { ...evaluated, state: 'failed' } },
        ),
      ),
    );
    expect(
      await screen.findByText('The last evaluation failed'),
    ).toBeInTheDocument();
  });

  it('says quietly what it takes to see it', async () => {
    renderEntityPage(worker, async () => {
      throw await refusal(403, { name: 'NotAllowedError', message: 'No' });
    });
    expect(
      await screen.findByText(/the permission cloudflare.read.posture/),
    ).toBeInTheDocument();
    expect(screen.queryByText('You may not see this')).toBeNull();
  });

  it('reads again after a failure', async () => {
    const posture = jest
      .fn()
      .mockRejectedValueOnce(new Error('Nobody answers'))
      .mockResolvedValue(
        answer(postureOf(WORKER, { own: [own('queue.dlq', 'pass')] })),
      );
    renderEntityPage(worker, posture);
    expect(await screen.findByText('Nobody answers')).toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByText('1 of 1 pass')).toBeInTheDocument();
  });

  it('is not there for what no check can be about', async () => {
    const api = renderEntityPage(
      component({ annotations: {}, dependsOn: [] }),
      answer(postureOf(COMPONENT, {})),
    );
    expect(await screen.findByText('About')).toBeInTheDocument();
    expect(screen.queryByText('Cloudflare posture')).toBeNull();
    expect(api.read).not.toHaveBeenCalled();
  });
});
