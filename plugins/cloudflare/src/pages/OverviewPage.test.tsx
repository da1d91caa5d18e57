import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { answer, refusal } from '../__fixtures__/answers';
import { undeployedWorker, worker, zeroTrust } from '../__fixtures__/entities';
import {
  accountStatus,
  productStatus,
  provenanceCounts,
  syncRun,
} from '../__fixtures__/overview';
import { attention, concerns, renderOverview } from '../__testUtils__/overview';
import { Answers } from '../__testUtils__/render';

const denied = async () => {
  throw await refusal(403, { name: 'NotAllowedError', message: 'No' });
};
const never = () => new Promise<never>(() => {});

describe('what needs attention', () => {
  it('is nothing, and says what was checked', async () => {
    renderOverview();
    expect(
      await screen.findByText('Nothing needs attention'),
    ).toBeInTheDocument();
    expect(
      screen.getByText(
        'Checked: API tokens, products, builds and bindings, production deployments, sync.',
      ),
    ).toBeInTheDocument();
  });

  it.each([
    ['refused', { accounts: denied }, /^Could not be checked: API tokens$/],
    [
      'failed',
      {
        'provenance/summary': async () => {
          throw new Error('Down');
        },
      },
      /^Could not be checked: production deployments$/,
    ],
    [
      'not read yet',
      { products: answer([productStatus({ state: 'unknown' })]) },
      /^Not known: Workers in default$/,
    ],
    [
      'partly read',
      {
        'provenance/summary': answer(
          provenanceCounts({ complete: 2, unknown: 3 }),
        ),
      },
      /^Not known: 3 production deployments$/,
    ],
    [
      'not known whole',
      { sync: answer([syncRun()], { complete: false }) },
      /^Not known: sync$/,
    ],
    [
      'stale',
      { products: answer([productStatus()], { cache: 'stale' }) },
      /^Not read anew: products$/,
    ],
  ] as [string, Answers, RegExp][])(
    'is not told to be nothing where a part is %s',
    async (_, answers, words) => {
      renderOverview(answers);
      expect(await screen.findByText(words)).toBeInTheDocument();
      expect(
        await screen.findByText(/^Nothing else was found in what could/),
      ).toBeInTheDocument();
      expect(screen.queryByText('Nothing needs attention')).toBeNull();
    },
  );

  it('is shown while a slow part is still being checked', async () => {
    renderOverview({
      'provenance/summary': never,
      accounts: answer([accountStatus({ token: { status: 'disabled' } })]),
    });
    const region = await attention();
    expect(
      await within(region).findByText('The API token of default is disabled'),
    ).toBeInTheDocument();
    expect(
      await within(region).findByText(
        'Still being checked: production deployments.',
      ),
    ).toBeInTheDocument();
    expect(screen.queryByText('Nothing needs attention')).toBeNull();
  });

  it('can be tried again where it could not be checked', async () => {
    let isDown = true;
    renderOverview({
      sync: async () => {
        if (isDown) {
          throw new Error('Down');
        }
        return answer([syncRun()]);
      },
    });
    const region = await attention();
    await within(region).findByText('Could not be checked: sync');
    isDown = false;
    await userEvent.click(
      within(region).getByRole('button', { name: 'Try again' }),
    );
    expect(
      await screen.findByText('Nothing needs attention'),
    ).toBeInTheDocument();
  });

  it('names the catalog where that could not be read', async () => {
    const catalog = catalogApiMock({ entities: [worker] });
    jest
      .spyOn(catalog, 'queryEntities')
      .mockRejectedValueOnce(new Error('Down'));
    renderOverview({}, { catalog });
    const region = await attention();
    expect(
      await within(region).findByText(
        'Could not be checked: builds and bindings',
      ),
    ).toBeInTheDocument();
    expect(
      within(region).getByText('The catalog could not be read: Down'),
    ).toBeInTheDocument();
    await userEvent.click(
      within(region).getByRole('button', { name: 'Try again' }),
    );
    expect(
      await screen.findByText('Nothing needs attention'),
    ).toBeInTheDocument();
  });

  describe('when it cannot be checked anew', () => {
    const bound = {
      ...worker,
      spec: {
        ...worker.spec,
        parameters: { account: 'default', danglingBindings: ['kv:sessions'] },
      },
    };

    async function renderAndBreak(failure: Error) {
      const catalog = catalogApiMock({ entities: [bound] });
      const api = renderOverview(
        {
          accounts: answer([accountStatus({ token: { status: 'disabled' } })]),
        },
        { catalog },
      );
      await concerns();
      jest.spyOn(catalog, 'queryEntities').mockRejectedValue(new Error('Down'));
      api.read.mockRejectedValue(failure);
      await userEvent.click(
        screen.getByRole('button', { name: 'Refresh the overview' }),
      );
      await screen.findAllByText(/^Could not be checked/);
    }

    it('stays, and is told to be of before', async () => {
      await renderAndBreak(new Error('Away'));
      expect((await concerns()).map(item => item.textContent)).toEqual([
        expect.stringContaining('The API token of default is disabled'),
        expect.stringContaining('1 resource is bound to something'),
      ]);
      const region = await attention();
      expect(
        within(region).getByText(
          'Could not be checked anew: API tokens, products, production deployments, sync',
        ),
      ).toBeInTheDocument();
      expect(
        within(region).getByText(
          'Could not be checked anew: builds and bindings',
        ),
      ).toBeInTheDocument();
    });

    it('is not shown to whoever may not see it any more', async () => {
      await renderAndBreak(
        await refusal(403, { name: 'NotAllowedError', message: 'No' }),
      );
      expect((await concerns()).map(item => item.textContent)).toEqual([
        expect.stringContaining('1 resource is bound to something'),
      ]);
      expect(
        screen.getByText('Could not be checked: API tokens, products, sync'),
      ).toBeInTheDocument();
    });
  });
});

describe('the counts', () => {
  async function glance() {
    return screen.findByRole('region', { name: 'At a glance' });
  }

  it('do not take what is not known for none', async () => {
    renderOverview(
      {
        products: answer([
          productStatus(),
          productStatus({ product: 'kv', title: 'KV', resources: 0 }),
          productStatus({
            product: 'd1',
            title: 'D1',
            state: 'degraded',
            resources: undefined,
            lastCompleteSync: undefined,
          }),
          productStatus({ product: 'r2', title: 'R2', state: 'not-imported' }),
          productStatus({
            product: 'zeroTrust',
            title: 'Zero Trust',
            state: 'degraded',
            lastCompleteSync: undefined,
          }),
        ]),
        'provenance/summary': answer(
          provenanceCounts({ complete: 87, none: 2, unknown: 3 }),
        ),
      },
      { catalog: [worker, undeployedWorker, zeroTrust] },
    );
    const region = await glance();
    const figure = async (product: string) =>
      (
        await within(region).findByRole('link', {
          name: `${product}: see them in the inventory`,
        })
      ).closest('div')!;
    expect(await figure('Workers')).toHaveTextContent('2');
    expect(await figure('KV')).toHaveTextContent('0');
    expect(await figure('D1')).toHaveTextContent('Not known');
    expect(await figure('Zero Trust')).toHaveTextContent('at least 1');
    expect(within(region).queryByText(/R2/)).toBeNull();
    expect(within(await figure('Workers')).getByRole('link')).toHaveAttribute(
      'href',
      '/cloudflare/inventory?product=workers',
    );
    expect(within(region).getByText('87 of 92 proven')).toBeInTheDocument();
    expect(within(region).getByText('3 not read yet')).toBeInTheDocument();
  });

  it('stand, and say so, where the catalog cannot be read anew', async () => {
    const catalog = catalogApiMock({ entities: [worker, undeployedWorker] });
    renderOverview({}, { catalog });
    const region = await glance();
    const workers = await within(region).findByRole('link', {
      name: 'Workers: see them in the inventory',
    });
    jest.spyOn(catalog, 'queryEntities').mockRejectedValue(new Error('Down'));
    await userEvent.click(
      screen.getByRole('button', { name: 'Refresh the overview' }),
    );
    expect(
      await within(region).findByText('The catalog could not be read anew'),
    ).toBeInTheDocument();
    expect(workers.closest('div')).toHaveTextContent('2');
  });

  it('stand where another one is refused', async () => {
    renderOverview({ accounts: denied });
    const region = await glance();
    expect(
      await within(region).findByText('2 of 2 proven'),
    ).toBeInTheDocument();
    expect(
      await within(region).findByText(/cloudflare\.read\.account/),
    ).toBeInTheDocument();
  });
});

describe('refreshing', () => {
  it('reads every part again', async () => {
    const api = renderOverview();
    await screen.findByText('Nothing needs attention');
    api.read.mockClear();
    await userEvent.click(
      screen.getByRole('button', { name: 'Refresh the overview' }),
    );
    await waitFor(() =>
      expect(api.read.mock.calls.map(([{ path }]) => path.join('/'))).toEqual([
        'accounts',
        'products',
        'sync',
        'provenance/summary',
        'provenance/deployments',
      ]),
    );
  });
});
