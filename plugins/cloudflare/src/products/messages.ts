import { BuiltProductId } from '@cloudflare-backstage/plugin-cloudflare-common';
import { pagesMessages } from './pages.messages';
import { workersMessages } from './workers.messages';
import { zeroTrustMessages } from './zero-trust.messages';

/**
 * The words of each product. Apart from its view, so that translations can be
 * installed without loading any view.
 */
export const productMessages = {
  workers: workersMessages,
  pages: pagesMessages,
  zeroTrust: zeroTrustMessages,
} satisfies Record<BuiltProductId, object>;
