import { simulatedProducts } from '../products';
import type {
  SimulatedProduct,
  SimulatedResource,
} from '../products/SimulatedProduct';

interface Shelf extends SimulatedResource {
  colour: string;
}

/** A product with nothing in it that another test relies on. */
export const shelves: SimulatedProduct<Shelf> = {
  resources: account => [
    { id: 's1', name: 'acme-oak', colour: account.name, tags: { team: 'ai' } },
    { id: 's2', name: 'acme-twin', colour: 'red' },
    { id: 's3', name: 'acme-twin', colour: 'blue' },
  ],
  make: (name, _, seed) => ({ id: `id of ${seed}`, name, colour: 'white' }),
  taggedAs: 'queue',
  auditedAs: { product: 'queues', resourceType: 'queue', path: '/queues' },
  bindingFor: ({ name }) => ({ type: 'queue', queue_name: name }),
  routes: [],
};

/** Puts shelves in the place of Queues until the tests of the file have run. */
export function replaceQueuesByShelves(): void {
  const { queues } = simulatedProducts;
  beforeAll(() => {
    simulatedProducts.queues = shelves;
  });
  afterAll(() => {
    simulatedProducts.queues = queues;
  });
}
