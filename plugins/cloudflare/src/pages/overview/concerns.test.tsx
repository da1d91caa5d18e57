import { screen, within } from '@testing-library/react';
import { answer } from '../../__fixtures__/answers';
import { productionDeployments } from '../../__fixtures__/deployments';
import { worker } from '../../__fixtures__/entities';
import {
  accountStatus,
  inDays,
  minutesAgo,
  productStatus,
  provenanceCounts,
  syncReport,
  syncRun,
} from '../../__fixtures__/overview';
import { concerns, renderOverview } from '../../__testUtils__/overview';

describe('what needs attention', () => {
  it('comes with the most severe first', async () => {
    renderOverview({
      accounts: answer([accountStatus({ token: { expiresAt: inDays(20) } })]),
      'provenance/summary': answer(provenanceCounts({ none: 1, conflict: 2 })),
    });
    expect((await concerns()).map(item => item.textContent)).toEqual([
      expect.stringContaining(
        '2 production deployments whose sources disagree',
      ),
      expect.stringContaining('The API token of default expires soon'),
      expect.stringContaining('1 production deployment without provenance'),
    ]);
  });

  it.each([
    [6, 'Critical'],
    [29, 'Warning'],
  ])('tells a token that expires in %d days as %s', async (days, severity) => {
    renderOverview({
      accounts: answer([
        accountStatus({ token: { expiresAt: inDays(days + 0.1) } }),
      ]),
    });
    const [item] = await concerns();
    expect(item).toHaveTextContent(severity);
    expect(item).toHaveTextContent(`Expires in ${days} days`);
  });

  it('leaves a token alone that expires later', async () => {
    renderOverview({
      accounts: answer([accountStatus({ token: { expiresAt: inDays(31) } })]),
    });
    expect(
      await screen.findByText('Nothing needs attention'),
    ).toBeInTheDocument();
  });

  it('is a lock-out, and a token that Cloudflare refuses', async () => {
    renderOverview({
      accounts: answer([
        accountStatus({
          token: {
            status: 'unknown',
            problem: { kind: 'unauthorized', message: 'Invalid API Token.' },
          },
          budget: {
            limit: 600,
            used: 600,
            windowSeconds: 300,
            lockedOutUntil: minutesAgo(-4),
          },
        }),
      ]),
    });
    const [token, lockOut] = await concerns();
    expect(token).toHaveTextContent(
      'Cloudflare refuses the API token of default',
    );
    expect(token).toHaveTextContent('Invalid API Token.');
    expect(lockOut).toHaveTextContent('too many requests');
    expect(
      within(lockOut).getByRole('link', { name: 'Account default' }),
    ).toHaveAttribute('href', '/cloudflare/accounts');
  });

  it('names the token permission of the products that cannot be read', async () => {
    const problem = {
      kind: 'forbidden',
      message: 'Cloudflare does not let the token read it.',
      permission: 'Pages Read',
    } as const;
    renderOverview({
      products: answer([
        productStatus(),
        productStatus({
          product: 'pages',
          title: 'Pages',
          state: 'degraded',
          problem,
          lastCompleteSync: minutesAgo(180),
        }),
        productStatus({
          product: 'kv',
          title: 'KV',
          state: 'degraded',
          lastCompleteSync: undefined,
          problem: { kind: 'unavailable', message: 'Cloudflare failed.' },
        }),
        productStatus({ product: 'd1', title: 'D1', state: 'not-imported' }),
      ]),
    });
    const [kv, pages] = await concerns();
    expect(kv).toHaveTextContent('Critical');
    expect(kv).toHaveTextContent('Never read completely.');
    expect(pages).toHaveTextContent('Pages of default cannot be read');
    expect(pages).toHaveTextContent('Last read 3 hours ago');
    expect(pages).toHaveTextContent(
      'Add the permission "Pages Read" to the token.',
    );
  });

  it('links to the deployments without provenance, and to some of them', async () => {
    renderOverview({
      'provenance/summary': answer(provenanceCounts({ none: 12, complete: 1 })),
      'provenance/deployments': answer(
        productionDeployments.map(deployment => ({
          ...deployment,
          provenance: { state: 'none', sources: {} },
        })),
      ),
    });
    const [item] = await concerns();
    expect(item).toHaveTextContent(
      '12 production deployments without provenance',
    );
    expect(
      within(item).getByRole('link', { name: 'See all 12' }),
    ).toHaveAttribute('href', '/cloudflare/deployments?state=none');
    expect(
      within(item).getByRole('link', { name: /acme-api/ }),
    ).toHaveAttribute('href', '/catalog/default/resource/cf-worker-acme-api');
  });

  it('lists a handful of failed builds, and says that there are more', async () => {
    const failing = Array.from({ length: 7 }, (_, i) => ({
      ...worker,
      metadata: { ...worker.metadata, name: `w${i}`, title: `w${i}` },
      spec: {
        ...worker.spec,
        parameters: {
          failedBuild: {
            id: 'b',
            failedAt: minutesAgo(10),
            stage: 'deploy',
          },
          danglingBindings: i === 0 ? ['kv:sessions'] : [],
          orphan: i < 2,
        },
      },
    }));
    renderOverview({}, { catalog: failing });
    const [builds, bindings, orphans] = await concerns();
    expect(builds).toHaveTextContent('The last builds of 7 resources failed');
    expect(builds).toHaveTextContent('in deploy');
    expect(within(builds).getAllByRole('link')).toHaveLength(5);
    expect(builds).toHaveTextContent('and 2 more');
    expect(bindings).toHaveTextContent('1 resource is bound to something');
    expect(bindings).toHaveTextContent('kv:sessions');
    expect(orphans).toHaveTextContent('Notice');
    expect(orphans).toHaveTextContent('Nothing uses 2 resources');
  });

  it('is a sync that failed, one that is late, and one that never ran', async () => {
    renderOverview({
      accounts: answer([
        accountStatus(),
        accountStatus({ key: 'eu' }),
        accountStatus({ key: 'us' }),
      ]),
      sync: answer([
        syncRun({
          outcome: 'failed',
          products: [
            syncReport({
              complete: false,
              problems: [{ kind: 'unavailable', message: 'Timed out.' }],
            }),
          ],
        }),
        ...[5, 6, 7, 8, 9].map(run =>
          syncRun({
            account: 'eu',
            run,
            startedAt: minutesAgo(100 - run * 10),
          }),
        ),
      ]),
    });
    // That of eu is on time.
    const items = await concerns();
    expect(items.map(item => item.textContent)).toEqual([
      expect.stringContaining('The last sync of default failed'),
      expect.stringContaining('No run of the sync of us is known'),
    ]);
    expect(items[0]).toHaveTextContent('Timed out.');
  });

  it('is a sync that has not run for more than three intervals', async () => {
    renderOverview({
      sync: answer(
        [1, 2, 3, 4, 5].map(run =>
          syncRun({ run, startedAt: minutesAgo(90 - run * 10) }),
        ),
      ),
    });
    const [item] = await concerns();
    expect(item).toHaveTextContent(
      'The sync of default has not run when it should have',
    );
    expect(item).toHaveTextContent('It ran about every 10 minutes before.');
  });

  it('does not tell twice what a partial sync could not read', async () => {
    const problem = { kind: 'forbidden', message: 'Refused.' } as const;
    renderOverview({
      products: answer([productStatus({ state: 'degraded', problem })]),
      sync: answer([
        syncRun({
          outcome: 'partial',
          products: [syncReport({ complete: false, problems: [problem] })],
        }),
      ]),
    });
    const items = await concerns();
    expect(items).toHaveLength(1);
    expect(items[0]).toHaveTextContent('Workers of default cannot be read');
  });
});
