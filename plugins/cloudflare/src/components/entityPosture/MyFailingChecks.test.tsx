import { identityApiRef } from '@backstage/core-plugin-api';
import {
  coreExtensionData,
  createExtension,
} from '@backstage/frontend-plugin-api';
import { mockApis, renderTestApp } from '@backstage/frontend-test-utils';
import { entityRouteRef } from '@backstage/plugin-catalog-react';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { answer } from '../../__fixtures__/answers';
import {
  checkResult,
  evaluated,
  ownerPosture,
  summaryOf,
} from '../../__fixtures__/entityPosture';
import { Answers, backend } from '../../__testUtils__/render';
import { cloudflareApiRef } from '../../api';
import plugin from '../../index';
import { MyFailingChecks } from './MyFailingChecks';

const PLATFORM = 'group:default/platform';
const DATA = 'group:default/data';
const ME = 'user:default/pat';

function renderWidget(answers: Answers, groups = [ME, PLATFORM, DATA]) {
  const api = backend(answers);
  renderTestApp({
    features: [plugin],
    extensions: [
      createExtension({
        name: 'home',
        attachTo: { id: 'app/routes', input: 'routes' },
        output: [coreExtensionData.routePath, coreExtensionData.reactElement],
        factory: () => [
          coreExtensionData.routePath('/'),
          coreExtensionData.reactElement(<MyFailingChecks />),
        ],
      }),
    ],
    mountedRoutes: { '/catalog/:namespace/:kind/:name': entityRouteRef },
    apis: [
      [cloudflareApiRef, api],
      [identityApiRef, mockApis.identity({ ownershipEntityRefs: groups })],
    ],
  });
  return api;
}

describe('My failing checks', () => {
  it('lists what fails of mine, the highest severity first', async () => {
    const api = renderWidget({
      posture: answer(
        summaryOf([
          ownerPosture(PLATFORM, { pass: 5, fail: 2, unknown: 1, exempt: 4 }),
          ownerPosture(DATA, { pass: 3, fail: 1 }),
          ownerPosture(ME, { pass: 1 }),
          ownerPosture('group:default/web', { fail: 20 }),
        ]),
      ),
      'posture/results': async ({ query }) =>
        answer(
          query?.owner === DATA
            ? [checkResult('queue.dlq', 'fail')]
            : [
                checkResult('queue.lag', 'fail'),
                checkResult('workflow.retry', 'fail', { title: 'acme-etl' }),
              ],
        ),
    });
    const list = await screen.findByRole('list', { name: 'Failing checks' });
    const items = within(list).getAllByRole('listitem');
    expect(
      items.map(item => item.textContent?.match(/(\w+) severity/)?.[1]),
    ).toEqual(['High', 'Medium', 'Low']);
    expect(
      within(items[0]).getByRole('link', { name: 'acme-events' }),
    ).toHaveAttribute('href', '/catalog/default/resource/cf-queue-acme-events');
    expect(
      screen.getByText('3 of 13 results of what is yours fail.'),
    ).toBeInTheDocument();
    expect(api.read).toHaveBeenCalledWith({
      path: ['posture', 'results'],
      query: { owner: DATA, state: 'fail', limit: 5 },
    });
    expect(
      screen.getByRole('link', { name: 'All of platform' }),
    ).toHaveAttribute(
      'href',
      '/cloudflare/scorecards?owner=group%3Adefault%2Fplatform&state=fail',
    );
    expect(screen.queryByRole('link', { name: 'All of pat' })).toBeNull();
  });

  it('shows the worst of many', async () => {
    renderWidget({
      posture: answer(summaryOf([ownerPosture(PLATFORM, { fail: 8 })])),
      'posture/results': answer(
        Array.from({ length: 8 }, (_, i) =>
          checkResult('queue.dlq', 'fail', {
            entityRef: `resource:default/q${i}`,
          }),
        ),
      ),
    });
    const list = await screen.findByRole('list', { name: 'Failing checks' });
    expect(within(list).getAllByRole('listitem')).toHaveLength(5);
  });

  it('says that nothing fails, and what of it is not known', async () => {
    renderWidget({
      posture: answer(
        summaryOf([ownerPosture(DATA, { pass: 3, unknown: 2, stale: 1 })]),
      ),
    });
    expect(await screen.findByText('No check fails')).toBeInTheDocument();
    expect(
      screen.getByText(
        'Of 6 results of what is yours, 3 are unknown or stale.',
      ),
    ).toBeInTheDocument();
  });

  it('says that all passes only when it does', async () => {
    renderWidget({
      posture: answer(summaryOf([ownerPosture(DATA, { pass: 3, exempt: 1 })])),
    });
    expect(
      await screen.findByText('All 3 results of what is yours pass.'),
    ).toBeInTheDocument();
  });

  it('does not call everything mine where I own nothing', async () => {
    renderWidget(
      { posture: answer(summaryOf([ownerPosture(DATA, { fail: 3 })])) },
      [ME],
    );
    expect(
      await screen.findByText('No check looks at anything of yours'),
    ).toBeInTheDocument();
  });

  it('does not take what was never evaluated for what does not fail', async () => {
    renderWidget({
      posture: answer(summaryOf([], { state: 'never', problems: [] })),
    });
    expect(await screen.findByText('Not evaluated yet')).toBeInTheDocument();
    expect(screen.queryByText('No check fails')).toBeNull();
  });

  it('reads again after a failure', async () => {
    const results = jest
      .fn()
      .mockRejectedValueOnce(new Error('Nobody answers'))
      .mockResolvedValue(answer([checkResult('queue.dlq', 'fail')]));
    renderWidget({
      posture: answer(summaryOf([ownerPosture(DATA, { fail: 1 })])),
      'posture/results': results,
    });
    expect(await screen.findByText('Nobody answers')).toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByText('Medium severity')).toBeInTheDocument();
  });

  it('tells when the last evaluation failed', async () => {
    renderWidget({
      posture: answer(
        summaryOf([ownerPosture(DATA, { pass: 3 })], {
          ...evaluated,
          state: 'failed',
        }),
      ),
    });
    expect(
      await screen.findByText('The last evaluation failed'),
    ).toBeInTheDocument();
  });
});
