import { simulatedProducts } from '../products';
import { workersDatasets } from '../products/workers/datasets';
import { zeroTrustDatasets } from '../products/zero-trust.datasets';
import type { Dataset } from './graphqlRows';

/** Datasets of an account by the name of their node. */
export const datasets: ReadonlyMap<string, Dataset> = new Map(
  [
    workersDatasets,
    zeroTrustDatasets,
    ...Object.values(simulatedProducts).map(product => product.datasets ?? {}),
  ].flatMap(ofProduct => Object.entries(ofProduct)),
);
