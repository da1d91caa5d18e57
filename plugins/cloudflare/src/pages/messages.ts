import { accountsMessages } from './accounts.messages';
import { deploymentsMessages } from './deployments.messages';
import { inventoryMessages } from './inventory.messages';
import { myCloudflareMessages } from './myCloudflare.messages';
import { overviewMessages } from './overview.messages';
import { zeroTrustPageMessages } from './zeroTrust.messages';

/**
 * The words of each page, apart from the page, so that translations can be
 * installed without loading any.
 */
export const pageMessages = {
  overview: overviewMessages,
  inventory: inventoryMessages,
  deployments: deploymentsMessages,
  zeroTrustPage: zeroTrustPageMessages,
  accounts: accountsMessages,
  myCloudflare: myCloudflareMessages,
};
