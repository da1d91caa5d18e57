import type { AreaDefinition } from '../../Area';
import { checkWindow } from '../../timeWindow';
import type {
  CfMetrics,
  MetricsArea,
  MetricsProductId,
} from '../metrics.types';
import { queryAccount } from '../queryAccount';
import { Datasets } from './Datasets';
import {
  cutShortProblem,
  MetricsReading,
  refusalProblem,
} from './MetricsReading';
import { type PlacedNode, placedNodes } from './nodes';
import { type Part, wholePart } from './Part';

/** The metrics of all products, from the GraphQL Analytics API. */
export const metricsArea: AreaDefinition<MetricsArea> = {
  requests: ['POST /graphql'],
  create: connection => {
    const datasets = new Datasets();
    return {
      async read<Product extends MetricsProductId>(
        window: { from: Date; to: Date },
        options: Parameters<MetricsArea['read']>[1] & {
          only?: readonly Product[];
        } = {},
      ) {
        const { only, ...readOptions } = options;
        checkWindow(window.from, window.to);
        const query = (text: string) =>
          queryAccount(connection, text, {}, readOptions);
        await datasets.learn(query);
        const nodes = placedNodes.filter(
          ({ product }) => !only || only.includes(product as Product),
        );
        const reading = new MetricsReading(datasets, query);
        await reading.read(partsOf(nodes, window, datasets, reading));
        return (await metricsOf(nodes, reading)) as Pick<CfMetrics, Product>;
      },
    };
  },
};

/** What is to be asked for; what the account is known to refuse is not. */
function partsOf(
  nodes: readonly PlacedNode[],
  window: { from: Date; to: Date },
  datasets: Datasets,
  reading: MetricsReading,
): Part[] {
  return nodes.flatMap(node => {
    const refusal = datasets.refusalOf(node.dataset);
    if (refusal) {
      reading.fail(node, refusalProblem(node, refusal));
      return [];
    }
    const settings = datasets.settingsOf(node.dataset);
    const part = wholePart(node, window, settings, Date.now());
    if (part.cutShort) {
      reading.fail(node, cutShortProblem(node, part.from));
    }
    return part.from < part.to ? [part] : [];
  });
}

async function metricsOf(
  nodes: readonly PlacedNode[],
  reading: MetricsReading,
): Promise<Partial<CfMetrics>> {
  const metrics: { [product: string]: Record<string, unknown> } = {};
  for (const node of nodes) {
    metrics[node.product] ??= {};
    metrics[node.product][node.key] = await reading.rowsOf(node);
  }
  return metrics as Partial<CfMetrics>;
}
