import {
  ProductId,
  productIds,
} from '@cloudflare-backstage/plugin-cloudflare-common';
import { z } from 'zod';

/** The id of a product, as answers tell it. */
export const productId = z.enum(productIds as [ProductId, ...ProductId[]]);
