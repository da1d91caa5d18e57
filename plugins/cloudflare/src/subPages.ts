import { ComponentType } from 'react';
import { titleMessages } from './titles';

/** A page below `/cloudflare`. */
export interface CloudflareSubPage {
  /** Its path below `/cloudflare`, by which its title is known, too. */
  path: keyof typeof titleMessages.subPages;
  loader: () => Promise<ComponentType>;
}

/**
 * The pages below `/cloudflare`, in the order of their tabs. Both frontend
 * systems make their tabs of it, so that none is missing in one of them.
 */
export const subPages: readonly CloudflareSubPage[] = [
  {
    path: 'overview',
    loader: () => import('./pages/OverviewPage').then(m => m.OverviewPage),
  },
  {
    path: 'inventory',
    loader: () => import('./pages/InventoryPage').then(m => m.InventoryPage),
  },
  {
    path: 'scorecards',
    loader: () =>
      import('./pages/scorecards/ScorecardsPage').then(m => m.ScorecardsPage),
  },
  {
    path: 'deployments',
    loader: () =>
      import('./pages/DeploymentsPage').then(m => m.DeploymentsPage),
  },
  {
    path: 'zero-trust',
    loader: () => import('./pages/ZeroTrustPage').then(m => m.ZeroTrustPage),
  },
  {
    path: 'evidence',
    loader: () =>
      import('./pages/evidence/EvidencePage').then(m => m.EvidencePage),
  },
  {
    path: 'accounts',
    loader: () => import('./pages/AccountsPage').then(m => m.AccountsPage),
  },
];
