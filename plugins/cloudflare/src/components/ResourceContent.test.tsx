import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  answer,
  workerAccess,
  workerDeployments,
  workerTriggers,
} from '../__fixtures__/answers';
import { undeployedWorker, worker } from '../__fixtures__/entities';
import { renderEntityTab } from '../__testUtils__/render';

const workerAnswers = {
  'workers/acme-api/deployments': answer(workerDeployments),
  'workers/acme-api/triggers': answer(workerTriggers),
  'workers/acme-api/access': answer(workerAccess),
};

describe('the Cloudflare tab of a Resource', () => {
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

  it('marks a binding to what Cloudflare does not have', async () => {
    renderEntityTab({
      entity: {
        ...worker,
        spec: {
          ...worker.spec,
          parameters: { danglingBindings: ['service:acme-gone'] },
        },
      },
      answers: workerAnswers,
    });
    const uses = await screen.findByRole('region', { name: 'Uses' });
    expect(
      within(uses).getByText('service:acme-gone').closest('li'),
    ).toHaveTextContent('Missing at Cloudflare');
    expect(
      screen.getByRole('list', { name: 'Needs attention' }),
    ).toHaveTextContent(/bound to service:acme-gone/);
  });

  it('tells the annotation for a Resource that no Component uses', async () => {
    const user = userEvent.setup();
    const writeText = jest.spyOn(navigator.clipboard, 'writeText');
    renderEntityTab({
      entity: {
        ...undeployedWorker,
        relations: [
          {
            type: 'dependencyOf',
            targetRef: 'resource:default/cf-worker-acme-api',
          },
        ],
      },
      answers: {
        'workers/acme-auth/deployments': answer([]),
        'workers/acme-auth/triggers': answer(workerTriggers),
        'workers/acme-auth/access': answer(workerAccess),
      },
    });
    const usedBy = await screen.findByRole('region', { name: 'Used by' });
    expect(
      within(usedBy).getByText('cloudflare.com/worker: acme-auth'),
    ).toBeInTheDocument();
    await user.click(
      within(usedBy).getByRole('button', { name: 'Copy annotation' }),
    );
    expect(writeText).toHaveBeenCalledWith('cloudflare.com/worker: acme-auth');
    expect(await screen.findByText('No deployment')).toBeInTheDocument();
  });
});
