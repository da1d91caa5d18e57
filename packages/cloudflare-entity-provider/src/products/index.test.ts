import {
  productIds,
  products,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { ingestions } from './index';

describe('the ingestions', () => {
  it.each(productIds)(
    'tell what %s refers to just where the product says that it does',
    id => {
      expect(ingestions[id].bindings !== undefined).toBe(
        products[id].refersToOthers ?? false,
      );
    },
  );
});
