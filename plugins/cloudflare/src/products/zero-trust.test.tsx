import { screen } from '@testing-library/react';
import { accessAudit, answer, zeroTrustUsers } from '../__fixtures__/answers';
import { zeroTrust } from '../__fixtures__/entities';
import { renderEntityTab } from '../__testUtils__/render';
import { rowsOf } from '../__testUtils__/tables';

describe('Zero Trust', () => {
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
    expect(screen.getByText('12 policies')).toBeInTheDocument();
    // The number of applications is not in the entity.
    const applications = screen.getByText('Applications').closest('div');
    expect(applications).toHaveTextContent('Not known');
    expect(screen.queryByRole('link', { name: /Tickets/ })).toBeNull();
  });

  it('links a log-in to its tickets where a ticket search is configured', async () => {
    renderEntityTab({
      entity: zeroTrust,
      answers: {
        'zero-trust/users': answer(zeroTrustUsers),
        'zero-trust/access/audit': answer(accessAudit),
      },
      config: {
        cloudflare: {
          incidents: { linkTemplate: 'https://tickets.example/search?q={id}' },
        },
      },
    });
    expect(
      await screen.findByRole('link', {
        name: 'Tickets about 8f2a1b3c4d5e6f70',
      }),
    ).toHaveAttribute(
      'href',
      'https://tickets.example/search?q=8f2a1b3c4d5e6f70',
    );
    expect(
      screen.getByRole('button', { name: 'Copy ray ID' }),
    ).toBeInTheDocument();
  });
});
