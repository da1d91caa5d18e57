import { Entity } from '@backstage/catalog-model';
import { identityApiRef } from '@backstage/core-plugin-api';
import { mockApis, renderTestApp } from '@backstage/frontend-test-utils';
import {
  CatalogApi,
  catalogApiRef,
  entityRouteRef,
} from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import {
  createExtension,
  coreExtensionData,
} from '@backstage/frontend-plugin-api';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { pagesProject, worker } from '../__fixtures__/entities';
import plugin from '../index';
import { MyCloudflare } from './MyCloudflare';

const GROUP = 'group:default/platform';

/** A resource that the group owns, with something the matter. */
function owned(entity: Entity, name: string, parameters: object = {}): Entity {
  return {
    ...entity,
    metadata: { ...entity.metadata, name, title: name },
    spec: {
      ...entity.spec,
      owner: GROUP,
      parameters: { account: 'default', ...parameters },
    },
    relations: [{ type: 'ownedBy', targetRef: GROUP }],
  };
}

const failedBuild = {
  failedBuild: { id: 'b1', failedAt: '2026-11-21T10:00:00Z' },
};

function renderWidget(options: {
  catalog?: Entity[];
  catalogApi?: CatalogApi;
  ownershipEntityRefs?: string[];
}) {
  renderTestApp({
    features: [plugin],
    extensions: [
      createExtension({
        name: 'home',
        attachTo: { id: 'app/routes', input: 'routes' },
        output: [coreExtensionData.routePath, coreExtensionData.reactElement],
        factory: () => [
          coreExtensionData.routePath('/'),
          coreExtensionData.reactElement(<MyCloudflare />),
        ],
      }),
    ],
    mountedRoutes: { '/catalog/:namespace/:kind/:name': entityRouteRef },
    apis: [
      [
        catalogApiRef,
        options.catalogApi ??
          catalogApiMock({ entities: options.catalog ?? [] }),
      ],
      [
        identityApiRef,
        mockApis.identity({
          ownershipEntityRefs: options.ownershipEntityRefs ?? [
            'user:default/guest',
            GROUP,
          ],
        }),
      ],
    ],
  });
}

describe('My Cloudflare', () => {
  it('lists what of mine needs attention, the worst first', async () => {
    renderWidget({
      catalog: [
        owned(worker, 'bound', { danglingBindings: ['kv:sessions'] }),
        owned(worker, 'fine'),
        owned(pagesProject, 'broken', failedBuild),
        {
          ...owned(worker, 'of-others', failedBuild),
          relations: [{ type: 'ownedBy', targetRef: 'group:default/web' }],
        },
      ],
    });
    const list = await screen.findByRole('list', {
      name: 'Resources that need attention',
    });
    const [first, second, ...others] = within(list).getAllByRole('listitem');
    expect(first).toHaveTextContent(/broken.*Pages.*Build failed/);
    expect(within(first).getByRole('link')).toHaveAttribute(
      'href',
      '/catalog/default/resource/broken',
    );
    expect(second).toHaveTextContent(/bound.*Dangling binding/);
    expect(others).toEqual([]);
    expect(
      screen.getByText('2 of 3 resources of yours need attention.'),
    ).toBeInTheDocument();
    expect(screen.queryByText(/of-others/)).toBeNull();
  });

  it('links to the rest of many in the inventory', async () => {
    renderWidget({
      catalog: Array.from({ length: 8 }, (_, i) =>
        owned(worker, `w${i}`, failedBuild),
      ),
    });
    expect(await screen.findAllByRole('listitem')).toHaveLength(5);
    expect(
      screen.getByRole('link', { name: 'All of platform' }),
    ).toHaveAttribute(
      'href',
      '/cloudflare/inventory?owner=group%3Adefault%2Fplatform',
    );
  });

  it('says that nothing needs attention, and how many were looked at', async () => {
    renderWidget({ catalog: [owned(worker, 'fine')] });
    expect(
      await screen.findByText('Nothing needs attention'),
    ).toBeInTheDocument();
    expect(
      screen.getByText('1 resource of yours, as the last sync saw it.'),
    ).toBeInTheDocument();
  });

  it.each([[[]], [['user:default/guest']]])(
    'does not call everything mine where I own nothing',
    async ownershipEntityRefs => {
      renderWidget({
        catalog: [owned(worker, 'broken', failedBuild)],
        ownershipEntityRefs,
      });
      expect(
        await screen.findByText('No Cloudflare resource is yours'),
      ).toBeInTheDocument();
      expect(screen.queryByText('Nothing needs attention')).toBeNull();
    },
  );

  it('reads again after a failure', async () => {
    const catalogApi = catalogApiMock({ entities: [owned(worker, 'fine')] });
    const queryEntities = jest
      .spyOn(catalogApi, 'queryEntities')
      .mockRejectedValueOnce(new Error('The catalog is down'));
    renderWidget({ catalogApi });
    expect(await screen.findByText('The catalog is down')).toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(
      await screen.findByText('Nothing needs attention'),
    ).toBeInTheDocument();
    expect(queryEntities).toHaveBeenCalledTimes(2);
  });

  it('says that it is loading, and nothing else', async () => {
    const catalogApi = catalogApiMock({ entities: [] });
    jest
      .spyOn(catalogApi, 'queryEntities')
      .mockReturnValue(new Promise(() => {}));
    renderWidget({ catalogApi });
    expect(
      await screen.findByRole('status', { name: 'Loading' }),
    ).toBeInTheDocument();
    expect(screen.queryByText(/yours/)).toBeNull();
  });
});
