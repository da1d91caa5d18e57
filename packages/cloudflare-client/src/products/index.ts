import type { BuiltProductId } from '@cloudflare-backstage/plugin-cloudflare-common';
import type { AreaDefinition } from '../Area';
import { pagesArea } from './pages';
import { workersArea } from './workers';
import { zeroTrustArea } from './zero-trust';

/** How each built product is read. */
export const productAreas = {
  workers: workersArea,
  pages: pagesArea,
  zeroTrust: zeroTrustArea,
} satisfies Record<BuiltProductId, AreaDefinition<unknown>>;
