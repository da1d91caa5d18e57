import { ContainerStatus } from '@cloudflare-backstage/plugin-cloudflare-common';
import { screen, within } from '@testing-library/react';
import { answer } from '../__fixtures__/answers';
import { worker } from '../__fixtures__/entities';
import { renderEntityTab } from '../__testUtils__/render';

const entity = (parameters: object = {}) => ({
  ...worker,
  metadata: {
    ...worker.metadata,
    name: 'cf-container-acme-converter',
    title: 'acme-converter',
    annotations: {
      'cloudflare.com/account': 'default',
      'cloudflare.com/name': 'acme-converter',
    },
  },
  spec: {
    type: 'cloudflare-container',
    owner: 'group:default/platform',
    parameters: { account: 'default', name: 'acme-converter', ...parameters },
  },
  relations: [],
});

const image = {
  reference: 'images.acme.example:5000/acme/converter:2025-10-25',
  registry: 'images.acme.example:5000',
  path: 'acme/converter',
  tag: '2025-10-25',
};

const status: ContainerStatus = {
  id: 'a',
  name: 'acme-converter',
  startedBy: 'scheduler',
  images: [image],
  imagesState: 'told',
  instances: 2,
  maxInstances: 10,
  instanceType: 'basic',
  health: 'degraded',
  healthFrom: 'cloudflare',
  instanceStates: { running: 1, provisioning: 1 },
  errors: [
    { instanceId: 'i-1', name: 'ImagePullError', at: '2026-11-21T10:00:00Z' },
  ],
  versions: [{ version: 7, percentage: 100, image }],
  from: '2026-11-21T02:00:00Z',
  to: '2026-11-21T03:00:00Z',
  stepSeconds: 3600,
  series: [
    {
      id: 'cpuTime',
      unit: 'seconds',
      points: [{ time: '2026-11-21T02:00:00Z', value: 90 }],
    },
  ],
};

async function show(
  change: Partial<ContainerStatus> = {},
  parameters?: object,
) {
  renderEntityTab({
    entity: entity(parameters),
    answers: {
      'containers/acme-converter/status': answer({ ...status, ...change }),
    },
  });
  const region = await screen.findByRole('region', { name: 'Status' });
  await within(region).findByText('Health', { selector: 'dt' });
  return region;
}

const factOf = (region: HTMLElement, label: string) =>
  within(region).getByText(label, { selector: 'dt' }).parentElement;

describe('Containers', () => {
  it('show health, instances, images, errors and versions', async () => {
    const region = await show();
    expect(factOf(region, 'Health')).toHaveTextContent('Degraded');
    expect(factOf(region, 'Active instances')).toHaveTextContent(
      '1 running, 1 provisioning',
    );
    expect(factOf(region, 'Wanted instances')).toHaveTextContent(
      '2, at most 10',
    );
    expect(factOf(region, 'Images')).toHaveTextContent(image.reference);
    const failures = within(region).getByRole('region', {
      name: 'Latest errors',
    });
    expect(
      within(failures).getByRole('rowheader', { name: 'ImagePullError' }),
    ).toBeInTheDocument();
    const versions = within(region).getByRole('region', { name: 'Versions' });
    const [, row] = within(versions).getAllByRole('row');
    expect(row).toHaveTextContent('7100%acme/converter2025-10-25None');
    expect(
      await within(region).findByRole('img', { name: /^CPU time: 1.5 min/ }),
    ).toBeInTheDocument();
  });

  it('take no instance for idle, and no word for unknown', async () => {
    const idle = await show({
      health: 'idle',
      instanceStates: {},
      startedBy: 'durable-objects',
      instances: undefined,
      maxInstances: undefined,
    });
    expect(factOf(idle, 'Health')).toHaveTextContent(
      'Idle: no instance is active',
    );
    expect(factOf(idle, 'Active instances')).toHaveTextContent('None');
    expect(factOf(idle, 'Wanted instances')).toHaveTextContent(
      'As Durable Objects ask for them',
    );
  });

  it('do not take what was not read for none', async () => {
    const region = await show({
      health: 'unknown',
      healthFrom: undefined,
      images: [],
      imagesState: 'unknown',
      instanceStates: undefined,
      versions: undefined,
    });
    for (const label of ['Health', 'Active instances', 'Images']) {
      expect(factOf(region, label)).toHaveTextContent('Not known');
    }
    expect(
      within(region).getByRole('region', { name: 'Versions' }),
    ).toHaveTextContent('Not known');
  });

  it('say who tells the health', async () => {
    const region = await show({ health: 'healthy', healthFrom: 'instances' });
    expect(factOf(region, 'Health')).toHaveTextContent(
      'Healthy (as its instances tell)',
    );
  });

  it('name Durable Objects that the catalog does not have', async () => {
    await show({}, { durableObjectNamespaceId: '5fd1cafff895' });
    expect(
      screen.getByText('Durable Object class', { selector: 'dt' })
        .parentElement,
    ).toHaveTextContent('5fd1cafff895');
  });

  it('tell what the entity knows', async () => {
    await show(
      { health: 'unknown' },
      {
        health: 'unhealthy',
        images: [image.reference],
        durableObject: ['resource:default/cf-do-acme'],
        instances: 2,
        maxInstances: 4,
      },
    );
    expect(screen.getByText('Unhealthy')).toBeInTheDocument();
    expect(
      screen.getByText('Durable Object class', { selector: 'dt' })
        .parentElement,
    ).toHaveTextContent('cf-do-acme');
    expect(
      screen.getByText('Instances', { selector: 'dt' }).parentElement,
    ).toHaveTextContent('2, at most 4');
  });
});
