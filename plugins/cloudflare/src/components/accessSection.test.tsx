import { screen, within } from '@testing-library/react';
import {
  answer,
  workerAccess,
  workerDeployments,
  workerTriggers,
} from '../__fixtures__/answers';
import { worker } from '../__fixtures__/entities';
import { renderEntityTab } from '../__testUtils__/render';

const workerAnswers = {
  'workers/acme-api/deployments': answer(workerDeployments),
  'workers/acme-api/triggers': answer(workerTriggers),
  'workers/acme-api/access': answer(workerAccess),
};

describe('the Access applications', () => {
  it('tells which Access applications protect a Worker', async () => {
    renderEntityTab({ entity: worker, answers: workerAnswers });
    const access = await screen.findByRole('region', {
      name: 'Access applications',
    });
    const [covered, open] = (
      await within(
        await within(access).findByRole('grid', { name: 'Hostnames' }),
      ).findAllByRole('row')
    ).slice(1);
    expect(covered).toHaveTextContent('api.acme.example');
    expect(covered).toHaveTextContent('Protected by API for staff');
    expect(open).toHaveTextContent('acme-api.acme.workers.dev');
    expect(open).toHaveTextContent('No Access application covers it');

    const applications = within(access).getByRole('grid', {
      name: 'Applications',
    });
    expect(applications).toHaveTextContent('Engineers: allow');
    expect(applications.querySelector('time')).toHaveAttribute(
      'datetime',
      '2026-11-21T09:00:00.000Z',
    );
    expect(
      within(applications).getByRole('link', {
        name: 'Open API for staff in Cloudflare',
      }),
    ).toHaveAttribute(
      'href',
      'https://one.dash.cloudflare.com/acme/access/apps/app-1',
    );
  });

  it.each([
    [
      'Covered by API for staff, which lets everybody through',
      [{ id: 'p1', decision: 'bypass' }],
    ],
    ['Covered by API for staff, no policies', []],
    ['Covered by API for staff', [{ id: 'p1' }]],
    [
      'Covered by API for staff, which lets some through',
      [
        { id: 'p1', decision: 'bypass' },
        { id: 'p2', decision: 'allow' },
      ],
    ],
  ])('says "%s" as the policies are', async (words, policies) => {
    const { applications, hostnames } = workerAccess;
    renderEntityTab({
      entity: worker,
      answers: {
        ...workerAnswers,
        'workers/acme-api/access': answer({
          hostnames,
          applications: [{ ...applications[0], policies }],
        }),
      },
    });
    const table = await screen.findByRole('grid', { name: 'Hostnames' });
    expect(within(table).getByText(words)).toBeInTheDocument();
  });

  it('calls no hostname open, and no application unused, when that is not known', async () => {
    const [hostname] = workerAccess.hostnames;
    const [application] = workerAccess.applications;
    renderEntityTab({
      entity: worker,
      answers: {
        ...workerAnswers,
        'workers/acme-api/access': answer(
          {
            hostnames: [{ ...hostname, applicationIds: undefined }],
            applications: [
              { ...application, lastSignIn: undefined },
              {
                ...application,
                id: 'app-2',
                lastSignIn: { since: '2026-11-15T00:00:00Z' },
              },
            ],
          },
          { complete: false },
        ),
      },
    });
    const [row] = within(await screen.findByRole('grid', { name: 'Hostnames' }))
      .getAllByRole('row')
      .slice(1);
    expect(row).toHaveTextContent('api.acme.example');
    expect(row).toHaveTextContent('Not known');
    expect(row).not.toHaveTextContent('No Access application');
    const [unread, none] = within(
      screen.getByRole('grid', { name: 'Applications' }),
    )
      .getAllByRole('row')
      .slice(1);
    expect(unread).toHaveTextContent('Not known');
    expect(none).toHaveTextContent('None in the log since');
  });
});
