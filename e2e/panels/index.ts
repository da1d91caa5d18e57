import { accountPanels } from './account';
import { Panel } from './Panel';
import { resourcePanels } from './resources';
import { zeroTrustPanels } from './zeroTrust';

export * from './Panel';

/** Every panel that reads the backend. */
export const panels: readonly Panel[] = [
  ...resourcePanels,
  ...zeroTrustPanels,
  ...accountPanels,
];
