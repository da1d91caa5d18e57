import { createApp } from '@backstage/app-defaults';
import { AppRouter, FlatRoutes } from '@backstage/core-app-api';
import {
  createApiFactory,
  identityApiRef,
  SignInPageProps,
} from '@backstage/core-plugin-api';
import { Entity } from '@backstage/catalog-model';
import { CatalogEntityPage } from '@backstage/plugin-catalog';
import {
  catalogApiRef,
  EntityProvider,
  entityRouteRef,
} from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import {
  mockApis,
  renderInTestApp,
  TestApiProvider,
} from '@backstage/test-utils';
import { render, screen } from '@testing-library/react';
import { ReactNode, useEffect } from 'react';
import { Route } from 'react-router-dom';
import { answer } from './__fixtures__/answers';
import { component, worker } from './__fixtures__/entities';
import {
  checkResult,
  ownerPosture,
  postureOf,
  summaryOf,
} from './__fixtures__/entityPosture';
import { Answers, backend } from './__testUtils__/render';
import {
  cloudflareApiRef,
  CloudflarePage,
  EntityCloudflarePostureCard,
  MyCloudflareCard,
  MyFailingChecksCard,
} from './legacy';

const GROUP = 'group:default/platform';

/** More than the card lists. */
const catalog: Entity[] = Array.from({ length: 6 }, (_, i) => ({
  ...worker,
  metadata: { ...worker.metadata, name: `w${i}`, title: `w${i}` },
  spec: {
    ...worker.spec,
    owner: GROUP,
    parameters: { account: 'default', danglingBindings: ['kv:sessions'] },
  },
  relations: [{ type: 'ownedBy', targetRef: GROUP }],
}));

const identity = mockApis.identity({ ownershipEntityRefs: [GROUP] });

function SignedIn({ onSignInSuccess }: SignInPageProps) {
  useEffect(() => onSignInSuccess(identity), [onSignInSuccess]);
  return null;
}

describe('the card of an app of the old frontend system', () => {
  it('lists what needs attention also where the app has no page of Cloudflare', async () => {
    await renderInTestApp(
      <TestApiProvider
        apis={[
          [catalogApiRef, catalogApiMock({ entities: catalog })],
          [identityApiRef, identity],
        ]}
      >
        <MyCloudflareCard />
      </TestApiProvider>,
      { mountedRoutes: { '/catalog/:namespace/:kind/:name': entityRouteRef } },
    );
    expect(await screen.findByText('My Cloudflare')).toBeInTheDocument();
    expect(await screen.findAllByRole('listitem')).toHaveLength(5);
    expect(screen.queryByRole('link', { name: /^All of/ })).toBeNull();
  });

  it('links to the page of Cloudflare, wherever the app has it', async () => {
    const app = createApp({
      apis: [
        createApiFactory(catalogApiRef, catalogApiMock({ entities: catalog })),
      ],
      components: { SignInPage: SignedIn },
    });
    const App = app.createRoot(
      <AppRouter>
        <FlatRoutes>
          <Route path="/" element={<MyCloudflareCard />} />
          <Route path="/clouds" element={<CloudflarePage />} />
          <Route
            path="/catalog/:namespace/:kind/:name"
            element={<CatalogEntityPage />}
          />
        </FlatRoutes>
      </AppRouter>,
    );
    render(<App />);
    expect(
      await screen.findByRole('link', { name: 'All of platform' }),
    ).toHaveAttribute(
      'href',
      '/clouds/inventory?owner=group%3Adefault%2Fplatform',
    );
  });
});

describe('the posture cards of an app of the old frontend system', () => {
  const renderCard = (card: ReactNode, answers: Answers) =>
    renderInTestApp(
      <TestApiProvider
        apis={[
          [cloudflareApiRef, backend(answers)],
          [identityApiRef, identity],
        ]}
      >
        {card}
      </TestApiProvider>,
      { mountedRoutes: { '/catalog/:namespace/:kind/:name': entityRouteRef } },
    );

  it('show what a Component and its resources lack', async () => {
    const ref = 'component:default/acme-api';
    await renderCard(
      <EntityProvider entity={component()}>
        <EntityCloudflarePostureCard />
      </EntityProvider>,
      {
        [`posture/entities/${ref}`]: answer(
          postureOf(ref, { related: [checkResult('queue.dlq', 'fail')] }),
        ),
      },
    );
    expect(await screen.findByText('0 of 1 pass')).toBeInTheDocument();
    expect(
      screen.getByRole('link', { name: 'acme-events' }),
    ).toBeInTheDocument();
    expect(screen.getByText('Resilience and runtime')).toBeInTheDocument();
    expect(
      screen.queryByRole('link', { name: 'Resilience and runtime' }),
    ).toBeNull();
  });

  it('list the failing checks of the user’s groups', async () => {
    await renderCard(<MyFailingChecksCard />, {
      posture: answer(summaryOf([ownerPosture(GROUP, { fail: 1 })])),
      'posture/results': answer([checkResult('queue.dlq', 'fail')]),
    });
    expect(await screen.findByText('My failing checks')).toBeInTheDocument();
    expect(await screen.findByText('Medium severity')).toBeInTheDocument();
  });
});
