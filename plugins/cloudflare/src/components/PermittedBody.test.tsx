import { PermissionApi } from '@backstage/plugin-permission-react';
import { screen } from '@testing-library/react';
import { account, worker } from '../__fixtures__/entities';
import { renderEntityTab, renderPage } from '../__testUtils__/render';

// A file of its own: what a user may do is remembered from test to test.
const permissionApi: PermissionApi = {
  // As the permission backend writes it.
  authorize: async () => JSON.parse('{ "result": "DENY" }'),
};

describe('a page of which the user may read nothing', () => {
  it.each([
    ['evidence', 'It takes the permission cloudflare.export.evidence.'],
    ['zero-trust', 'It takes the permission cloudflare.read.zerotrust.'],
    [
      'deployments',
      'One of these permissions is enough: cloudflare.read.workers, cloudflare.read.pages.',
    ],
  ])('names the permission once and reads nothing: %s', async (page, words) => {
    const api = renderPage({
      path: `/cloudflare/${page}`,
      catalog: [account],
      permissionApi,
    });
    expect(
      await screen.findByText(words, { exact: false }),
    ).toBeInTheDocument();
    expect(screen.getAllByText('You may not see this')).toHaveLength(1);
    expect(screen.queryByRole('button', { name: /Create|All/ })).toBeNull();
    expect(screen.queryByRole('tab', { name: 'Access log' })).toBeNull();
    expect(screen.queryByRole('radio')).toBeNull();
    expect(api.read).not.toHaveBeenCalled();
  });
});

describe('a panel of which the user may read nothing', () => {
  it('names the permission once, and reads nothing', async () => {
    const api = renderEntityTab({ entity: worker, permissionApi });
    expect(
      await screen.findByText(
        'It takes the permission cloudflare.read.workers.',
        { exact: false },
      ),
    ).toBeInTheDocument();
    expect(screen.getAllByText('You may not see this')).toHaveLength(1);
    expect(screen.queryByRole('region', { name: 'Deployments' })).toBeNull();
    // What the entity tells is there nevertheless.
    expect(screen.getByText('Last deployment')).toBeInTheDocument();
    expect(api.read).not.toHaveBeenCalled();
  });
});
