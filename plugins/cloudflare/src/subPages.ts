import { ComponentType } from 'react';

/** A page below `/cloudflare`. */
export interface CloudflareSubPage {
  /** Its path below `/cloudflare`. */
  path: string;
  title: string;
  loader: () => Promise<ComponentType>;
}

/**
 * The pages below `/cloudflare`, in the order of their tabs. Both frontend
 * systems make their tabs of it, so that none is missing in one of them.
 */
export const subPages: readonly CloudflareSubPage[] = [
  {
    path: 'overview',
    title: 'Overview',
    loader: () => import('./pages/OverviewPage').then(m => m.OverviewPage),
  },
  {
    path: 'inventory',
    title: 'Inventory',
    loader: () => import('./pages/InventoryPage').then(m => m.InventoryPage),
  },
  {
    path: 'deployments',
    title: 'Deployments',
    loader: () =>
      import('./pages/DeploymentsPage').then(m => m.DeploymentsPage),
  },
  {
    path: 'zero-trust',
    title: 'Zero Trust',
    loader: () => import('./pages/ZeroTrustPage').then(m => m.ZeroTrustPage),
  },
  {
    path: 'accounts',
    title: 'Accounts',
    loader: () => import('./pages/AccountsPage').then(m => m.AccountsPage),
  },
];
