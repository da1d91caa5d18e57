import { screen } from '@testing-library/react';
import { POSTURE } from '../../__testUtils__/posture';
import { renderPage } from '../../__testUtils__/render';

// A file of its own: what a user may do is remembered from test to test.
describe('the button to evaluate now', () => {
  it('is not offered to whoever may not', async () => {
    const authorize = jest.fn(async () =>
      // As the permission backend writes it.
      JSON.parse('{ "result": "DENY" }'),
    );
    renderPage({
      path: '/cloudflare/scorecards',
      permissionApi: { authorize },
      answers: POSTURE,
    });
    expect(
      await screen.findByRole('tab', { name: 'By owner' }),
    ).toBeInTheDocument();
    expect(authorize).toHaveBeenCalled();
    expect(screen.queryByRole('button', { name: /Evaluate/ })).toBeNull();
    expect(screen.queryByRole('button', { name: /evidence/ })).toBeNull();
  });
});
