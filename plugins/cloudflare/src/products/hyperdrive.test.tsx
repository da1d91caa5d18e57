import {
  HyperdriveConfig,
  MetricSeries,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { screen, within } from '@testing-library/react';
import { answer } from '../__fixtures__/answers';
import { worker } from '../__fixtures__/entities';
import { renderEntityTab } from '../__testUtils__/render';

const entity = (parameters: object = {}) => ({
  ...worker,
  metadata: {
    ...worker.metadata,
    name: 'cf-hyperdrive-acme',
    title: 'acme',
    annotations: {
      'cloudflare.com/account': 'default',
      'cloudflare.com/name': 'acme',
    },
  },
  spec: {
    type: 'cloudflare-hyperdrive',
    owner: 'group:default/data',
    parameters: { account: 'default', name: 'acme', id: 'h1', ...parameters },
  },
  relations: [],
});

const config: HyperdriveConfig = {
  id: 'h1',
  name: 'acme',
  engine: 'PostgreSQL',
  network: 'direct',
  host: 'prod-db.acme.example',
  hostDomain: 'acme.example',
  port: 5432,
  database: 'app',
  caching: { enabled: true, maxAgeSeconds: 60 },
  tls: { customCa: false, clientCertificate: true },
  connectionLimit: 60,
};
const metrics: MetricSeries = {
  from: '2026-11-21T02:00:00Z',
  to: '2026-11-21T03:00:00Z',
  stepSeconds: 3600,
  series: [
    {
      id: 'cacheHitRate',
      unit: 'ratio',
      points: [{ time: '2026-11-21T02:00:00Z', value: 0.55 }],
    },
  ],
};

function show(options: {
  configs?: HyperdriveConfig[];
  masked?: boolean;
  parameters?: object;
}) {
  const { configs = [config], masked = false, parameters } = options;
  const api = renderEntityTab({
    entity: entity(parameters),
    answers: {
      'hyperdrive/configs': answer(configs, { masked }),
      'hyperdrive/h1/metrics': answer(metrics),
      'hyperdrive/acme/metrics': answer(metrics),
    },
  });
  return {
    api,
    region: screen.findByRole('region', { name: 'Configuration' }),
  };
}

const factOf = (region: HTMLElement, label: string) =>
  within(region).getByText(label, { selector: 'dt' }).parentElement;

describe('Hyperdrive', () => {
  it('shows engine, host, TLS and caching of the one with its id', async () => {
    const { api, region: found } = show({});
    const region = await found;
    expect(
      await within(region).findByText('prod-db.acme.example'),
    ).toBeVisible();
    expect(factOf(region, 'Engine')).toHaveTextContent('PostgreSQL');
    expect(factOf(region, 'Port')).toHaveTextContent('5432');
    expect(factOf(region, 'TLS mode')).toHaveTextContent(
      'Not set: Cloudflare’s default',
    );
    expect(factOf(region, 'Client certificate (mTLS)')).toHaveTextContent(
      'Set',
    );
    expect(factOf(region, 'CA of your own')).toHaveTextContent('Not set');
    expect(factOf(region, 'Caching')).toHaveTextContent('On');
    expect(factOf(region, 'Answers are kept for')).toHaveTextContent('1 min');
    expect(factOf(region, 'Connections restarted')).toHaveTextContent('Never');
    expect(api.read).toHaveBeenCalledWith(
      {
        path: ['hyperdrive', 'configs'],
        query: { account: 'default', name: 'h1' },
      },
      expect.anything(),
    );
    expect(
      await screen.findByText(/From the cache: between 55% and 55%/),
    ).toBeInTheDocument();
  });

  it('says that a host is masked, and what it takes to see it', async () => {
    const { region: found } = show({
      configs: [{ ...config, host: undefined }],
      masked: true,
    });
    const region = await found;
    expect(
      await within(region).findByText(
        'In acme.example; the rest is masked for you',
      ),
    ).toBeVisible();
    expect(
      within(region).getByText(/cloudflare\.read\.sensitive/),
    ).toBeVisible();
  });

  it('tells what has no host from what is not known', async () => {
    const { region: found } = show({
      configs: [{ id: 'h1', name: 'acme', engine: 'MySQL', network: 'vpc' }],
    });
    const region = await found;
    expect(
      await within(region).findByText('None: the VPC service knows it'),
    ).toBeVisible();
    for (const label of ['Caching', 'TLS mode', 'Connection limit']) {
      expect(factOf(region, label)).toHaveTextContent(
        'Cloudflare does not tell it',
      );
    }
  });

  it('says so when Cloudflare does not know it any more', async () => {
    const { region } = show({ configs: [] });
    expect(
      await within(await region).findByText('No such configuration'),
    ).toBeVisible();
  });

  it('asks by name where the entity has no id', async () => {
    const { api, region } = show({ parameters: { id: undefined } });
    await within(await region).findByText('prod-db.acme.example');
    expect(api.read).toHaveBeenCalledWith(
      {
        path: ['hyperdrive', 'configs'],
        query: { account: 'default', name: 'acme' },
      },
      expect.anything(),
    );
  });

  it.each([
    [{ caching: 'enabled' }, 'Caching on'],
    [{ caching: 'disabled', network: 'access' }, 'Caching off'],
  ])('tells by %j that it is: %s', async (parameters, status) => {
    show({ parameters });
    expect((await screen.findAllByText(status)).length).toBeGreaterThan(0);
  });
});
