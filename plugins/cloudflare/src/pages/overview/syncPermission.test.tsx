import { PermissionApi } from '@backstage/plugin-permission-react';
import { screen } from '@testing-library/react';
import { answer } from '../../__fixtures__/answers';
import { syncRun } from '../../__fixtures__/overview';
import { renderPage } from '../../__testUtils__/render';

type Decision = Awaited<ReturnType<PermissionApi['authorize']>>;

// A file of its own: what a user may do is remembered from test to test.
describe('the button to sync now', () => {
  it('is not offered to whoever may not, nor while that is not known', async () => {
    let deny = () => {};
    const decision = new Promise<Decision>(resolve => {
      // As the permission backend writes it.
      deny = () => resolve(JSON.parse('{ "result": "DENY" }'));
    });
    const authorize = jest.fn(() => decision);
    renderPage({
      path: '/cloudflare/overview',
      permissionApi: { authorize },
      answers: { sync: answer([syncRun()]) },
    });
    await screen.findByRole('row', { name: /default/ });
    expect(authorize).toHaveBeenCalled();
    expect(screen.queryByRole('button', { name: /^Sync/ })).toBeNull();
    deny();
    await decision;
    await screen.findByRole('row', { name: /default/ });
    expect(screen.queryByRole('button', { name: /^Sync/ })).toBeNull();
  });
});
