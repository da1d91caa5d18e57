import { Entity } from '@backstage/catalog-model';
import { JsonObject } from '@backstage/types';
import {
  CfMetrics,
  CloudflareClient,
  MetricRows,
} from '@cloudflare-backstage/cloudflare-client';
import {
  ANNOTATION_CLOUDFLARE_NAME,
  CloudflareProblem,
  ProductId,
  products,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { CloudflareAccount } from '@cloudflare-backstage/plugin-cloudflare-node';
import { failingAccount } from '../../__testUtils__/failingAccount';
import { AccountMetrics } from '../../metrics/AccountMetrics';

/** What the reads fail with that a test does not expect. */
export const down: CloudflareProblem = {
  kind: 'unavailable',
  message: 'Cloudflare is down',
};

/** A Resource of a product, as the sync makes it. */
export function resource(
  product: ProductId,
  name: string,
  parameters: JsonObject = {},
  labels: Record<string, string> = {},
): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Resource',
    metadata: {
      name: `cf-${name}`,
      annotations: { [ANNOTATION_CLOUDFLARE_NAME]: name },
      labels,
    },
    spec: {
      type: products[product].resourceType,
      owner: 'group:default/team',
      parameters: { id: `id-${name}`, name, ...parameters },
    },
  };
}

/** An account of which only some can be read. */
export function accountWith(areas: {
  [Area in keyof CloudflareClient]?: Partial<CloudflareClient[Area]>;
}): CloudflareAccount {
  const failing = failingAccount(down);
  return {
    ...failing,
    client: new Proxy(failing.client, {
      get: (client, name) =>
        Reflect.get(areas, name) ?? Reflect.get(client, name),
    }),
  };
}

type Rows = {
  [Product in keyof CfMetrics]?: {
    [Node in keyof CfMetrics[Product]]?: readonly object[] | MetricRows<object>;
  };
};

/** An account with metrics; what is not given was read, and told nothing. */
export function measuredAccount(
  rows: Rows,
  areas: Parameters<typeof accountWith>[0] = {},
): {
  account: CloudflareAccount;
  dependencies: { metrics: AccountMetrics };
} {
  const nodesOf = (product: keyof CfMetrics) =>
    new Proxy(
      {},
      {
        get(_, node) {
          const given = Reflect.get(rows[product] ?? {}, node) ?? [];
          return Array.isArray(given) ? { rows: given, complete: true } : given;
        },
      },
    );
  const metrics = {
    queues: nodesOf('queues'),
    durableObjects: nodesOf('durableObjects'),
    aiGateway: nodesOf('aiGateway'),
  };
  return {
    account: accountWith({
      ...areas,
      metrics: { read: async () => metrics as any },
    }),
    dependencies: { metrics: new AccountMetrics() },
  };
}

/** A dataset that could not be read, or not whole. */
export function partial(
  kind: CloudflareProblem['kind'],
  rows: object[] = [],
): MetricRows<object> {
  return { rows, complete: false, problem: { kind, message: 'not all' } };
}
