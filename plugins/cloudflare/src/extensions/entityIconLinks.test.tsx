import { Entity } from '@backstage/catalog-model';
import { renderTestApp } from '@backstage/frontend-test-utils';
import catalogPlugin from '@backstage/plugin-catalog/alpha';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { screen, within } from '@testing-library/react';
import { component, worker } from '../__fixtures__/entities';
import plugin from '../index';

const withoutAccountId: Entity = {
  ...worker,
  spec: { ...worker.spec, parameters: {} },
};

/** The links below the heading of the About card. */
async function renderLinks(
  entity: Entity,
  config?: NonNullable<Parameters<typeof renderTestApp>[0]>['config'],
) {
  const kind = entity.kind.toLocaleLowerCase('en-US');
  renderTestApp({
    features: [catalogPlugin, plugin],
    config,
    initialRouteEntries: [`/catalog/default/${kind}/${entity.metadata.name}`],
    apis: [[catalogApiRef, catalogApiMock({ entities: [entity] })]],
  });
  const source = await screen.findByText('View Source');
  return within(source.closest('nav')!);
}

describe('the link of the About card', () => {
  it('leads from a Resource to the dashboard', async () => {
    const links = await renderLinks(worker);
    expect(links.getByRole('link', { name: /^Cloudflare/ })).toHaveAttribute(
      'href',
      'https://dash.cloudflare.com/6f1ed0c0ffee4a7b9d2e11aa22bb33cc/workers/services/view/acme-api/production',
    );
  });

  it('leads from a Component to its Cloudflare tab', async () => {
    const links = await renderLinks(component());
    expect(links.getByRole('link', { name: 'Cloudflare' })).toHaveAttribute(
      'href',
      '/catalog/default/component/acme-api/cloudflare',
    );
  });

  it('leads nowhere from a Resource without the account’s id', async () => {
    const links = await renderLinks(withoutAccountId);
    expect(links.getByText('Cloudflare')).toBeInTheDocument();
    expect(
      links.queryByRole('link', { name: /Cloudflare/ }),
    ).not.toBeInTheDocument();
  });

  it('is not there for other entities', async () => {
    const links = await renderLinks(component({ annotations: {} }));
    expect(links.queryByText('Cloudflare')).not.toBeInTheDocument();
  });

  it('is called as the configuration says', async () => {
    const label = 'Cloud';
    const links = await renderLinks(component(), {
      backend: { baseUrl: 'http://localhost:7007' },
      app: {
        baseUrl: 'http://localhost:3000',
        extensions: [{ 'entity-icon-link:cloudflare': { config: { label } } }],
      },
    });
    expect(links.getByRole('link', { name: label })).toBeInTheDocument();
  });
});
