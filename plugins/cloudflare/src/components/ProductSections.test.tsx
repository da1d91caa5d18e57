import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { answer, workerDeployments } from '../__fixtures__/answers';
import { worker } from '../__fixtures__/entities';
import { renderEntityTab } from '../__testUtils__/render';
import { productViews } from '../products';

describe('the sections of a panel', () => {
  afterEach(() => jest.restoreAllMocks());

  it('are read where nobody tells whether the user may', async () => {
    renderEntityTab({
      entity: worker,
      answers: {
        'workers/acme-api/deployments': answer(workerDeployments),
        'workers/acme-api/triggers': () => new Promise(() => {}),
        'workers/acme-api/access': () => new Promise(() => {}),
      },
      permissionApi: {
        authorize: async () => {
          throw new Error('The permission backend is down');
        },
      },
    });
    expect(
      await screen.findByRole('region', { name: 'Deployments' }),
    ).toBeInTheDocument();
    expect(screen.queryByText('You may not see this')).toBeNull();
  });

  it('can be loaded again where they could not be loaded', async () => {
    const user = userEvent.setup();
    const sections = jest
      .spyOn(productViews.workers, 'sections')
      .mockRejectedValueOnce(new Error('Loading chunk 7 failed'));
    renderEntityTab({
      entity: worker,
      answers: {
        'workers/acme-api/deployments': answer(workerDeployments),
        'workers/acme-api/triggers': () => new Promise(() => {}),
        'workers/acme-api/access': () => new Promise(() => {}),
      },
    });
    expect(
      await screen.findByText('The details could not be loaded'),
    ).toBeInTheDocument();
    // What the entity tells is there nevertheless.
    expect(screen.getByText('Last deployment')).toBeInTheDocument();
    expect(screen.queryByRole('region', { name: 'Deployments' })).toBeNull();

    await user.click(screen.getByRole('button', { name: 'Try again' }));
    expect(
      await screen.findByRole('region', { name: 'Deployments' }),
    ).toBeInTheDocument();
    expect(sections).toHaveBeenCalledTimes(2);
    expect(screen.queryByText('The details could not be loaded')).toBeNull();
  });
});
