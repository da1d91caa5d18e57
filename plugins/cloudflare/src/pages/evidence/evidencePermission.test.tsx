import { PermissionApi } from '@backstage/plugin-permission-react';
import { screen } from '@testing-library/react';
import { renderPage } from '../../__testUtils__/render';

// A file of its own: what a user may do is remembered from test to test.
describe('the page Evidence without the permission', () => {
  it('names it and reads nothing', async () => {
    const permissionApi: PermissionApi = {
      // As the permission backend writes it.
      authorize: async () => JSON.parse('{ "result": "DENY" }'),
    };
    const api = renderPage({ path: '/cloudflare/evidence', permissionApi });
    expect(
      await screen.findByText(
        /It takes the permission cloudflare.export.evidence/,
      ),
    ).toBeInTheDocument();
    expect(
      screen.queryByRole('button', { name: 'Create evidence' }),
    ).toBeNull();
    expect(api.read).not.toHaveBeenCalled();
  });
});
